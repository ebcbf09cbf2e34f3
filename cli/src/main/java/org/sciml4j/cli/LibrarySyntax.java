package org.sciml4j.cli;

import java.util.ArrayList;
import java.util.List;
import org.sciml4j.sindy.library.ConcatenatedLibrary;
import org.sciml4j.sindy.library.FourierLibrary;
import org.sciml4j.sindy.library.Library;
import org.sciml4j.sindy.library.PolynomialLibrary;

/** Reads {@code --library poly:2,fourier:1}. */
final class LibrarySyntax {
  private LibrarySyntax() {}

  static Library parse(String text) {
    List<Library> parts = new ArrayList<>();
    for (String part : text.split(",", -1)) {
      MethodText method = MethodText.parse("--library", part).atMost(1);
      parts.add(
          switch (method.name()) {
            case "poly" -> PolynomialLibrary.of(method.whole(0, 2));
            case "fourier" -> FourierLibrary.of(method.whole(0, 1));
            default -> throw method.bad("poly:DEGREE or fourier:FREQUENCIES, joined by commas");
          });
    }
    return parts.size() == 1 ? parts.getFirst() : new ConcatenatedLibrary(parts);
  }
}

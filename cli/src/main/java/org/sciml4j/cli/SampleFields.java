package org.sciml4j.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.field.Axis;
import org.sciml4j.core.field.Field;

/** Opens the fields that a command names: each in a file of its own, or several in one. */
final class SampleFields implements AutoCloseable {
  private final Path main;
  private final String samples;
  private final ProgressLine progress;
  private final List<FieldInput> open = new ArrayList<>();
  private final Set<Path> paths = new LinkedHashSet<>();

  /**
   * Nothing opened yet.
   *
   * @param main the file that variables are looked for in
   * @param samples which samples to use, as in Python; null for all
   */
  SampleFields(Path main, String samples, ProgressLine progress) {
    this.main = main;
    this.samples = samples;
    this.progress = progress;
  }

  /** A variable of the main file, a file of one field, or {@code FILE:VAR}. */
  Field named(String text) {
    FieldPlace place = FieldPlace.find(text, main);
    return open(place.file(), place.variable());
  }

  /**
   * The field of local states in the main file.
   *
   * @param name what the command line calls it; null where it does not
   * @param usual its name in the fit; null where there was none yet
   * @param others fields that are something else
   */
  Field states(String name, String usual, List<String> others) {
    if (name != null) {
      return named(name);
    }
    List<String> names = FieldPlace.names(main);
    List<String> rest = names.stream().filter(field -> !others.contains(field)).toList();
    if (usual != null && names.contains(usual)) {
      return open(main, usual);
    }
    boolean isNameless = main.toString().toLowerCase(Locale.ROOT).endsWith(".npy");
    if (rest.size() == 1 && (usual == null || isNameless)) {
      return open(main, rest.getFirst());
    }
    throw new InvalidInputException(
        usual == null ? "field of local states" : "field '" + usual + "' of the fit",
        usual == null ? "not named" : "not in '" + main + "'",
        "one of " + (rest.isEmpty() ? names : rest),
        "name it with --microstructure");
  }

  private Field open(Path path, String variable) {
    FieldInput input = FieldInput.open(path, List.of(variable), List.of(), null);
    open.add(input);
    paths.add(path);
    Field field = input.fields().getFirst();
    if (samples != null) {
      Axis axis = field.axes().getFirst();
      field = Slice.of("--samples", axis.name(), samples).applyTo(field);
    }
    return new SampleField(field, progress);
  }

  /** The files opened so far. */
  List<Path> paths() {
    return List.copyOf(paths);
  }

  @Override
  public void close() {
    open.forEach(FieldInput::close);
  }
}

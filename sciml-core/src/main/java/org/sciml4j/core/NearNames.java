package org.sciml4j.core;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Finds what a mistyped name may have meant. */
public final class NearNames {
  private static final int MOST = 3;

  private NearNames() {}

  /**
   * The known names within a third of the name's length in edits, or that contain it or are
   * contained in it, nearest first, three at most. Upper and lower case are the same here, and the
   * groups in front of a variable's name do not count.
   */
  public static List<String> of(String name, Collection<String> known) {
    String wanted = lastPart(name);
    int allowed = wanted.length() < 2 ? 0 : Math.max(1, (wanted.length() + 1) / 3);
    return known.stream()
        .distinct()
        .filter(
            candidate -> {
              String other = lastPart(candidate);
              return distance(other, wanted) <= allowed
                  || (wanted.length() > 1 && other.contains(wanted))
                  || (other.length() > 1 && wanted.contains(other));
            })
        .sorted(
            Comparator.comparingInt((String candidate) -> distance(lastPart(candidate), wanted))
                .thenComparingInt(String::length))
        .limit(MOST)
        .toList();
  }

  /** The sentence "did you mean 'a' or 'b'", or the alternative where nothing is near. */
  public static String didYouMean(String name, Collection<String> known, String otherwise) {
    List<String> near = of(name, known);
    return near.isEmpty() ? otherwise : "did you mean '" + String.join("' or '", near) + "'?";
  }

  /**
   * Insertions, deletions and substitutions that turn one name into the other (Levenshtein 1966).
   * Leaving the end of the known name away counts as one, so that its start is near to the whole.
   */
  static int distance(String known, String wanted) {
    int[] row = new int[wanted.length() + 1];
    for (int j = 0; j <= wanted.length(); j++) {
      row[j] = j;
    }
    int ofStart = row[wanted.length()] + 1;
    for (int i = 1; i <= known.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= wanted.length(); j++) {
        int substituted = diagonal + (known.charAt(i - 1) == wanted.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(substituted, Math.min(row[j], row[j - 1]) + 1);
      }
      ofStart = Math.min(ofStart, row[wanted.length()] + 1);
    }
    return Math.min(ofStart, row[wanted.length()]);
  }

  private static String lastPart(String path) {
    return path.substring(path.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
  }
}

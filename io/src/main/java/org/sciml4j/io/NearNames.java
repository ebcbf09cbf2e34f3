package org.sciml4j.io;

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
        .filter(
            candidate -> {
              String other = lastPart(candidate);
              return editDistance(wanted, other) <= allowed
                  || (wanted.length() > 1 && other.contains(wanted))
                  || (other.length() > 1 && wanted.contains(other));
            })
        .sorted(Comparator.comparingInt(candidate -> editDistance(wanted, lastPart(candidate))))
        .limit(MOST)
        .toList();
  }

  private static String lastPart(String path) {
    return path.substring(path.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
  }

  /** The sentence "did you mean 'a' or 'b'", or the alternative where nothing is near. */
  static String didYouMean(String name, Collection<String> known, String otherwise) {
    List<String> near = of(name, known);
    return near.isEmpty() ? otherwise : "did you mean '" + String.join("' or '", near) + "'?";
  }

  /** Insertions, deletions and substitutions that turn one into the other (Levenshtein 1966). */
  static int editDistance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int substituted = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(substituted, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[b.length()];
  }
}

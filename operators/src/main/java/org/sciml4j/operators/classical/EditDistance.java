package org.sciml4j.operators.classical;

/** How many letters must be inserted, removed or replaced to make one name of another. */
final class EditDistance {
  private EditDistance() {}

  /** Levenshtein's distance; the start of a name counts as near to the whole of it. */
  static int between(String known, String wanted) {
    int[] row = new int[wanted.length() + 1];
    for (int j = 0; j <= wanted.length(); j++) {
      row[j] = j;
    }
    int prefix = row[wanted.length()];
    for (int i = 1; i <= known.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= wanted.length(); j++) {
        int replaced = diagonal + (known.charAt(i - 1) == wanted.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
      }
      prefix = Math.min(prefix, row[wanted.length()] + 1);
    }
    return Math.min(prefix, row[wanted.length()]);
  }
}

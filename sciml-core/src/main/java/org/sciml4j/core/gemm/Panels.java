package org.sciml4j.core.gemm;

/**
 * The columns of B and C cut into panels as wide as a tile: whole vectors, spread evenly, so that
 * none is much narrower than the rest. Only the last vector of the last panel may be incomplete.
 *
 * @param columns columns in all
 * @param lanes columns in a vector
 * @param count number of panels
 */
record Panels(int columns, int lanes, int count) {
  static Panels of(long columns, int lanes, int mostVectors) {
    int vectors = Math.toIntExact(Math.ceilDiv(columns, lanes));
    return new Panels(Math.toIntExact(columns), lanes, Math.ceilDiv(vectors, mostVectors));
  }

  /** Vectors of columns in all. */
  int vectors() {
    return Math.ceilDiv(columns, lanes);
  }

  /** Vectors of columns of the widest panel. */
  int mostVectors() {
    return count == 0 ? 1 : Math.ceilDiv(vectors(), count);
  }

  /** Vectors of columns of one panel. */
  int vectorsOf(int panel) {
    return vectors() / count + (panel < vectors() % count ? 1 : 0);
  }

  /** Columns of one panel, those of an incomplete last vector included. */
  int widthOf(int panel) {
    return vectorsOf(panel) * lanes;
  }

  /** First column of a panel; the number of columns for the panel after the last. */
  int from(int panel) {
    return panel == count
        ? columns
        : (panel * (vectors() / count) + Math.min(panel, vectors() % count)) * lanes;
  }

  /** Whether the last vector of a panel is incomplete. */
  boolean partial(int panel) {
    return panel == count - 1 && columns % lanes != 0;
  }
}

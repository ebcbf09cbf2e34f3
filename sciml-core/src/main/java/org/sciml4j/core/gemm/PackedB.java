package org.sciml4j.core.gemm;

import org.sciml4j.core.kernel.KernelProvider;
import org.sciml4j.core.parallel.ThreadTeam;

/** B in panels: from memory or a {@link PanelSource}, one panel at a time or all of them ahead. */
final class PackedB {
  private static final int TERMS_OF_BAND = 32;

  /** Elements that one thread packs faster than it hands out the work. */
  private static final long ELEMENTS_OF_ONE = 16_384;

  private final GemmShape product;
  private final Panels panels;
  private final int bytes;
  private final int bands;
  private final StridedPanels strided;
  private final ThreadTeam.Task packBand = this::packBand;

  /** Address of B, where it lies in memory. */
  long matrix;

  /** Where B comes from otherwise, or null. */
  PanelSource source;

  /** Address of the panels made ahead. */
  long ahead;

  PackedB(KernelProvider provider, GemmShape product, Panels panels) {
    this.product = product;
    this.panels = panels;
    bytes = product.dtype().bytes();
    bands = Math.ceilDiv((int) product.k(), TERMS_OF_BAND);
    strided = new StridedPanels(provider, product.dtype());
  }

  /** Matrices B. */
  private long entries() {
    return product.bBatch() == 0 ? Math.min(1, product.batch()) : product.batch();
  }

  /** Size of all panels. */
  long bytes() {
    return entries() * product.k() * panels.vectors() * panels.lanes() * bytes;
  }

  /** Brings all of B into panels at {@code destination}. */
  void packAhead(ThreadTeam team, long destination) {
    ahead = destination;
    int parts = Math.toIntExact(entries() * bands);
    if (product.k() * product.n() * entries() < ELEMENTS_OF_ONE) {
      for (int part = 0; part < parts; part++) {
        packBand(part);
      }
    } else {
      team.run(parts, packBand);
    }
  }

  /** A band of neighbouring rows of B: rows, or parts of columns, that are read from end to end. */
  private void packBand(int part) {
    int entry = part / bands;
    int kFrom = part % bands * TERMS_OF_BAND;
    int kTo = Math.min((int) product.k(), kFrom + TERMS_OF_BAND);
    for (int panel = 0; panel < panels.count(); panel++) {
      pack(entry, panel, kFrom, kTo, panelAhead(entry, panel, kFrom));
    }
  }

  /** Address of the row {@code term} of one of the panels made ahead. */
  long panelAhead(int entry, int panel, int term) {
    long matrixFrom = product.bBatch() == 0 ? 0 : entry * (bytes() / entries());
    long panelFrom = panels.from(panel) * product.k() + (long) term * panels.widthOf(panel);
    return ahead + matrixFrom + panelFrom * bytes;
  }

  /** Address of an element of B in memory. */
  long element(int entry, int term, int column) {
    return matrix
        + (entry * product.bBatch() + term * product.bRow() + column * product.bColumn()) * bytes;
  }

  /** Writes some terms of one panel. */
  void pack(int entry, int panel, int kFrom, int kTo, long destination) {
    int from = panels.from(panel);
    int to = panels.from(panel + 1);
    int width = panels.widthOf(panel);
    if (source != null) {
      source.pack(entry, kFrom, kTo, from, to, width, destination);
    } else {
      strided.pack(
          element(entry, kFrom, from),
          product.bRow() * bytes,
          product.bColumn() * bytes,
          kTo - kFrom,
          to - from,
          width,
          destination);
    }
  }
}

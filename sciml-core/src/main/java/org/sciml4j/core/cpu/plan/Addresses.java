package org.sciml4j.core.cpu.plan;

import java.util.List;

/** Addresses of the storages that several places lie in, kept for kernels that take an array. */
final class Addresses {
  private final int[] storages;
  private final long[] addresses;

  /** Of these places; {@code null}s have address 0. */
  Addresses(List<Place> places) {
    storages = places.stream().mapToInt(one -> one == null ? -1 : one.storage()).toArray();
    addresses = new long[storages.length];
  }

  long[] in(Frame frame) {
    for (int i = 0; i < storages.length; i++) {
      addresses[i] = storages[i] < 0 ? 0 : frame.address(storages[i]);
    }
    return addresses;
  }
}

package org.sciml4j.core.nn;

import java.nio.charset.StandardCharsets;

/**
 * A number for each path, so that random draws depend on a parameter's name and not on what else is
 * declared: 64-bit FNV-1a (Fowler, Noll, Vo; RFC 9923).
 */
final class PathNumber {
  private static final long OFFSET_BASIS = 0xcbf29ce484222325L;
  private static final long PRIME = 0x100000001b3L;

  private PathNumber() {}

  static long of(String path) {
    long hash = OFFSET_BASIS;
    for (byte one : path.getBytes(StandardCharsets.UTF_8)) {
      hash = (hash ^ (one & 0xff)) * PRIME;
    }
    return hash;
  }
}

package org.sciml4j.core.tensor;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Locale;
import java.util.Optional;

/**
 * Memory for large tensors in pages of 2 MiB, where Linux offers them on request: a field of 64 MiB
 * then needs 32 address translations instead of 16,384. Where they are not to be had, callers use
 * ordinary memory.
 */
final class HugePages {
  /** Smallest allocation worth a huge page, in bytes. */
  static final long WORTHWHILE = 4L << 20;

  private static final long PAGE = 2L << 20;
  private static final long COLOURS = 16;
  private static final long COLOUR_STEP = 256;
  private static final int PROT_READ_WRITE = 3;
  private static final int MAP_PRIVATE_ANONYMOUS = 0x22;
  private static final int MADV_HUGEPAGE = 14;
  private static final long MAP_FAILED = -1;

  private final MethodHandle mmap;
  private final MethodHandle munmap;
  private final MethodHandle madvise;

  private HugePages(Linker linker) {
    SymbolLookup library = linker.defaultLookup();
    mmap =
        linker.downcallHandle(
            library.findOrThrow("mmap"),
            FunctionDescriptor.of(
                ValueLayout.JAVA_LONG,
                ValueLayout.JAVA_LONG,
                ValueLayout.JAVA_LONG,
                ValueLayout.JAVA_INT,
                ValueLayout.JAVA_INT,
                ValueLayout.JAVA_INT,
                ValueLayout.JAVA_LONG));
    FunctionDescriptor onRange =
        FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_LONG, ValueLayout.JAVA_LONG);
    munmap = linker.downcallHandle(library.findOrThrow("munmap"), onRange);
    madvise =
        linker.downcallHandle(
            library.findOrThrow("madvise"), onRange.appendArgumentLayouts(ValueLayout.JAVA_INT));
  }

  /** Zeroed memory that lives as long as the arena, or nothing where huge pages are not offered. */
  static Optional<MemorySegment> allocate(Arena arena, long bytes) {
    HugePages pages = OfThisMachine.PAGES;
    return pages == null || bytes < WORTHWHILE ? Optional.empty() : pages.map(arena, bytes);
  }

  private Optional<MemorySegment> map(Arena arena, long bytes) {
    long length = bytes + PAGE + COLOURS * COLOUR_STEP;
    try {
      long start =
          (long) mmap.invokeExact(0L, length, PROT_READ_WRITE, MAP_PRIVATE_ANONYMOUS, -1, 0L);
      if (start == MAP_FAILED) {
        return Optional.empty();
      }
      long aligned = Math.ceilDiv(start, PAGE) * PAGE;
      long first = aligned + coloured(aligned / PAGE);
      int refused = (int) madvise.invokeExact(aligned, first + bytes - aligned, MADV_HUGEPAGE);
      if (refused != 0) {
        unmap(start, length);
        return Optional.empty();
      }
      return Optional.of(
          MemorySegment.ofAddress(first).reinterpret(bytes, arena, _ -> unmap(start, length)));
    } catch (Throwable failure) {
      throw new IllegalStateException("mmap could not be called", failure);
    }
  }

  /**
   * Tensors start at different places of their pages: two fields at the same place make a processor
   * take a load from one for a load of what it has just stored to the other.
   */
  private static long coloured(long page) {
    return page % COLOURS * COLOUR_STEP;
  }

  private void unmap(long start, long length) {
    try {
      int refused = (int) munmap.invokeExact(start, length);
      assert refused == 0;
    } catch (Throwable failure) {
      throw new IllegalStateException("munmap could not be called", failure);
    }
  }

  private static final class OfThisMachine {
    static final HugePages PAGES = find();

    private static HugePages find() {
      boolean linux = System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("linux");
      boolean allowed = HugePages.class.getModule().isNativeAccessEnabled();
      return linux && allowed ? new HugePages(Linker.nativeLinker()) : null;
    }
  }
}

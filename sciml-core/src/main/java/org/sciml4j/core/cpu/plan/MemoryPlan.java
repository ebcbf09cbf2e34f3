package org.sciml4j.core.cpu.plan;

import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Places storages in one arena so that those in use at the same time do not overlap: in order of
 * first use, each in the smallest gap that holds it. Every place is a multiple of 64 bytes.
 */
final class MemoryPlan {
  private static final long ALIGNMENT = 64;

  private final TreeMap<Long, Long> gapsByPosition = new TreeMap<>();
  private final TreeMap<Gap, Long> gapsBySize =
      new TreeMap<>(Comparator.comparingLong(Gap::bytes).thenComparingLong(Gap::position));
  private long end;

  private record Gap(long bytes, long position) {}

  private MemoryPlan() {}

  /** Places the arena's storages and returns the bytes the arena needs. */
  static long place(List<Storage> storages) {
    MemoryPlan plan = new MemoryPlan();
    List<Storage> inArena =
        storages.stream()
            .filter(
                one ->
                    one.role() == Storage.Role.ARENA
                        && one.lastUse() >= 0
                        && one.representative() == one)
            .sorted(Comparator.comparingInt(Storage::firstUse))
            .collect(Collectors.toList());
    TreeMap<Integer, List<Storage>> ends =
        inArena.stream()
            .collect(Collectors.groupingBy(Storage::lastUse, TreeMap::new, Collectors.toList()));
    for (Storage storage : inArena) {
      while (!ends.isEmpty() && ends.firstKey() < storage.firstUse()) {
        ends.pollFirstEntry().getValue().forEach(plan::free);
      }
      storage.placeAt(plan.take(aligned(storage.bytes())));
    }
    return plan.end;
  }

  static long aligned(long bytes) {
    return (bytes + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
  }

  private long take(long bytes) {
    Gap gap = gapsBySize.ceilingKey(new Gap(bytes, 0));
    if (gap != null) {
      remove(gap);
      add(new Gap(gap.bytes() - bytes, gap.position() + bytes));
      return gap.position();
    }
    var last = gapsByPosition.lastEntry();
    if (last != null && last.getKey() + last.getValue() == end) {
      remove(new Gap(last.getValue(), last.getKey()));
      end = last.getKey() + bytes;
      return last.getKey();
    }
    end += bytes;
    return end - bytes;
  }

  private void free(Storage storage) {
    long position = storage.offset();
    long bytes = aligned(storage.bytes());
    var before = gapsByPosition.floorEntry(position);
    if (before != null && before.getKey() + before.getValue() == position) {
      remove(new Gap(before.getValue(), before.getKey()));
      position = before.getKey();
      bytes += before.getValue();
    }
    Long after = gapsByPosition.get(position + bytes);
    if (after != null) {
      remove(new Gap(after, position + bytes));
      bytes += after;
    }
    add(new Gap(bytes, position));
  }

  private void add(Gap gap) {
    if (gap.bytes() > 0) {
      gapsByPosition.put(gap.position(), gap.bytes());
      gapsBySize.put(gap, gap.position());
    }
  }

  private void remove(Gap gap) {
    gapsByPosition.remove(gap.position());
    gapsBySize.remove(gap);
  }
}

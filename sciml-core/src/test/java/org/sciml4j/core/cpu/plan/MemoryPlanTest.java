package org.sciml4j.core.cpu.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class MemoryPlanTest {
  private final List<Storage> storages = new ArrayList<>();

  private Storage storage(long bytes, int from, int to) {
    Storage storage = new Storage(storages.size(), bytes, Storage.Role.ARENA, 0);
    storage.use(from);
    storage.use(to);
    storages.add(storage);
    return storage;
  }

  @Test
  void memoryIsUsedAgain() {
    storage(100, 0, 1);
    storage(100, 1, 2);
    storage(100, 2, 3);
    assertThat(MemoryPlan.place(storages)).isEqualTo(256);
  }

  @Test
  void whatLiesOverAnotherSharesItsPlace() {
    Storage first = storage(64, 0, 1);
    Storage second = storage(64, 1, 5);
    second.lieOver(first);
    storage(64, 3, 4);
    assertThat(MemoryPlan.place(storages)).isEqualTo(128);
    assertThat(second.offset()).isEqualTo(first.offset());
  }

  @Property(tries = 100)
  void storagesInUseAtOneTimeAreApart(@ForAll long seed) {
    storages.clear();
    Random random = new Random(seed);
    for (int i = 0; i < 60; i++) {
      int from = random.nextInt(50);
      storage(1 + random.nextInt(500), from, from + random.nextInt(10));
    }
    long end = MemoryPlan.place(storages);
    for (Storage one : storages) {
      assertThat(one.offset() % 64).isZero();
      assertThat(one.offset() + one.bytes()).isLessThanOrEqualTo(end);
      for (Storage other : storages) {
        boolean meetInTime = one.firstUse() <= other.lastUse() && other.firstUse() <= one.lastUse();
        boolean meetInPlace =
            one.offset() < other.offset() + other.bytes()
                && other.offset() < one.offset() + one.bytes();
        assertThat(one != other && meetInTime && meetInPlace).isFalse();
      }
    }
  }
}

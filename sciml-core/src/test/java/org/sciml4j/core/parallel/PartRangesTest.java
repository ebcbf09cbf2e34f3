package org.sciml4j.core.parallel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;

class PartRangesTest {
  @Test
  void should_take_the_own_range_from_the_front_and_then_the_others_from_the_back() {
    PartRanges ranges = new PartRanges(3);
    ranges.spread(7);
    List<Integer> taken = new ArrayList<>();
    for (int part = ranges.take(1); part != PartRanges.NONE; part = ranges.take(1)) {
      taken.add(part);
    }
    assertThat(taken).containsExactly(2, 3, 6, 5, 4, 1, 0);
  }

  @Test
  void should_hand_out_nothing_once_cleared() {
    PartRanges ranges = new PartRanges(2);
    ranges.spread(10);
    ranges.clear();
    assertThat(ranges.take(0)).isEqualTo(PartRanges.NONE);
    assertThat(ranges.take(1)).isEqualTo(PartRanges.NONE);
  }

  @Test
  void should_hand_out_each_part_once_to_threads_that_race() throws InterruptedException {
    int workers = 3;
    PartRanges ranges = new PartRanges(workers);
    for (int round = 0; round < 50; round++) {
      int parts = 1000 + round;
      ranges.spread(parts);
      AtomicIntegerArray times = new AtomicIntegerArray(parts);
      List<Thread> threads = new ArrayList<>();
      for (int worker = 0; worker < workers; worker++) {
        int number = worker;
        threads.add(
            Thread.ofPlatform()
                .start(
                    () -> {
                      for (int part = ranges.take(number);
                          part != PartRanges.NONE;
                          part = ranges.take(number)) {
                        times.incrementAndGet(part);
                      }
                    }));
      }
      for (Thread thread : threads) {
        thread.join();
      }
      for (int part = 0; part < parts; part++) {
        assertThat(times.get(part)).isEqualTo(1);
      }
    }
  }
}

package org.sciml4j.core.parallel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sciml4j.core.InvalidInputException;

class ThreadTeamTest {
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5})
  void should_run_every_part_once_in_every_round(int threads) {
    try (ThreadTeam team = ThreadTeam.of(threads)) {
      AtomicIntegerArray runs = new AtomicIntegerArray(17);
      for (int round = 0; round < 500; round++) {
        team.run(17, runs::incrementAndGet);
      }
      assertThat(IntStream.range(0, 17).map(runs::get)).containsOnly(500);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5})
  void should_give_every_thread_its_own_worker_number(int threads) {
    try (ThreadTeam team = ThreadTeam.of(threads)) {
      AtomicIntegerArray runs = new AtomicIntegerArray(17);
      AtomicIntegerArray running = new AtomicIntegerArray(threads);
      AtomicInteger shared = new AtomicInteger();
      for (int round = 0; round < 500; round++) {
        team.run(
            17,
            (part, worker) -> {
              if (running.incrementAndGet(worker) > 1) {
                shared.incrementAndGet();
              }
              runs.incrementAndGet(part);
              running.decrementAndGet(worker);
            });
      }
      assertThat(shared).hasValue(0);
      assertThat(IntStream.range(0, 17).map(runs::get)).containsOnly(500);
    }
  }

  @Test
  void should_wake_helpers_that_fell_asleep() throws InterruptedException {
    try (ThreadTeam team = ThreadTeam.of(3)) {
      AtomicInteger runs = new AtomicInteger();
      for (int round = 0; round < 5; round++) {
        team.run(6, _ -> runs.incrementAndGet());
        Thread.sleep(30);
      }
      assertThat(runs).hasValue(30);
    }
  }

  @Test
  void should_rethrow_and_stay_usable() {
    try (ThreadTeam team = ThreadTeam.of(2)) {
      assertThatThrownBy(
              () ->
                  team.run(
                      8,
                      part -> {
                        if (part == 3) {
                          throw new IllegalArgumentException("part 3");
                        }
                      }))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("part 3");
      AtomicInteger runs = new AtomicInteger();
      team.run(8, _ -> runs.incrementAndGet());
      assertThat(runs).hasValue(8);
    }
  }

  @Test
  void should_run_nested_and_concurrent_tasks_without_deadlock() {
    try (ThreadTeam team = ThreadTeam.of(2)) {
      AtomicInteger runs = new AtomicInteger();
      Assertions.assertTimeoutPreemptively(
          Duration.ofSeconds(20),
          () -> {
            team.run(4, _ -> team.run(4, _ -> runs.incrementAndGet()));
            Thread other =
                Thread.ofPlatform().start(() -> team.run(100, _ -> runs.incrementAndGet()));
            team.run(100, _ -> runs.incrementAndGet());
            other.join();
          });
      assertThat(runs).hasValue(216);
    }
  }

  @Test
  void should_run_alone_once_closed() {
    ThreadTeam team = ThreadTeam.of(2);
    team.close();
    AtomicInteger runs = new AtomicInteger();
    team.run(5, _ -> runs.incrementAndGet());
    assertThat(runs).hasValue(5);
    assertThatThrownBy(() -> ThreadTeam.of(0)).isInstanceOf(InvalidInputException.class);
  }

  @Test
  void should_ignore_a_senseless_number_of_threads() {
    assertThat(ThreadTeam.threadsAskedFor("3", 8)).isEqualTo(3);
    assertThat(ThreadTeam.threadsAskedFor(null, 8)).isEqualTo(8);
    assertThat(ThreadTeam.threadsAskedFor("0", 8)).isEqualTo(8);
    assertThat(ThreadTeam.threadsAskedFor("many", 8)).isEqualTo(8);
  }
}

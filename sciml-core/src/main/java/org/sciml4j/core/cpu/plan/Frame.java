package org.sciml4j.core.cpu.plan;

import org.sciml4j.core.parallel.ThreadTeam;

/** What a run of a plan works on: an absolute address for every storage, and the threads. */
public final class Frame {
  private final ThreadTeam team;
  private final long[] addresses;
  private final Frame[] nested;
  private long[] nanoseconds;

  Frame(ThreadTeam team, long[] addresses, Frame[] nested) {
    this.team = team;
    this.addresses = addresses;
    this.nested = nested;
  }

  /** The threads to run on. */
  public ThreadTeam team() {
    return team;
  }

  /** Address of a storage. */
  public long address(int storage) {
    return addresses[storage];
  }

  /** Moves a storage that the plan does not own. */
  public void set(int storage, long address) {
    addresses[storage] = address;
  }

  /** Times each of so many instructions from now on, those of the bodies of loops too. */
  void time(Plan plan) {
    nanoseconds = new long[plan.instructions().size()];
    for (int i = 0; i < nested.length; i++) {
      nested[i].time(plan.loops().get(i).plan());
    }
  }

  /** Ends timing. */
  void stopTiming() {
    nanoseconds = null;
    for (Frame frame : nested) {
      frame.stopTiming();
    }
  }

  boolean isTimed() {
    return nanoseconds != null;
  }

  /** Adds to the time of an instruction. */
  void spend(int instruction, long time) {
    nanoseconds[instruction] += time;
  }

  /** Nanoseconds that an instruction has taken. */
  long spent(int instruction) {
    return nanoseconds[instruction];
  }

  /** The frame of a loop's body. */
  Frame nested(int loop) {
    return nested[loop];
  }
}

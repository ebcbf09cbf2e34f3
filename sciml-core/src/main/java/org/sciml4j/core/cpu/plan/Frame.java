package org.sciml4j.core.cpu.plan;

import org.sciml4j.core.parallel.ThreadTeam;

/** What a run of a plan works on: an absolute address for every storage, and the threads. */
public final class Frame {
  private final ThreadTeam team;
  private final long[] addresses;
  private final Frame[] nested;

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

  /** The frame of a loop's body. */
  Frame nested(int loop) {
    return nested[loop];
  }
}

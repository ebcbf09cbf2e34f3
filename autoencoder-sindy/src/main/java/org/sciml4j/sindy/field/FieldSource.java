package org.sciml4j.sindy.field;

import java.util.List;

/**
 * Fields on one grid at equally spaced times, read frame by frame, so that they may be larger than
 * memory.
 */
public interface FieldSource {
  /** The fields' names. */
  List<String> names();

  /** Where they are known. */
  SpaceGrid grid();

  /** When they are known. */
  FieldAxis time();

  /**
   * Reads the values of all fields at one time, NaN where one is missing.
   *
   * @param frame which of the times
   * @param into for each field receives the values at the points of the grid
   */
  void read(int frame, double[][] into);
}

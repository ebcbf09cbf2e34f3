package org.sciml4j.operators.fit;

import java.util.Arrays;
import org.sciml4j.core.InvalidInputException;

/**
 * Instrumental variables: the field seen somewhere else, where its measurement errors are
 * independent of those in the equation but its signal is still correlated. Least squares asks that
 * the residual be uncorrelated with the stencil's own points, which noise in u makes false;
 * instruments ask it of other points instead, and so remove the bias.
 *
 * <pre>
 * W. A. Fuller, Measurement Error Models, Wiley, 1987, section 1.4
 * J. D. Sargan, The estimation of economic relationships using instrumental variables, Econometrica 26:393, 1958
 * </pre>
 */
public sealed interface Instrument {
  /** The stencil's points a number of frames earlier. */
  record LaggedInTime(int frames) implements Instrument {
    /** Checks the lag. */
    public LaggedInTime {
      if (frames < 1) {
        throw new InvalidInputException(
            "instrument lag", frames + " frames", "at least 1", "look back at least one frame");
      }
    }
  }

  /** The stencil's points moved by a whole number of grid points along each axis. */
  record LaggedInSpace(int[] shift) implements Instrument {
    /** Copies the shift. */
    public LaggedInSpace {
      shift = shift.clone();
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof LaggedInSpace that && Arrays.equals(shift, that.shift);
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(shift);
    }

    @Override
    public String toString() {
      return "LaggedInSpace" + Arrays.toString(shift);
    }
  }

  /**
   * The stencil's points {@code frames} frames earlier. With forward differences one frame is
   * enough; centred ones need 2, fourth-order ones 3.
   */
  static Instrument laggedInTime(int frames) {
    return new LaggedInTime(frames);
  }

  /**
   * The stencil's points moved by {@code shift} grid points, one number per axis. Along some axis
   * the shift must exceed the stencil's extent, so that the two share no point; the field must
   * still be smooth over that distance.
   */
  static Instrument laggedInSpace(int... shift) {
    return new LaggedInSpace(shift);
  }
}

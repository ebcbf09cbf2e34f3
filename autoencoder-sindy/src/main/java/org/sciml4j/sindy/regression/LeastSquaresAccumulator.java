package org.sciml4j.sindy.regression;

import java.util.List;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.parallel.ThreadTeam;

/**
 * Builds a {@link LeastSquaresProblem} from rows that come block by block: each block is factorised
 * and its triangle merged into that of the rows before (Demmel, Grigori, Hoemmen &amp; Langou 2012,
 * SIAM J. Sci. Comput. 34, A206, sequential TSQR), as accurate as one factorisation of all rows.
 * Memory does not depend on the number of rows; the bits depend on how rows are split into blocks,
 * not on the number of threads.
 */
public final class LeastSquaresAccumulator {
  /** Rows factorised at once, unless that is too few for the number of columns. */
  private static final int CHUNK = 1280;

  private final List<String> names;
  private final int targets;
  private Triangle triangle;
  private long rows;

  /**
   * Begins with no rows.
   *
   * @param names of the columns
   * @param targets number of targets
   */
  public LeastSquaresAccumulator(List<String> names, int targets) {
    if (names.isEmpty()) {
      throw new InvalidInputException("names", names, "at least one column", "give a library");
    }
    if (targets < 1) {
      throw new InvalidInputException("targets", targets, "1 or more", "give what is to be fitted");
    }
    this.names = List.copyOf(names);
    this.targets = targets;
  }

  /** Number of rows added so far. */
  public long rows() {
    return rows;
  }

  /**
   * Adds rows of equal weight.
   *
   * @param theta {@code [column][row]}
   * @param y {@code [target][row]}
   */
  public LeastSquaresAccumulator add(double[][] theta, double[][] y) {
    return add(theta, y, null, 0, y.length == 0 ? 0 : y[0].length);
  }

  /**
   * Adds the rows {@code from} to {@code to - 1}.
   *
   * @param theta {@code [column][row]}
   * @param y {@code [target][row]}
   * @param weights of the squared residual of each row, not negative; null for 1
   * @throws InvalidInputException if the shapes do not fit or a value is not finite
   */
  public LeastSquaresAccumulator add(
      double[][] theta, double[][] y, double[] weights, int from, int to) {
    RowBlock block = new RowBlock(names, theta, y, weights);
    block.requireShape(names.size(), targets, to);
    int count = to - from;
    int chunk = Math.max(CHUNK, 4 * names.size());
    int chunks = Math.max(1, Math.ceilDiv(count, chunk));
    Triangle[] parts = new Triangle[chunks];
    ThreadTeam team = ThreadTeam.common();
    int height = Math.ceilDiv(count, chunks);
    CholeskyQr[] workspaces = new CholeskyQr[team.threads()];
    team.run(
        chunks,
        (part, worker) -> {
          if (workspaces[worker] == null) {
            workspaces[worker] = new CholeskyQr(names.size(), targets, height);
          }
          int begin = from + part * height;
          parts[part] = block.factor(begin, Math.min(to, begin + height), workspaces[worker]);
        });
    for (Triangle part : parts) {
      absorb(part);
    }
    rows += count;
    return this;
  }

  /** Adds the rows another accumulator has seen; that one is left as it is. */
  public LeastSquaresAccumulator merge(LeastSquaresAccumulator other) {
    return add(other.problem());
  }

  /**
   * Adds the rows of a problem of the same columns and targets.
   *
   * @throws InvalidInputException if columns or targets differ
   */
  public LeastSquaresAccumulator add(LeastSquaresProblem other) {
    if (!other.names().equals(names) || other.targets() != targets) {
      throw new InvalidInputException(
          "columns of the problem to add",
          other.names() + " with " + other.targets() + " targets",
          names + " with " + targets,
          "merge problems of one library");
    }
    absorb(Triangle.of(other));
    rows += other.rows();
    return this;
  }

  private void absorb(Triangle part) {
    if (triangle == null) {
      triangle = part;
    } else {
      triangle.absorb(part);
    }
  }

  /** The problem of all rows so far. */
  public LeastSquaresProblem problem() {
    Triangle all = triangle == null ? Triangle.empty(names.size(), targets) : triangle;
    return all.problem(names, rows);
  }
}

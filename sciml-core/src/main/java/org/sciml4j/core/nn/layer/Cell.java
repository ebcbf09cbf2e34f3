package org.sciml4j.core.nn.layer;

import java.util.List;
import java.util.Optional;
import org.sciml4j.core.graph.Value;
import org.sciml4j.core.nn.init.Initializer;
import org.sciml4j.core.nn.init.Initializers;

/** One step of a {@link Recurrent} layer. */
public interface Cell {
  /** What summaries call the layer, for example {@code LSTM}. */
  String kind();

  /** Number of units. */
  long units();

  /** Number of blocks of {@code units} columns that the kernels have. */
  int gates();

  /** Names of what goes from step to step, {@code [n, units]} each, the output first. */
  default List<String> states() {
    return List.of("h");
  }

  /** Initial numbers of the bias. */
  default Initializer biasInitializer() {
    return Initializers.ZEROS;
  }

  /** Whether the product with the recurrent kernel has a bias of its own. */
  default boolean hasRecurrentBias() {
    return false;
  }

  /**
   * One step.
   *
   * @param states the states, {@code [n, units]} each
   * @param z the input's product with the kernel, bias added, {@code [n, gates * units]}
   * @param recurrentKernel U, {@code [units, gates * units]}
   * @param recurrentBias {@code [gates * units]}, where the cell has one
   * @return the new states
   */
  List<Value> step(
      List<Value> states, Value z, Value recurrentKernel, Optional<Value> recurrentBias);

  /** Columns of one gate. */
  default Value gate(Value all, int gate) {
    return all.slice(all.rank() - 1, gate * units(), (gate + 1) * units());
  }
}

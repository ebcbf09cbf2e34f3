package org.sciml4j.core.nn.layer;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.graph.Checkpointing;
import org.sciml4j.core.graph.Graph;
import org.sciml4j.core.graph.Loop;
import org.sciml4j.core.graph.TensorType;
import org.sciml4j.core.graph.Value;
import org.sciml4j.core.nn.NamedLayer;
import org.sciml4j.core.nn.Scope;
import org.sciml4j.core.nn.activation.Activation;
import org.sciml4j.core.nn.activation.Activations;
import org.sciml4j.core.nn.init.Initializers;

/**
 * A cell repeated along time: {@code [n, time, features] -> [n, units]}, the last step's output, or
 * {@code [n, time, units]} with {@link #returnSequences}. The input's products with the kernel are
 * one matrix product for all steps. Parameters {@code kernel [features, gates units]}, {@code
 * recurrent_kernel [units, gates units]} and {@code bias [gates units]}, or {@code [2, gates
 * units]} where the cell has two. Methods that make a choice return a changed copy.
 *
 * @param cell what a step computes
 * @param kernel how the kernel of the input is declared
 * @param recurrentKernel how the kernel of the last output is declared
 * @param bias how the bias is declared
 * @param returnsSequences whether the value holds every step's output rather than the last one's
 * @param isStateful whether a batch goes on from the state the last one ended in
 * @param checkpointing what is kept of the steps for the reverse derivative
 */
public record Recurrent(
    Cell cell,
    Weight kernel,
    Weight recurrentKernel,
    Weight bias,
    boolean returnsSequences,
    boolean isStateful,
    Checkpointing checkpointing)
    implements NamedLayer {
  /**
   * Checks the units.
   *
   * @throws InvalidInputException if there is none
   */
  public Recurrent {
    if (cell.units() < 1) {
      throw new InvalidInputException(
          "units", cell.units(), "at least 1", "choose how many outputs");
    }
  }

  /** A layer of this cell, initialised as Keras does, that starts from zeros. */
  public static Recurrent of(Cell cell) {
    return new Recurrent(
        cell,
        Weight.of(Initializers.GLOROT_UNIFORM),
        Weight.of(Initializers.ORTHOGONAL),
        Weight.of(cell.biasInitializer()),
        false,
        false,
        Checkpointing.NONE);
  }

  /** A layer of {@link SimpleRnnCell} with hyperbolic tangent. */
  public static Recurrent simpleRnn(long units) {
    return simpleRnn(units, Activations.TANH);
  }

  /** A layer of {@link SimpleRnnCell}. */
  public static Recurrent simpleRnn(long units, Activation activation) {
    return of(new SimpleRnnCell(units, activation));
  }

  /** A layer of {@link LstmCell}. */
  public static Recurrent lstm(long units) {
    return of(new LstmCell(units));
  }

  /** A layer of {@link GruCell} that resets after the product. */
  public static Recurrent gru(long units) {
    return of(new GruCell(units, true));
  }

  /** With the output of every step, {@code [n, time, units]}, as its value. */
  public Recurrent returnSequences() {
    return new Recurrent(cell, kernel, recurrentKernel, bias, true, isStateful, checkpointing);
  }

  /**
   * Where each batch goes on from the state the last one ended in. Training takes such batches in
   * order, starts each epoch and each validation from zero states and returns zero states.
   */
  public Recurrent stateful() {
    return new Recurrent(
        cell, kernel, recurrentKernel, bias, returnsSequences, true, checkpointing);
  }

  /** Keeping this of the steps for the reverse derivative. */
  public Recurrent checkpointing(Checkpointing kept) {
    return new Recurrent(cell, kernel, recurrentKernel, bias, returnsSequences, isStateful, kept);
  }

  /** With parameters declared in this way. */
  public Recurrent weights(Weight newKernel, Weight newRecurrentKernel, Weight newBias) {
    return new Recurrent(
        cell, newKernel, newRecurrentKernel, newBias, returnsSequences, isStateful, checkpointing);
  }

  @Override
  public String kind() {
    return cell.kind();
  }

  @Override
  public Value compute(Value input, Scope own) {
    requireInput(input.type());
    long samples = input.shape()[0];
    Value zeros = Value.constant(input.type().withShape(samples, cell.units()), 0);
    List<Value> initial =
        cell.states().stream()
            .map(name -> isStateful ? own.sequenceState(name, 0, samples, cell.units()) : zeros)
            .toList();
    List<Value> results = steps(input, initial, returnsSequences, own);
    if (isStateful) {
      for (int i = 0; i < initial.size(); i++) {
        own.update(cell.states().get(i), results.get(i));
      }
    }
    return returnsSequences ? results.getLast().transpose(1, 0, 2) : results.getFirst();
  }

  /**
   * The layer from chosen initial states to its last ones, for encoders and decoders.
   *
   * @param input {@code [n, time, features]}
   * @param initial {@code [n, units]} for each of the cell's states
   * @throws InvalidInputException if the shapes do not fit
   */
  public Outcome run(Value input, List<Value> initial, Scope scope) {
    requireInput(input.type());
    TensorType state = input.type().withShape(input.shape()[0], cell.units());
    if (initial.size() != cell.states().size()
        || !initial.stream().allMatch(one -> one.type().equals(state))) {
      throw new InvalidInputException(
          "initial states of " + kind(),
          initial.stream().map(Value::type).toList(),
          state + " for each of " + cell.states(),
          "pass one of each");
    }
    List<Value> results = steps(input, initial, true, scope.of(this));
    Value sequence = scope.called(this, results.getLast().transpose(1, 0, 2));
    return new Outcome(sequence, results.subList(0, initial.size()));
  }

  /**
   * What a recurrent layer leaves behind.
   *
   * @param sequence the output of every step {@code [n, time, units]}
   * @param states the last states {@code [n, units]}, the output first
   */
  public record Outcome(Value sequence, List<Value> states) {
    /** Copies the list. */
    public Outcome {
      states = List.copyOf(states);
    }
  }

  private void requireInput(TensorType input) {
    if (input.rank() != 3) {
      throw new InvalidInputException(
          "input of " + kind(), input, "[n, time, features]", "reshape it first");
    }
  }

  /** The last states and, where wanted, the output of every step {@code [time, n, units]}. */
  private List<Value> steps(Value input, List<Value> initial, boolean wantsSequence, Scope own) {
    long columns = cell.gates() * cell.units();
    Value w = kernel.declare(own, "kernel", input.shape()[2], columns);
    List<Value> constants = new ArrayList<>();
    constants.add(recurrentKernel.declare(own, "recurrent_kernel", cell.units(), columns));
    Value inputBias;
    if (cell.hasRecurrentBias()) {
      Value both = bias.declare(own, "bias", 2, columns);
      inputBias = both.at(0, 0);
      constants.add(both.at(0, 1));
    } else {
      inputBias = bias.declare(own, "bias", columns);
    }
    Value z = input.transpose(1, 0, 2).matmul(w).plus(inputBias);
    List<Value> operands = new ArrayList<>(initial);
    operands.add(z);
    operands.addAll(constants);
    Graph body = body(initial, z, constants, wantsSequence);
    return new Loop(body, z.shape()[0], initial.size(), 1, false, checkpointing).on(operands);
  }

  /** New states and, where wanted, once more the output. */
  private Graph body(List<Value> initial, Value z, List<Value> constants, boolean wantsSequence) {
    List<Value> states = inputs("state", initial.stream().map(Value::type).toList());
    Value oneZ = Value.input("z", z.type().withShape(z.shape()[1], z.shape()[2]));
    List<Value> same = inputs("constant", constants.stream().map(Value::type).toList());
    Optional<Value> recurrentBias =
        cell.hasRecurrentBias() ? Optional.of(same.get(1)) : Optional.empty();
    List<Value> outputs = new ArrayList<>(cell.step(states, oneZ, same.get(0), recurrentBias));
    if (wantsSequence) {
      outputs.add(outputs.getFirst());
    }
    List<Value> inputs = new ArrayList<>(states);
    inputs.add(oneZ);
    inputs.addAll(same);
    return new Graph(inputs, outputs);
  }

  private static List<Value> inputs(String label, List<TensorType> types) {
    return IntStream.range(0, types.size())
        .mapToObj(i -> Value.input(label + " " + i, types.get(i)))
        .toList();
  }
}

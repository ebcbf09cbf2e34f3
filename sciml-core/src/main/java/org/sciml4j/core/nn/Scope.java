package org.sciml4j.core.nn;

import java.util.List;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.graph.Leaf;
import org.sciml4j.core.graph.RandomNormal;
import org.sciml4j.core.graph.RandomUniform;
import org.sciml4j.core.graph.TensorType;
import org.sciml4j.core.graph.Value;
import org.sciml4j.core.nn.init.Constant;
import org.sciml4j.core.nn.init.Initializer;
import org.sciml4j.core.tensor.DType;

/**
 * Where layers declare what they need besides their input, while they are applied: parameters,
 * states, random draws, penalties. Names are paths, {@code encoder/dense_1/kernel}. Scopes live as
 * long as one trace (see {@link Traced}).
 */
public final class Scope {
  private final Trace trace;
  private final ScopeNames names;
  private final boolean frozen;
  private final boolean insideCall;
  private final boolean repeated;

  private Scope(
      Trace trace, ScopeNames names, boolean frozen, boolean insideCall, boolean repeated) {
    this.trace = trace;
    this.names = names;
    this.frozen = frozen;
    this.insideCall = insideCall;
    this.repeated = repeated;
  }

  static Scope root(Trace trace) {
    return new Scope(trace, new ScopeNames(""), false, false, false);
  }

  /**
   * A parameter; declared again with the same shape and initialiser, it is the same one.
   *
   * @throws org.sciml4j.core.InvalidInputException if it was declared differently before
   */
  public Value parameter(String name, Initializer initializer, long... shape) {
    return parameter(name, initializer, List.of(), shape);
  }

  /** A parameter whose penalties are added to the loss. */
  public Value parameter(
      String name, Initializer initializer, List<Regularizer> regularizers, long... shape) {
    return trace.parameter(spec(name, initializer, !frozen, shape), regularizers);
  }

  /**
   * Numbers that stay from one run to the next and are not trained, as last updated.
   *
   * @param initial what all of them are at first
   */
  public Value state(String name, double initial, long... shape) {
    return trace.state(spec(name, new Constant(initial), false, shape));
  }

  /**
   * A state that goes on from batch to batch of a sequence: training sets it to {@code initial}
   * before each pass over the samples.
   *
   * @param initial what all of its numbers are at first
   */
  public Value sequenceState(String name, double initial, long... shape) {
    ParameterSpec spec = spec(name, new Constant(initial), false, shape);
    return trace.state(
        new ParameterSpec(spec.name(), spec.type(), spec.initializer(), false, true));
  }

  /**
   * Sets what a state of this scope will be after the run.
   *
   * @throws org.sciml4j.core.InvalidInputException if there is no such state, or its type differs
   */
  public void update(String name, Value next) {
    requireOnce("update of state '" + names.path(name) + "'");
    trace.update(names.path(name), next);
  }

  private ParameterSpec spec(
      String name, Initializer initializer, boolean trainable, long... shape) {
    ScopeNames.requireName(name);
    TensorType type = new TensorType(dtype(), shape);
    return new ParameterSpec(names.path(name), type, initializer, trainable);
  }

  /** Fresh draws of the uniform distribution on [0, 1), new ones in each run. */
  public Value uniform(long... shape) {
    TensorType type = new TensorType(dtype(), shape);
    return Value.of(new RandomUniform(type, PathNumber.of(names.nextDraw())), trace.key());
  }

  /**
   * Fresh draws of the Bernoulli distribution, 1 with that probability and else 0, new ones in each
   * run.
   *
   * @throws InvalidInputException if the probability is not in [0, 1]
   */
  public Value bernoulli(double probability, long... shape) {
    if (!(probability >= 0 && probability <= 1)) {
      throw new InvalidInputException(
          "probability", probability, "0 to 1", "give the probability of a 1");
    }
    return uniform(shape).lessThan(probability);
  }

  /** Fresh draws of the standard normal distribution, new ones in each run. */
  public Value normal(long... shape) {
    TensorType type = new TensorType(dtype(), shape);
    return Value.of(new RandomNormal(type, PathNumber.of(names.nextDraw())), trace.key());
  }

  /**
   * Adds a single number to the loss.
   *
   * @throws org.sciml4j.core.InvalidInputException if it has more than one element
   */
  public void penalty(Value penalty) {
    requireOnce("penalty on a value of '" + path() + "'");
    trace.penalty(penalty);
  }

  /** The scope under {@code name}, the same one each time. */
  public Scope child(String name) {
    return in(names.child(name), insideCall);
  }

  /** This scope, where parameters are not trainable and running statistics stand still. */
  public Scope frozen() {
    return new Scope(trace, names, true, insideCall, repeated);
  }

  /** Whether this is a {@link #frozen} scope. */
  public boolean isFrozen() {
    return frozen;
  }

  /** Whether the trace is for training rather than for prediction. */
  public boolean training() {
    return trace.training();
  }

  /** Element type of parameters, states and draws. */
  public DType dtype() {
    return trace.dtype();
  }

  /** The path of this scope; empty for the outermost. */
  public String path() {
    return names.path();
  }

  Scope childOf(Layer layer, String name) {
    return in(names.childOf(layer, name), insideCall);
  }

  /**
   * The scope under the name of a layer's kind, the same one for the same object: for layers with
   * more than one result, which then report the one that summaries show by {@link #called}.
   */
  public Scope of(NamedLayer layer) {
    return in(names.childOf(layer), true);
  }

  /** Notes that a layer of this scope was applied and labels its value. */
  public Value called(NamedLayer layer, Value output) {
    return called(layer, names.childOf(layer).path(), output);
  }

  Value call(NamedLayer layer, String name, Value input) {
    ScopeNames child = name.isEmpty() ? names.childOf(layer) : names.childOf(layer, name);
    Value output = layer.compute(input, in(child, true));
    Value shown = called(layer, child.path(), output);
    return output == input ? input : shown;
  }

  private Value called(NamedLayer layer, String path, Value output) {
    if (!insideCall) {
      trace.called(new LayerCall(path, layer.kind(), output.type()));
    }
    return output.primitive() instanceof Leaf ? output : output.labelled(path);
  }

  /** This scope for what is repeated, whose values exist within the loop only. */
  Scope repeated() {
    return new Scope(trace, names, frozen, insideCall, true);
  }

  private void requireOnce(String what) {
    if (repeated) {
      throw new InvalidInputException(
          what, "inside a repeated layer", "outside", "apply the layer step by step in Java");
    }
  }

  private Scope in(ScopeNames other, boolean inside) {
    return new Scope(trace, other, frozen, inside, repeated);
  }
}

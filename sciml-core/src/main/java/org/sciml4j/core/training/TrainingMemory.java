package org.sciml4j.core.training;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.device.Buffer;
import org.sciml4j.core.device.Device;
import org.sciml4j.core.graph.TensorType;
import org.sciml4j.core.nn.ParameterSpec;
import org.sciml4j.core.nn.Parameters;
import org.sciml4j.core.nn.Traced;
import org.sciml4j.core.optim.Optimizer;
import org.sciml4j.core.random.RandomKey;
import org.sciml4j.core.tensor.Tensor;

/** What training changes, on the device: parameters, states and the optimiser's slots. */
final class TrainingMemory implements AutoCloseable {
  private final Device device;
  private final Map<String, Buffer> byName = new LinkedHashMap<>();
  private final Map<String, ParameterSpec> specs = new LinkedHashMap<>();
  private final Map<String, Double> initialSlots = new LinkedHashMap<>();

  TrainingMemory(Device device) {
    this.device = device;
  }

  /** Makes room for what a network has and this does not yet, and the slots of what it trains. */
  TrainingMemory add(Traced traced, List<Optimizer.Slot> slots) {
    for (ParameterSpec spec : traced.specs()) {
      ParameterSpec known = specs.putIfAbsent(spec.name(), spec);
      if (known == null) {
        byName.put(spec.name(), device.allocate(spec.type()));
      } else if (!known.type().equals(spec.type())
          || !known.initializer().equals(spec.initializer())) {
        throw new InvalidInputException(
            "parameter '" + spec.name() + "'",
            known.type()
                + " by "
                + known.initializer()
                + " and "
                + spec.type()
                + " by "
                + spec.initializer(),
            "the same for all batches and parts",
            "give them one name each, or drop the remainder if its size depends on the batch");
      }
    }
    for (ParameterSpec spec : traced.parameters()) {
      if (spec.trainable()) {
        for (Optimizer.Slot slot : slots) {
          String name = slotName(spec, slot);
          byName.computeIfAbsent(name, _ -> device.allocate(spec.type()));
          initialSlots.put(name, slot.initial());
        }
      }
    }
    return this;
  }

  /** Parameters and states. */
  List<ParameterSpec> specs() {
    return List.copyOf(specs.values());
  }

  static String slotName(ParameterSpec spec, Optimizer.Slot slot) {
    return spec.name() + "@" + slot.name();
  }

  Buffer buffer(String name) {
    return byName.get(name);
  }

  /**
   * The buffers of these parameters and states.
   *
   * @throws InvalidInputException if one is not there, as of a metric that declares its own, or of
   *     another type
   */
  List<Buffer> buffers(List<ParameterSpec> wanted) {
    for (ParameterSpec spec : wanted) {
      if (!byName.containsKey(spec.name())) {
        throw new InvalidInputException(
            "parameter",
            "'" + spec.name() + "'",
            "one that the objective declares too",
            "apply the objective's layers in the metric, under the same names");
      }
      TensorType known = byName.get(spec.name()).type();
      if (!known.equals(spec.type())) {
        throw new InvalidInputException(
            "parameter '" + spec.name() + "'",
            spec.type() + " in the validation",
            "that of the training, " + known,
            "validate with whole batches if its size depends on the batch");
      }
    }
    return wanted.stream().map(ParameterSpec::name).map(byName::get).toList();
  }

  /** Starts from these parameters and states, and slots as before the first step. */
  void start(Parameters initial) {
    initial.requireFor(specs());
    specs.keySet().forEach(name -> byName.get(name).copyFrom(initial.get(name)));
    initialSlots.forEach(
        (name, number) -> {
          TensorType type = byName.get(name).type();
          try (Tensor tensor = Tensor.zeros(type.dtype(), type.shape()).fill(number)) {
            byName.get(name).copyFrom(tensor);
          }
        });
  }

  /** Whether there are states of sequences, which each epoch starts anew. */
  boolean hasSequences() {
    return specs.values().stream().anyMatch(ParameterSpec::ofSequence);
  }

  /** Sets the states of sequences to their initial numbers. */
  void startSequences() {
    for (ParameterSpec spec : specs.values()) {
      if (spec.ofSequence()) {
        try (Parameters initial = Parameters.initial(List.of(spec), RandomKey.of(0))) {
          byName.get(spec.name()).copyFrom(initial.get(spec.name()));
        }
      }
    }
  }

  /** Copies of parameters and states. */
  Parameters parameters() {
    return copies(specs.keySet());
  }

  /** Copies of everything, by name. */
  Parameters snapshot() {
    return copies(byName.keySet());
  }

  private Parameters copies(Collection<String> names) {
    Map<String, Tensor> copies = new LinkedHashMap<>();
    try {
      for (String name : names) {
        TensorType type = byName.get(name).type();
        copies.put(name, Tensor.zeros(type.dtype(), type.shape()));
        byName.get(name).copyTo(copies.get(name));
      }
      return Parameters.of(copies);
    } catch (RuntimeException | Error failure) {
      copies.values().forEach(Tensor::close);
      throw failure;
    }
  }

  /**
   * Overwrites everything.
   *
   * @throws InvalidInputException if a name is missing or a type differs
   */
  void restore(Parameters snapshot) {
    for (Map.Entry<String, Buffer> entry : byName.entrySet()) {
      entry.getValue().copyFrom(snapshot.get(entry.getKey()));
    }
  }

  /** Overwrites the parameters of these names. */
  void overwrite(Map<String, Tensor> parameters) {
    parameters.forEach((name, tensor) -> byName.get(name).copyFrom(tensor));
  }

  /** The first tensor that holds a NaN or an infinity; empty if none does. */
  String firstNonFinite() {
    List<String> found = new ArrayList<>();
    try (Parameters all = snapshot()) {
      all.asMap()
          .forEach(
              (name, tensor) -> {
                if (found.isEmpty() && !isFinite(tensor)) {
                  found.add(name);
                }
              });
    }
    return found.isEmpty() ? "" : found.getFirst();
  }

  static boolean isFinite(Tensor tensor) {
    for (long i = 0; i < tensor.count(); i++) {
      if (!Double.isFinite(tensor.getFlat(i))) {
        return false;
      }
    }
    return true;
  }

  Device device() {
    return device;
  }

  @Override
  public void close() {
    byName.values().forEach(Buffer::close);
  }
}

package org.sciml4j.core.training;

import java.util.ArrayList;
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
import org.sciml4j.core.tensor.Tensor;

/** What training changes, on the device: parameters, states and the optimiser's slots. */
final class TrainingMemory implements AutoCloseable {
  private final Device device;
  private final Map<String, Buffer> byName = new LinkedHashMap<>();
  private final List<ParameterSpec> specs;
  private final Map<String, Double> initialSlots = new LinkedHashMap<>();

  TrainingMemory(Traced traced, Optimizer optimizer, Device device) {
    this.device = device;
    specs = traced.specs();
    for (ParameterSpec spec : specs) {
      byName.put(spec.name(), device.allocate(spec.type()));
    }
    for (ParameterSpec spec : traced.parameters()) {
      if (spec.trainable()) {
        for (Optimizer.Slot slot : optimizer.slots()) {
          byName.put(slotName(spec, slot), device.allocate(spec.type()));
          initialSlots.put(slotName(spec, slot), slot.initial());
        }
      }
    }
  }

  static String slotName(ParameterSpec spec, Optimizer.Slot slot) {
    return spec.name() + "@" + slot.name();
  }

  Buffer buffer(String name) {
    return byName.get(name);
  }

  List<Buffer> buffers(List<ParameterSpec> wanted) {
    return wanted.stream().map(ParameterSpec::name).map(byName::get).toList();
  }

  /** Starts from these parameters and states, and slots as before the first step. */
  void start(Parameters initial) {
    initial.requireFor(specs);
    for (ParameterSpec spec : specs) {
      byName.get(spec.name()).copyFrom(initial.get(spec.name()));
    }
    initialSlots.forEach(
        (name, number) -> {
          TensorType type = byName.get(name).type();
          try (Tensor tensor = Tensor.zeros(type.dtype(), type.shape()).fill(number)) {
            byName.get(name).copyFrom(tensor);
          }
        });
  }

  /** Copies of parameters and states. */
  Parameters parameters() {
    Map<String, Tensor> copies = new LinkedHashMap<>();
    specs.forEach(spec -> copies.put(spec.name(), read(spec.name())));
    return Parameters.of(copies);
  }

  /** Copies of everything, by name. */
  Parameters snapshot() {
    Map<String, Tensor> copies = new LinkedHashMap<>();
    byName.keySet().forEach(name -> copies.put(name, read(name)));
    return Parameters.of(copies);
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

  private Tensor read(String name) {
    TensorType type = byName.get(name).type();
    Tensor tensor = Tensor.zeros(type.dtype(), type.shape());
    byName.get(name).copyTo(tensor);
    return tensor;
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

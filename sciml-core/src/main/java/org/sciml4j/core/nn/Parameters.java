package org.sciml4j.core.nn;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.NearNames;
import org.sciml4j.core.graph.TensorType;
import org.sciml4j.core.random.RandomKey;
import org.sciml4j.core.tensor.Tensor;

/** The numbers of a network: tensors by name, in order of declaration. Owns and frees them. */
public final class Parameters implements AutoCloseable {
  private static final int MOST_NAMES = 4;

  private final Map<String, Tensor> tensors;

  private Parameters(Map<String, Tensor> tensors) {
    this.tensors = Collections.unmodifiableMap(tensors);
  }

  /** These tensors, which the parameters own from now on. */
  public static Parameters of(Map<String, Tensor> tensors) {
    return new Parameters(new LinkedHashMap<>(tensors));
  }

  /**
   * Initial numbers. Each parameter draws from a key of its own, derived from its name, so it does
   * not depend on which others there are.
   */
  public static Parameters initial(List<ParameterSpec> specs, RandomKey key) {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    try {
      for (ParameterSpec spec : specs) {
        Tensor tensor = Tensor.zeros(spec.type().dtype(), spec.type().shape());
        tensors.put(spec.name(), tensor);
        spec.initializer().fill(tensor, key.child(PathNumber.of(spec.name())));
      }
      return new Parameters(tensors);
    } catch (RuntimeException | Error failure) {
      tensors.values().forEach(Tensor::close);
      throw failure;
    }
  }

  /** All names, in order. */
  public List<String> names() {
    return List.copyOf(tensors.keySet());
  }

  /** All tensors by name, in order. */
  public Map<String, Tensor> asMap() {
    return tensors;
  }

  /**
   * The tensor of that name.
   *
   * @throws InvalidInputException if there is none, or these are closed
   */
  public Tensor get(String name) {
    Tensor tensor = tensors.get(name);
    if (tensor == null) {
      throw new InvalidInputException(
          "parameter",
          "'" + name + "'",
          "one of these " + tensors.size() + " parameters",
          NearNames.didYouMean(name, tensors.keySet(), "choose one of " + names()));
    }
    tensor.requireOpen("parameter '" + name + "'");
    return tensor;
  }

  /** Number of numbers. */
  public long count() {
    return tensors.values().stream().mapToLong(Tensor::count).sum();
  }

  /** A deep copy. */
  public Parameters copy() {
    Map<String, Tensor> copies = new LinkedHashMap<>();
    try {
      tensors.forEach((name, tensor) -> copies.put(name, tensor.copy()));
      return new Parameters(copies);
    } catch (RuntimeException | Error failure) {
      copies.values().forEach(Tensor::close);
      throw failure;
    }
  }

  /**
   * Copies into this those numbers of a trained network whose names start with {@code prefix}, all
   * for an empty one: transfer learning.
   *
   * @return how many tensors were copied
   * @throws InvalidInputException if none is, one is missing here, or a shape differs; then nothing
   *     is copied
   */
  public int load(Parameters other, String prefix) {
    Map<Tensor, Tensor> copies = new LinkedHashMap<>();
    for (Map.Entry<String, Tensor> entry : other.tensors.entrySet()) {
      if (entry.getKey().startsWith(prefix)) {
        if (!tensors.containsKey(entry.getKey())) {
          throw new InvalidInputException(
              "parameter to load",
              "'" + entry.getKey() + "'",
              "one that there is here too",
              "choose a prefix of some of " + names());
        }
        Tensor target = get(entry.getKey());
        if (!target.hasShapeOf(entry.getValue())) {
          throw mismatch(entry.getKey(), type(entry.getValue()), type(target));
        }
        copies.put(target, entry.getValue());
      }
    }
    if (copies.isEmpty()) {
      throw new InvalidInputException(
          "prefix",
          "'" + prefix + "'",
          "the start of a parameter's name",
          NearNames.didYouMean(prefix, other.tensors.keySet(), "choose one of " + other.names()));
    }
    copies.forEach(Tensor::copyFrom);
    return copies.size();
  }

  /**
   * Checks that these are numbers for a network.
   *
   * @throws InvalidInputException if one is missing or of another type
   */
  public void requireFor(List<ParameterSpec> specs) {
    for (ParameterSpec spec : specs) {
      if (tensors.containsKey(spec.name())) {
        TensorType type = type(get(spec.name()));
        if (!type.equals(spec.type())) {
          throw mismatch(spec.name(), type, spec.type());
        }
      }
    }
    List<String> missing =
        specs.stream().map(ParameterSpec::name).filter(name -> !tensors.containsKey(name)).toList();
    if (!missing.isEmpty()) {
      throw new InvalidInputException(
          "parameters are "
              + tensors.size()
              + " without '"
              + missing.stream().limit(MOST_NAMES).collect(Collectors.joining("' and '"))
              + (missing.size() > MOST_NAMES
                  ? "' and " + (missing.size() - MOST_NAMES) + " more"
                  : "'")
              + ", expected all "
              + specs.size()
              + " of the network; pass those of the same network");
    }
  }

  private static InvalidInputException mismatch(String name, TensorType type, TensorType expected) {
    return new InvalidInputException(
        "parameter '" + name + "'", type, expected.toString(), "pass those of the same network");
  }

  private static TensorType type(Tensor tensor) {
    return new TensorType(tensor.dtype(), tensor.shape());
  }

  /** Frees all tensors. */
  @Override
  public void close() {
    tensors.values().forEach(Tensor::close);
  }
}

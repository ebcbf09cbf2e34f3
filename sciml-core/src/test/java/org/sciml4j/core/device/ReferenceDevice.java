package org.sciml4j.core.device;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.graph.Graph;
import org.sciml4j.core.graph.Item;
import org.sciml4j.core.graph.Loop;
import org.sciml4j.core.graph.Operation;
import org.sciml4j.core.graph.TensorType;
import org.sciml4j.core.graph.Value;
import org.sciml4j.core.tensor.DType;
import org.sciml4j.core.tensor.Tensor;

/**
 * Runs graphs value by value with {@link ReferenceOperations}, each result rounded to its element
 * type: what every other device is held to.
 */
public final class ReferenceDevice implements Device {
  @Override
  public String name() {
    return "reference";
  }

  @Override
  public Buffer allocate(TensorType type) {
    return new HostBuffer(type, Tensor.zeros(type.dtype(), type.shape()));
  }

  @Override
  public Program compile(Graph graph, CompileOptions options) {
    return new ReferenceProgram(graph, this, options);
  }

  @Override
  public void close() {}

  /** The outputs' elements, row-major, for these inputs. */
  public static List<double[]> evaluate(Graph graph, double[]... inputs) {
    return evaluate(graph, List.of(inputs), false);
  }

  /** The elements of one value that depends on no input. */
  public static double[] evaluate(Value value) {
    return evaluate(new Graph(List.of(), List.of(value))).getFirst();
  }

  private static List<double[]> evaluate(Graph graph, List<double[]> inputs, boolean guarded) {
    Map<Value, List<double[]>> known = new IdentityHashMap<>();
    for (int i = 0; i < inputs.size(); i++) {
      Value input = graph.inputs().get(i);
      known.put(input, List.of(rounded(input.type().dtype(), inputs.get(i))));
    }
    for (Value value : graph.values()) {
      if (!known.containsKey(value)) {
        List<double[]> operands = new ArrayList<>();
        value.operands().forEach(operand -> operands.add(known.get(operand).getFirst()));
        List<double[]> results =
            switch (value.primitive()) {
              case Operation operation -> List.of(operation(operation, value, operands));
              case Loop loop -> loop(loop, value.types(), operands, guarded);
              case Item item -> List.of(known.get(value.operand(0)).get(item.index()));
            };
        if (guarded && operands.stream().allMatch(ReferenceDevice::isFinite)) {
          results.forEach(result -> requireFinite(value, result));
        }
        known.put(value, results);
      }
    }
    return graph.outputs().stream().map(output -> known.get(output).getFirst()).toList();
  }

  private static double[] operation(Operation operation, Value value, List<double[]> operands) {
    List<TensorType> types = value.operands().stream().map(Value::type).toList();
    double[] result = ReferenceOperations.evaluate(operation, value.type(), types, operands);
    return rounded(value.type().dtype(), result);
  }

  private static List<double[]> loop(
      Loop loop, List<TensorType> types, List<double[]> operands, boolean guarded) {
    List<double[]> carries = new ArrayList<>(operands.subList(0, loop.carries()));
    List<double[]> stacked =
        types.stream()
            .skip(loop.carries())
            .map(type -> new double[Math.toIntExact(type.count())])
            .toList();
    for (int step = 0; step < loop.steps(); step++) {
      int at = loop.reverse() ? (int) loop.steps() - 1 - step : step;
      List<double[]> inputs = new ArrayList<>(carries);
      for (int i = loop.carries(); i < operands.size(); i++) {
        double[] operand = operands.get(i);
        int size = Math.toIntExact(loop.body().inputs().get(i).type().count());
        inputs.add(
            loop.isSequence(i) ? Arrays.copyOfRange(operand, at * size, (at + 1) * size) : operand);
      }
      List<double[]> results = evaluate(loop.body(), inputs, guarded);
      carries = results.subList(0, loop.carries());
      for (int i = 0; i < stacked.size(); i++) {
        double[] result = results.get(loop.carries() + i);
        System.arraycopy(result, 0, stacked.get(i), at * result.length, result.length);
      }
    }
    List<double[]> all = new ArrayList<>(carries);
    all.addAll(stacked);
    return all;
  }

  private static double[] rounded(DType dtype, double[] values) {
    return dtype == DType.F64
        ? values
        : Arrays.stream(values).map(value -> (float) value).toArray();
  }

  private static boolean isFinite(double[] values) {
    return Arrays.stream(values).allMatch(Double::isFinite);
  }

  private static void requireFinite(Value value, double[] result) {
    Arrays.stream(result)
        .filter(element -> !Double.isFinite(element))
        .findFirst()
        .ifPresent(
            element -> {
              throw new NonFiniteException(value.toString(), element);
            });
  }

  private record HostBuffer(TensorType type, Tensor tensor) implements Buffer {
    @Override
    public void copyFrom(Tensor source) {
      require(source);
      tensor.copyFrom(source);
    }

    @Override
    public void copyTo(Tensor target) {
      require(target);
      target.copyFrom(tensor);
    }

    private void require(Tensor other) {
      TensorType given = new TensorType(other.dtype(), other.shape());
      if (!given.equals(type)) {
        throw new InvalidInputException("tensor", given, type.toString(), "convert it first");
      }
    }

    @Override
    public void close() {
      tensor.close();
    }
  }

  private record ReferenceProgram(Graph graph, ReferenceDevice device, CompileOptions options)
      implements Program {
    @Override
    public Run bind(List<Buffer> inputs, List<Buffer> outputs) {
      require("inputs", graph.inputs(), inputs);
      require("outputs", graph.outputs(), outputs);
      options.inPlace().forEach((output, input) -> requireSame(outputs, output, inputs, input));
      return () -> {
        List<double[]> in = inputs.stream().map(ReferenceProgram::read).toList();
        List<double[]> out = evaluate(graph, in, options.guardNonFinite());
        IntStream.range(0, out.size()).forEach(i -> write(out.get(i), outputs.get(i)));
      };
    }

    private static void require(String argument, List<Value> values, List<Buffer> buffers) {
      List<TensorType> expected = values.stream().map(Value::type).toList();
      List<TensorType> actual = buffers.stream().map(Buffer::type).toList();
      if (!actual.equals(expected)) {
        throw new InvalidInputException(argument, actual, expected.toString(), "correct them");
      }
    }

    private static void requireSame(
        List<Buffer> outputs, int output, List<Buffer> inputs, int input) {
      if (outputs.get(output) != inputs.get(input)) {
        throw new InvalidInputException(
            "output " + output, "a buffer of its own", "that of input " + input, "bind it twice");
      }
    }

    private static double[] read(Buffer buffer) {
      return ((HostBuffer) buffer).tensor().toDoubles();
    }

    private static void write(double[] values, Buffer buffer) {
      for (int i = 0; i < values.length; i++) {
        ((HostBuffer) buffer).tensor().setFlat(i, values[i]);
      }
    }

    @Override
    public String explain() {
      return String.join("\n", graph.values().stream().map(Value::toString).toList());
    }

    @Override
    public void close() {}
  }
}

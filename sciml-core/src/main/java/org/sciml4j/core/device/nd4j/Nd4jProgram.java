package org.sciml4j.core.device.nd4j;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.device.Buffer;
import org.sciml4j.core.device.CompileOptions;
import org.sciml4j.core.device.Device;
import org.sciml4j.core.device.NonFiniteException;
import org.sciml4j.core.device.Program;
import org.sciml4j.core.device.nd4j.Nd4jDevice.ArrayBuffer;
import org.sciml4j.core.graph.Graph;
import org.sciml4j.core.graph.Item;
import org.sciml4j.core.graph.Loop;
import org.sciml4j.core.graph.Operation;
import org.sciml4j.core.graph.TensorType;
import org.sciml4j.core.graph.Value;

/** A graph interpreted value by value; each value is a new array. */
record Nd4jProgram(Device device, Graph graph, CompileOptions options) implements Program {
  Nd4jProgram {
    for (Value value : graph.values()) {
      for (TensorType type : value.types()) {
        if (type.count() == 0) {
          throw new InvalidInputException(
              "value", value, "arrays with elements", "run this graph on another device");
        }
      }
    }
  }

  @Override
  public Run bind(List<Buffer> inputs, List<Buffer> outputs) {
    requireTypes("inputs", graph.inputs(), inputs);
    requireTypes("outputs", graph.outputs(), outputs);
    return () -> {
      List<INDArray> results = evaluate(graph, inputs.stream().map(Nd4jProgram::array).toList());
      for (int i = 0; i < results.size(); i++) {
        array(outputs.get(i)).assign(results.get(i));
      }
    };
  }

  private static void requireTypes(String argument, List<Value> values, List<Buffer> buffers) {
    List<TensorType> expected = values.stream().map(Value::type).toList();
    List<TensorType> actual = buffers.stream().map(Buffer::type).toList();
    if (!actual.equals(expected) || !buffers.stream().allMatch(ArrayBuffer.class::isInstance)) {
      throw new InvalidInputException(
          argument, actual, "buffers of the nd4j device with types " + expected, "correct them");
    }
  }

  private static INDArray array(Buffer buffer) {
    return ((ArrayBuffer) buffer).array();
  }

  private List<INDArray> evaluate(Graph function, List<INDArray> inputs) {
    Map<Value, List<INDArray>> known = new IdentityHashMap<>();
    for (int i = 0; i < inputs.size(); i++) {
      known.put(function.inputs().get(i), List.of(NdArrays.dense(inputs.get(i))));
    }
    for (Value value : function.values()) {
      if (!known.containsKey(value)) {
        known.put(value, results(value, known));
      }
    }
    return function.outputs().stream().map(output -> known.get(output).getFirst()).toList();
  }

  private List<INDArray> results(Value value, Map<Value, List<INDArray>> known) {
    List<INDArray> operands =
        value.operands().stream().map(operand -> known.get(operand).getFirst()).toList();
    return switch (value.primitive()) {
      case Operation operation -> {
        INDArray result = NdOperations.evaluate(operation, value.type(), operands);
        if (options.guardNonFinite() && operands.stream().allMatch(Nd4jProgram::isFinite)) {
          requireFinite(value, result);
        }
        yield List.of(result);
      }
      case Loop loop -> repeat(loop, value.types(), operands);
      case Item item -> List.of(known.get(value.operand(0)).get(item.index()));
    };
  }

  private List<INDArray> repeat(Loop loop, List<TensorType> types, List<INDArray> operands) {
    List<INDArray> carried = operands.subList(0, loop.carries());
    List<INDArray> stacked = types.stream().skip(loop.carries()).map(NdArrays::zeros).toList();
    for (long step = 0; step < loop.steps(); step++) {
      long at = loop.reverse() ? loop.steps() - 1 - step : step;
      List<INDArray> inputs = new ArrayList<>(carried);
      for (int i = loop.carries(); i < operands.size(); i++) {
        INDArray operand = operands.get(i);
        long[] slice = NdArrays.shape(loop.body().inputs().get(i).type());
        inputs.add(
            loop.isSequence(i)
                ? NdArrays.dense(NdArrays.at(operand, 0, at)).reshape('c', slice)
                : operand);
      }
      List<INDArray> results = evaluate(loop.body(), inputs);
      carried = results.subList(0, loop.carries());
      for (int i = 0; i < stacked.size(); i++) {
        INDArray place = NdArrays.at(stacked.get(i), 0, at);
        place.assign(results.get(loop.carries() + i).reshape('c', place.shape()));
      }
    }
    List<INDArray> all = new ArrayList<>(carried);
    all.addAll(stacked);
    return all;
  }

  private static boolean isFinite(INDArray array) {
    for (long i = 0; i < array.length(); i++) {
      if (!Double.isFinite(array.data().getDouble(i))) {
        return false;
      }
    }
    return true;
  }

  private static void requireFinite(Value value, INDArray result) {
    for (long i = 0; i < result.length(); i++) {
      double element = result.data().getDouble(i);
      if (!Double.isFinite(element)) {
        throw new NonFiniteException(value.toString(), element);
      }
    }
  }

  /** One line for each value, in order. */
  @Override
  public String explain() {
    return graph.values().stream()
        .map(Value::toString)
        .collect(Collectors.joining("\n", "nd4j, value by value\n", "\n"));
  }

  /** Does nothing: the program keeps no memory. */
  @Override
  public void close() {}
}

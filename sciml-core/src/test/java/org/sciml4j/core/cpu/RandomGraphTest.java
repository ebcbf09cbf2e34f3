package org.sciml4j.core.cpu;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import org.sciml4j.core.device.CompileOptions;
import org.sciml4j.core.graph.Graph;
import org.sciml4j.core.graph.Value;
import org.sciml4j.core.tensor.DType;

/** Whatever the graph, the processor computes what the reference device computes. */
class RandomGraphTest {
  @Property(tries = 150, seed = "1", shrinking = ShrinkingMode.OFF)
  void doublePrecisionAgreesWithTheReference(@ForAll long seed) {
    agree(seed, DType.F64, 1e-9, CompileOptions.DEFAULT);
  }

  @Property(tries = 150, seed = "2", shrinking = ShrinkingMode.OFF)
  void singlePrecisionAgreesWithTheReference(@ForAll long seed) {
    agree(seed, DType.F32, 2e-3, CompileOptions.DEFAULT);
  }

  @Property(tries = 50, seed = "3", shrinking = ShrinkingMode.OFF)
  void guardedProgramsAgreeWithTheReference(@ForAll long seed) {
    agree(seed, DType.F64, 1e-9, CompileOptions.DEFAULT.guarded());
  }

  @Property(tries = 150, seed = "4", shrinking = ShrinkingMode.OFF)
  void resultsMayOverwriteInputs(@ForAll long seed) {
    Random random = new Random(seed);
    Graph graph = RandomGraph.of(random, DType.F64, 5 + random.nextInt(40));
    List<Value> outputs = new ArrayList<>(graph.outputs());
    CompileOptions options = CompileOptions.DEFAULT;
    for (int i = 0; i < graph.inputs().size(); i++) {
      Value input = graph.inputs().get(i);
      Value source = outputs.get(random.nextInt(outputs.size()));
      Value update = update(input, source, random);
      outputs.add(reader(input));
      options = options.overwriting(i, outputs.size());
      outputs.add(update);
      outputs.add(reader(update));
    }
    Agreement.require(new Graph(graph.inputs(), outputs), options, 1e-9, random);
  }

  private static Value update(Value input, Value source, Random random) {
    Value shift = source.type().equals(input.type()) ? source : source.mean();
    Value repeated = shift.broadcastTo(input.shape());
    long rows = input.rank() == 0 ? 1 : input.type().size(0);
    long first = random.nextInt((int) rows);
    return switch (random.nextInt(5)) {
      case 0 -> input.minus(repeated.times(0.1));
      case 1 -> input.sin().plus(repeated);
      case 2 -> repeated;
      case 3 -> input.sum().times(repeated);
      default ->
          rows == 1
              ? input.cos()
              : Value.concat(0, input.slice(0, first, rows).sin(), input.slice(0, 0, first));
    };
  }

  /** Reads a value in an order that takes a copy. */
  private static Value reader(Value value) {
    Value row = value.reshape(1, value.type().count()).reverse(1);
    return row.matmul(row.sin().transpose());
  }

  private static void agree(long seed, DType dtype, double tolerance, CompileOptions options) {
    Random random = new Random(seed);
    Graph graph = RandomGraph.of(random, dtype, 5 + random.nextInt(40));
    Agreement.require(graph, options, tolerance, random);
  }
}

package org.sciml4j.core.training;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import org.sciml4j.core.graph.Constant;
import org.sciml4j.core.graph.Graph;
import org.sciml4j.core.graph.Item;
import org.sciml4j.core.graph.Loop;
import org.sciml4j.core.graph.Operation;
import org.sciml4j.core.graph.Value;
import org.sciml4j.core.nn.ParameterSpec;
import org.sciml4j.core.nn.Traced;

/**
 * Tells networks apart by what they compute of what, the same in every process. Primitives are
 * records of numbers, enums and further records, whose texts hold all of their attributes; those
 * that hold graphs or arrays are spelled out here.
 */
final class NetworkFingerprint {
  private NetworkFingerprint() {}

  /** For example {@code 3 parameters, 41 numbers, graph 5f3a91c2}. */
  static String of(Traced traced) {
    CRC32 sum = new CRC32();
    add(traced.graph(), sum);
    long numbers = traced.parameters().stream().mapToLong(spec -> spec.type().count()).sum();
    long frozen = traced.parameters().stream().filter(spec -> !spec.trainable()).count();
    for (ParameterSpec spec : traced.specs()) {
      add(spec.name() + spec.trainable(), sum);
    }
    return traced.parameters().size()
        + " parameters"
        + (frozen > 0 ? ", " + frozen + " frozen" : "")
        + ", "
        + numbers
        + " numbers, graph "
        + Long.toHexString(sum.getValue());
  }

  private static void add(Graph graph, CRC32 sum) {
    Map<Value, Integer> numbers = new IdentityHashMap<>();
    for (Value value : graph.values()) {
      for (Value operand : value.operands()) {
        add("of " + numbers.get(operand), sum);
      }
      switch (value.primitive()) {
        case Constant constant -> add(sum, constant.values());
        case Loop loop -> {
          add(List.of(loop.steps(), loop.carries(), loop.sequences(), loop.reverse()), sum);
          add(loop.checkpointing(), sum);
          add(loop.body(), sum);
        }
        case Operation operation -> add(operation, sum);
        case Item item -> add(item, sum);
      }
      add(value.types(), sum);
      numbers.put(value, numbers.size());
    }
    graph.outputs().forEach(output -> add("out " + numbers.get(output), sum));
  }

  private static void add(CRC32 sum, double... numbers) {
    ByteBuffer bytes = ByteBuffer.allocate(numbers.length * Double.BYTES);
    bytes.asDoubleBuffer().put(numbers);
    sum.update(bytes);
  }

  private static void add(Object text, CRC32 sum) {
    sum.update((text + "\n").getBytes(StandardCharsets.UTF_8));
  }
}

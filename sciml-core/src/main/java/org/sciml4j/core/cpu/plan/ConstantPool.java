package org.sciml4j.core.cpu.plan;

import static org.sciml4j.core.kernel.NativeMemory.EVERYTHING;

import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.sciml4j.core.graph.Constant;
import org.sciml4j.core.graph.Coordinate;
import org.sciml4j.core.graph.TensorType;
import org.sciml4j.core.tensor.DType;

/**
 * The numbers of a program that are known when it is compiled, each once, in memory of its own. A
 * number that fills an array takes one element.
 */
public final class ConstantPool {
  private static final long ALIGNMENT = 64;

  private final Map<Constant, Long> positions = new HashMap<>();
  private final List<Constant> constants = new ArrayList<>();
  private long bytes;

  /** Position in bytes of a constant's numbers, which are as many as its values. */
  long position(Constant constant) {
    long numbers = constant.isUniform() ? 1 : constant.type().count();
    TensorType type = new TensorType(constant.type().dtype(), numbers);
    Constant flat = new Constant(type, constant.values());
    return positions.computeIfAbsent(flat, this::add);
  }

  /** Position in bytes of the numbers 0, 1, 2, ... along a coordinate's axis. */
  long position(Coordinate coordinate) {
    TensorType type = coordinate.type();
    long extent = type.size(coordinate.axis());
    double[] numbers = LongStream.range(0, extent).asDoubleStream().toArray();
    return position(new Constant(type.withShape(extent), numbers));
  }

  private long add(Constant flat) {
    long position = bytes;
    constants.add(flat);
    bytes += (flat.type().bytes() + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    return position;
  }

  /** Memory that {@link #writeTo} needs. */
  public long bytes() {
    return bytes;
  }

  /** Writes all numbers from this address on. */
  public void writeTo(long address) {
    for (Constant constant : constants) {
      long at = address + positions.get(constant);
      for (double number : constant.values()) {
        if (constant.type().dtype() == DType.F32) {
          EVERYTHING.set(ValueLayout.JAVA_FLOAT, at, (float) number);
        } else {
          EVERYTHING.set(ValueLayout.JAVA_DOUBLE, at, number);
        }
        at += constant.type().dtype().bytes();
      }
    }
  }
}

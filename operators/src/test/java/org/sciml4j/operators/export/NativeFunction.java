package org.sciml4j.operators.export;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.sciml4j.core.tensor.DType;
import org.sciml4j.core.tensor.Shape;
import org.sciml4j.core.tensor.Tensor;
import org.sciml4j.operators.export.ExportCase.Call;

/** Calls generated functions in a shared library. */
record NativeFunction(SymbolLookup library, ExportCase test, Passing passing) {

  /** How scalars are passed, and what follows the sizes. */
  enum Passing {
    VALUES,
    VALUES_AND_STREAM,
    REFERENCES
  }

  /** Calls both forms of the function on every field of its case and checks the results. */
  void check(String apply, String step) throws Throwable {
    for (Call call : test.calls()) {
      test.check(call, false, run(apply, call, false));
      test.check(call, true, run(step, call, true));
    }
  }

  private double[] run(String symbol, Call call, boolean step) throws Throwable {
    try (Arena arena = Arena.ofConfined()) {
      long[] outShape = test.outShape(call.shape());
      Tensor out = Tensor.zeros(arena, test.dtype(), Shape.count(outShape)).fill(Double.NaN);
      List<Object> arguments = new ArrayList<>();
      if (step) {
        arguments.add(scalar(arena, ExportCase.A));
        arguments.add(field(arena, call.base()));
        arguments.add(scalar(arena, ExportCase.B));
      }
      for (int input : test.arguments()) {
        arguments.add(field(arena, call.inputs()[input]));
      }
      arguments.add(out.segment());
      for (long size : call.shape()) {
        arguments.add(
            passing == Passing.REFERENCES
                ? arena.allocateFrom(ValueLayout.JAVA_INT, (int) size)
                : (Object) size);
      }
      if (passing == Passing.VALUES_AND_STREAM) {
        arguments.add(MemorySegment.NULL);
      }
      MemoryLayout[] layouts =
          arguments.stream().map(NativeFunction::layout).toArray(MemoryLayout[]::new);
      Linker.nativeLinker()
          .downcallHandle(library.findOrThrow(symbol), FunctionDescriptor.ofVoid(layouts))
          .invokeWithArguments(arguments);
      return Arrays.copyOf(out.toDoubles(), Math.toIntExact(out.count()));
    }
  }

  private Object scalar(Arena arena, double value) {
    if (passing == Passing.REFERENCES) {
      return test.dtype() == DType.F64
          ? arena.allocateFrom(ValueLayout.JAVA_DOUBLE, value)
          : arena.allocateFrom(ValueLayout.JAVA_FLOAT, (float) value);
    }
    return test.dtype() == DType.F64 ? (Object) value : (Object) (float) value;
  }

  private MemorySegment field(Arena arena, double[] values) {
    Tensor field = Tensor.zeros(arena, test.dtype(), values.length);
    for (int i = 0; i < values.length; i++) {
      field.setFlat(i, values[i]);
    }
    return field.segment();
  }

  private static MemoryLayout layout(Object argument) {
    return switch (argument) {
      case Long _ -> ValueLayout.JAVA_LONG;
      case Double _ -> ValueLayout.JAVA_DOUBLE;
      case Float _ -> ValueLayout.JAVA_FLOAT;
      default -> ValueLayout.ADDRESS;
    };
  }
}

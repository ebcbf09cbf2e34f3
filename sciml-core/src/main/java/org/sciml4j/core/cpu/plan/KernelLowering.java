package org.sciml4j.core.cpu.plan;

import java.util.List;
import org.sciml4j.core.elementwise.ArgMaxKernel;
import org.sciml4j.core.elementwise.CastKernel;
import org.sciml4j.core.elementwise.CumulativeSumKernel;
import org.sciml4j.core.elementwise.GatherKernel;
import org.sciml4j.core.elementwise.RandomKernel;
import org.sciml4j.core.elementwise.ScatterAddKernel;
import org.sciml4j.core.gemm.Gemm;
import org.sciml4j.core.gemm.GemmShape;
import org.sciml4j.core.gemm.Operands;
import org.sciml4j.core.graph.ArgMax;
import org.sciml4j.core.graph.Cast;
import org.sciml4j.core.graph.CumulativeSum;
import org.sciml4j.core.graph.Gather;
import org.sciml4j.core.graph.MatMul;
import org.sciml4j.core.graph.Operation;
import org.sciml4j.core.graph.RandomNormal;
import org.sciml4j.core.graph.RandomUniform;
import org.sciml4j.core.graph.ScatterAdd;
import org.sciml4j.core.graph.Value;

/** Turns operations that are neither elementwise nor views into instructions of their own. */
final class KernelLowering {
  private final PlanBuilder builder;

  KernelLowering(PlanBuilder builder) {
    this.builder = builder;
  }

  /** Adds the instruction that computes {@code value} into the dense place {@code y}. */
  void lower(Operation operation, Value value, List<Place> x, Place y) {
    long[] shape = value.shape();
    switch (operation) {
      case MatMul _ -> matMul(value, x, y);
      case Cast _ -> {
        CastKernel kernel =
            CastKernel.of(
                x.getFirst().dtype(),
                y.dtype(),
                shape,
                PlanBuilder.view(x.getFirst().layout()),
                PlanBuilder.view(y.layout()));
        emit(value, x, y, (frame, a, b) -> kernel.run(frame.team(), a, b));
      }
      case ArgMax max -> {
        ArgMaxKernel kernel =
            ArgMaxKernel.of(
                y.dtype(),
                x.getFirst().layout().shape(),
                max.axis(),
                PlanBuilder.view(x.getFirst().layout()),
                PlanBuilder.view(y.layout()));
        emit(value, x, y, (frame, a, b) -> kernel.run(frame.team(), a, b));
      }
      case CumulativeSum sum -> {
        CumulativeSumKernel kernel =
            CumulativeSumKernel.of(
                y.dtype(),
                shape,
                sum.axis(),
                PlanBuilder.view(x.getFirst().layout()),
                PlanBuilder.view(y.layout()));
        emit(value, x, y, (frame, a, b) -> kernel.run(frame.team(), a, b));
      }
      case RandomUniform draw ->
          random(RandomKernel.Distribution.UNIFORM, draw.stream(), value, x, y);
      case RandomNormal draw ->
          random(RandomKernel.Distribution.NORMAL, draw.stream(), value, x, y);
      case Gather gather -> {
        Place indices = builder.dense(x.get(1));
        GatherKernel kernel =
            GatherKernel.of(
                y.dtype(),
                x.getFirst().layout().size(gather.axis()),
                gather.axis(),
                shape,
                PlanBuilder.view(x.getFirst().layout()),
                PlanBuilder.view(y.layout()));
        emit(
            value,
            List.of(x.getFirst(), indices),
            y,
            (frame, a, b) -> kernel.run(frame.team(), a, indices.address(frame), b));
      }
      case ScatterAdd scatter -> {
        Place indices = builder.dense(x.get(1));
        ScatterAddKernel kernel =
            ScatterAddKernel.of(
                y.dtype(),
                indices.layout().count(),
                scatter.axis(),
                shape,
                PlanBuilder.view(x.getFirst().layout()),
                PlanBuilder.view(y.layout()));
        emit(
            value,
            List.of(x.getFirst(), indices),
            y,
            (frame, a, b) -> kernel.run(frame.team(), a, indices.address(frame), b));
      }
      default -> {
        if (!new ConvolutionLowering(builder).lower(operation, value, x, y)) {
          throw new IllegalStateException(operation.name() + " has no kernel");
        }
      }
    }
  }

  private void random(
      RandomKernel.Distribution distribution, long stream, Value value, List<Place> x, Place y) {
    Place key = builder.dense(x.getFirst());
    RandomKernel kernel =
        RandomKernel.with(
            builder.provider(), distribution, y.dtype(), value.type().count(), stream);
    emit(value, List.of(key), y, (frame, _, b) -> kernel.run(frame.team(), key.address(frame), b));
  }

  private interface Call {
    /** With the addresses of the first operand's and the result's storages. */
    void run(Frame frame, long operand, long result);
  }

  private void emit(Value value, List<Place> x, Place y, Call call) {
    int from = x.getFirst().storage();
    int to = y.storage();
    KernelInstruction instruction =
        new KernelInstruction(
            value.primitive().name(),
            value.toString(),
            x.stream().mapToLong(Place::bytes).sum() + y.bytes(),
            0,
            frame -> call.run(frame, frame.address(from), frame.address(to)));
    builder.emit(instruction, value, x, List.of(y));
  }

  private void matMul(Value value, List<Place> x, Place c) {
    long[] shape = value.shape();
    int rank = shape.length;
    long m = shape[rank - 2];
    long n = shape[rank - 1];
    long k = value.operand(0).type().size(rank - 1);
    long batch = 1;
    for (int axis = 0; axis < rank - 2; axis++) {
      batch *= shape[axis];
    }
    Place a = matrices(x.get(0), batch, m, k);
    Place b = matrices(x.get(1), batch, k, n);
    GemmShape gemmShape =
        new GemmShape(
            value.type().dtype(),
            batch,
            m,
            n,
            k,
            a.layout().stride(1),
            a.layout().stride(2),
            a.layout().stride(0),
            b.layout().stride(1),
            b.layout().stride(2),
            b.layout().stride(0),
            n,
            batch == 1 ? 0 : m * n,
            false);
    boolean packs = batch == 1 && builder.isSteady(b);
    Gemm gemm =
        Gemm.with(builder.provider(), gemmShape, packs ? Operands.PACKED_B : Operands.MEMORY);
    Place scratch = builder.scratch(gemm.scratchBytes());
    Place packed = packs ? builder.packed(gemm, b) : null;
    Instruction product = new MatMulInstruction(gemm, a, b, packed, c, scratch);
    builder.emit(product, value, List.of(a, b), List.of(c), scratch);
  }

  /** Operand of a batched product as [batch, rows, columns] with no stride negative. */
  private Place matrices(Place place, long batch, long rows, long columns) {
    Layout layout = place.layout().reshape(batch, rows, columns);
    if (layout != null && layout.stride(0) >= 0 && layout.stride(1) >= 0 && layout.stride(2) >= 0) {
      return place.with(layout);
    }
    Place copy = builder.dense(place);
    return copy.with(copy.layout().reshape(batch, rows, columns));
  }
}

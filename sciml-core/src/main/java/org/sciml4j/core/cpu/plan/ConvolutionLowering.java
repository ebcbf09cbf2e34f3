package org.sciml4j.core.cpu.plan;

import java.util.List;
import org.sciml4j.core.convolution.AveragePoolKernel;
import org.sciml4j.core.convolution.ConvolutionInputAdjointKernel;
import org.sciml4j.core.convolution.ConvolutionKernel;
import org.sciml4j.core.convolution.ConvolutionKernelAdjointKernel;
import org.sciml4j.core.convolution.MaxPoolKernel;
import org.sciml4j.core.convolution.PadKernel;
import org.sciml4j.core.graph.AveragePool;
import org.sciml4j.core.graph.AveragePoolAdjoint;
import org.sciml4j.core.graph.Convolution;
import org.sciml4j.core.graph.ConvolutionInputAdjoint;
import org.sciml4j.core.graph.ConvolutionKernelAdjoint;
import org.sciml4j.core.graph.Fold;
import org.sciml4j.core.graph.MaxPool;
import org.sciml4j.core.graph.MaxPoolScatter;
import org.sciml4j.core.graph.MaxPoolSelect;
import org.sciml4j.core.graph.Operation;
import org.sciml4j.core.graph.Pad;
import org.sciml4j.core.graph.TensorType;
import org.sciml4j.core.graph.Value;
import org.sciml4j.core.parallel.ThreadTeam;

/** Turns convolutions, pools and boundary conditions into instructions. */
final class ConvolutionLowering {
  private final PlanBuilder builder;

  ConvolutionLowering(PlanBuilder builder) {
    this.builder = builder;
  }

  /** Adds the instruction that computes a convolution or one of its adjoints. */
  void lower(PaddedConvolution padded, Value value, List<Place> given, Place y) {
    List<Place> x = given.stream().map(builder::dense).toList();
    TensorType first = type(x.get(0));
    TensorType second = type(x.get(1));
    String text = padded.convolution() + (padded.padding().isEmpty() ? "" : " " + padded.padding());
    long bytes = x.get(0).bytes() + x.get(1).bytes() + y.bytes();
    int threads = builder.target().threads();
    switch (padded.convolution().primitive()) {
      case Convolution one -> {
        ConvolutionKernel kernel =
            ConvolutionKernel.with(
                builder.provider(), one.geometry(), first, second, padded.padding());
        Place scratch = builder.scratch(kernel.scratchBytes(threads));
        long flops = flops(y.layout().count() / y.layout().size(1), second);
        emit(text, value, x, y, scratch, bytes, flops, kernel::run);
      }
      case ConvolutionInputAdjoint one -> {
        ConvolutionInputAdjointKernel kernel =
            ConvolutionInputAdjointKernel.with(
                builder.provider(), one.geometry(), value.type(), second, padded.padding());
        Place scratch = builder.scratch(kernel.scratchBytes(threads));
        long flops = flops(first.count() / first.size(1), second);
        emit(text, value, x, y, scratch, bytes, flops, kernel::run);
      }
      case ConvolutionKernelAdjoint one -> {
        ConvolutionKernelAdjointKernel kernel =
            ConvolutionKernelAdjointKernel.with(
                builder.provider(), one.geometry(), first, value.type(), padded.padding());
        Place scratch = builder.scratch(kernel.scratchBytes(threads));
        long flops = flops(second.count() / second.size(1), value.type());
        emit(text, value, x, y, scratch, bytes, flops, kernel::run);
      }
      default -> throw new IllegalStateException(padded.convolution() + " is no convolution");
    }
  }

  /** A multiplication and an addition for each output point, output channel and kernel element. */
  private static long flops(long points, TensorType kernel) {
    return 2 * points * kernel.count();
  }

  private interface Kernel {
    void run(ThreadTeam team, long x, long w, long result, long scratch);
  }

  private void emit(
      String text,
      Value value,
      List<Place> x,
      Place y,
      Place scratch,
      long bytes,
      long flops,
      Kernel kernel) {
    Place a = x.get(0);
    Place b = x.get(1);
    KernelInstruction instruction =
        new KernelInstruction(
            "convolution",
            text,
            bytes,
            flops,
            frame ->
                kernel.run(
                    frame.team(),
                    a.address(frame),
                    b.address(frame),
                    y.address(frame),
                    scratch == null ? 0 : scratch.address(frame)));
    builder.emit(instruction, value, x, List.of(y), scratch);
  }

  /** Adds the instruction of a pool or of boundary conditions; false for other operations. */
  boolean lower(Operation operation, Value value, List<Place> given, Place y) {
    switch (operation) {
      case Pad pad -> {
        Place x = builder.dense(given.getFirst());
        PadKernel kernel = PadKernel.with(builder.provider(), pad.padding(), type(x));
        emit(value, x, null, y, (frame, a, _, c) -> kernel.run(frame.team(), a, c));
      }
      case Fold fold -> {
        Place x = builder.dense(given.getFirst());
        PadKernel kernel = PadKernel.with(builder.provider(), fold.padding(), value.type());
        emit(value, x, null, y, (frame, a, _, c) -> kernel.fold(frame.team(), a, c));
      }
      case MaxPool pool -> {
        Place x = builder.dense(given.getFirst());
        MaxPoolKernel kernel = MaxPoolKernel.with(builder.provider(), pool.geometry(), type(x));
        emit(value, x, null, y, (frame, a, _, c) -> kernel.run(frame.team(), a, c));
      }
      case MaxPoolSelect pool -> {
        Place x = builder.dense(given.get(0));
        Place v = builder.dense(given.get(1));
        MaxPoolKernel kernel = MaxPoolKernel.with(builder.provider(), pool.geometry(), type(x));
        emit(value, x, v, y, (frame, a, b, c) -> kernel.select(frame.team(), a, b, c));
      }
      case MaxPoolScatter pool -> {
        Place x = builder.dense(given.get(0));
        Place g = builder.dense(given.get(1));
        MaxPoolKernel kernel = MaxPoolKernel.with(builder.provider(), pool.geometry(), type(x));
        emit(value, x, g, y, (frame, a, b, c) -> kernel.scatter(frame.team(), a, b, c));
      }
      case AveragePool pool -> {
        Place x = builder.dense(given.getFirst());
        AveragePoolKernel kernel =
            AveragePoolKernel.with(builder.provider(), pool.geometry(), type(x));
        emit(value, x, null, y, (frame, a, _, c) -> kernel.run(frame.team(), a, c));
      }
      case AveragePoolAdjoint pool -> {
        Place x = builder.dense(given.getFirst());
        AveragePoolKernel kernel =
            AveragePoolKernel.with(builder.provider(), pool.geometry(), value.type());
        emit(value, x, null, y, (frame, a, _, c) -> kernel.adjoint(frame.team(), a, c));
      }
      default -> {
        return false;
      }
    }
    return true;
  }

  private interface Call {
    void run(Frame frame, long a, long b, long c);
  }

  private void emit(Value value, Place x, Place v, Place y, Call call) {
    KernelInstruction instruction =
        new KernelInstruction(
            value.primitive().name(),
            value.toString(),
            x.bytes() + (v == null ? 0 : v.bytes()) + y.bytes(),
            0,
            frame ->
                call.run(
                    frame, x.address(frame), v == null ? 0 : v.address(frame), y.address(frame)));
    builder.emit(instruction, value, v == null ? List.of(x) : List.of(x, v), List.of(y));
  }

  private static TensorType type(Place place) {
    return new TensorType(place.dtype(), place.layout().shape());
  }
}

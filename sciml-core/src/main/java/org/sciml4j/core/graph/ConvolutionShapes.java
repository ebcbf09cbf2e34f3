package org.sciml4j.core.graph;

import java.util.List;
import java.util.stream.LongStream;
import org.sciml4j.core.InvalidInputException;

/** Shape rules that a convolution and its two adjoints share. */
final class ConvolutionShapes {
  private ConvolutionShapes() {}

  static List<Long> spatial(TensorType type) {
    return LongStream.of(type.shape()).skip(2).boxed().toList();
  }

  static long[] shape(long first, long second, List<Long> spatial) {
    return LongStream.concat(
            LongStream.of(first, second), spatial.stream().mapToLong(Long::longValue))
        .toArray();
  }

  static void requireRanks(
      Operation operation, ConvolutionGeometry geometry, List<TensorType> operands) {
    int rank = geometry.dims() + 2;
    if (operands.stream().anyMatch(operand -> operand.rank() != rank)) {
      throw Operands.error(
          operation,
          operands,
          rank + " axes each: batch or output channels, channels, " + geometry.dims() + " spatial",
          "reshape them first");
    }
  }

  static void requireExtents(Operation operation, int dims, List<Long> extents) {
    if (extents.size() != dims) {
      throw new InvalidInputException(
          "extents of " + operation.name(), extents, dims + " numbers", "give one for each axis");
    }
  }

  static void require(
      Operation operation,
      ConvolutionGeometry geometry,
      TensorType input,
      TensorType kernel,
      List<TensorType> operands) {
    requireRanks(operation, geometry, operands);
    long groups = geometry.groups();
    if (input.size(1) != kernel.size(1) * groups || kernel.size(0) % groups != 0) {
      throw Operands.error(
          operation,
          operands,
          "a kernel [o, c / groups, ...] for an input [n, c, ...] and "
              + groups
              + " groups that divide both o and c",
          "correct the channels or the groups");
    }
    if (spatial(kernel).contains(0L)) {
      throw Operands.error(operation, operands, "a kernel with elements", "make it larger");
    }
  }

  static void requireCotangent(
      Operation operation,
      TensorType cotangent,
      long channels,
      List<Long> output,
      List<TensorType> operands) {
    TensorType expected = cotangent.withShape(shape(cotangent.size(0), channels, output));
    if (!cotangent.hasShapeOf(expected)) {
      throw Operands.error(
          operation,
          operands,
          "a cotangent of the convolution's result " + expected,
          "correct the extents or the geometry");
    }
  }
}

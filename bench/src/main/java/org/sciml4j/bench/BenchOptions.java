package org.sciml4j.bench;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.sciml4j.core.tensor.DType;

/**
 * What a benchmark runs on.
 *
 * @param dtype type of the fields
 * @param threads size of the thread team
 * @param n points along each axis, samples in a batch or extents of matrices; the case's own where
 *     empty
 * @param size extent of the stencil along each axis; the case's own where empty
 * @param product shape of a matrix product; the case's own where empty
 */
public record BenchOptions(
    DType dtype, int threads, OptionalLong n, OptionalInt size, Optional<ProductShape> product) {
  /** The case's own sizes. */
  public static BenchOptions of(DType dtype, int threads) {
    return new BenchOptions(
        dtype, threads, OptionalLong.empty(), OptionalInt.empty(), Optional.empty());
  }

  /** With this shape of a matrix product. */
  public BenchOptions with(ProductShape shape) {
    return new BenchOptions(dtype, threads, n, size, Optional.of(shape));
  }
}

package org.sciml4j.core.gemm;

import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.kernel.KernelProvider;
import org.sciml4j.core.parallel.ThreadTeam;

/**
 * A planned matrix product of one {@link GemmShape}: {@code run} computes it on memory given by
 * absolute addresses, allocates nothing, and gives the same bits for any number of threads. The
 * order of the sum over k depends on the shape and the kernels alone. With k = 0 the result is
 * zero, or C as it was where the product is added to it.
 *
 * <p>The design is that of Goto and van de Geijn (2008, ACM TOMS 34, 12): a register tile sums over
 * a block of k while its panel of B stays in the second-level cache. What is small or near in
 * memory is read where it is; the rest is copied into panels first. A convolution supplies its
 * patches as {@link PanelSource} instead: with images channel by channel, output = weights times
 * patches takes {@link Operands#PANELS_OF_B}, and the gradient of the weights is a product summed
 * over the batch ({@code cBatch} 0).
 *
 * <p>A plan serves one caller at a time.
 */
public final class Gemm {
  private static final int SCALAR_LANES = 8;
  private static final int SCALAR_SUMS = 12;

  private final GemmShape shape;
  private final Operands operands;
  private final Blocking blocking;
  private final GemmRun run;
  private final DotRun dots;
  private final AxpyRun axpys;

  private Gemm(KernelProvider provider, GemmShape shape, Operands operands) {
    this.shape = shape;
    this.operands = operands;
    int lanes =
        switch (provider) {
          case SIMD -> GeneratedKernels.VECTOR_BYTES / shape.dtype().bytes();
          case SCALAR -> SCALAR_LANES;
        };
    int sums =
        switch (provider) {
          case SIMD -> GeneratedKernels.SUMS;
          case SCALAR -> SCALAR_SUMS;
        };
    boolean inMemory = operands == Operands.MEMORY;
    dots = inMemory ? DotRun.of(provider, shape, lanes) : null;
    axpys = inMemory && dots == null ? AxpyRun.of(provider, shape, lanes) : null;
    blocking = Blocking.of(shape, operands, lanes, sums);
    boolean thin = dots != null || axpys != null;
    run = thin ? null : new GemmRun(provider, shape, blocking, packsAhead());
  }

  private boolean packsAhead() {
    return operands != Operands.PACKED_B && blocking.b() == Blocking.PanelsOfB.AHEAD;
  }

  /** Plans a product of two matrices in memory for the kernels in force. */
  public static Gemm of(GemmShape shape) {
    return of(shape, Operands.MEMORY);
  }

  /** Plans a product whose factors come from {@code operands} for the kernels in force. */
  public static Gemm of(GemmShape shape, Operands operands) {
    return with(KernelProvider.selected(), shape, operands);
  }

  /** Plans a product for the kernels of one provider. */
  public static Gemm with(KernelProvider provider, GemmShape shape, Operands operands) {
    return new Gemm(provider, shape, operands);
  }

  /** What is computed. */
  public GemmShape shape() {
    return shape;
  }

  /** Working memory a run needs, in bytes; the caller supplies it at a multiple of 64 bytes. */
  public long scratchBytes() {
    if (run != null) {
      return run.scratchBytes();
    }
    return dots != null ? dots.scratchBytes() : 0;
  }

  /** Size in bytes of B as {@link #packB} writes it, at a multiple of 64 bytes. */
  public long packedBytes() {
    return run == null ? 0 : run.packedB().bytes();
  }

  /** Computes the product of two matrices in memory. */
  public void run(ThreadTeam team, long a, long b, long c, long scratch) {
    run(team, a, b, c, scratch, null);
  }

  /** Computes the product of two matrices in memory, followed by {@code epilogue} unless null. */
  public void run(ThreadTeam team, long a, long b, long c, long scratch, Epilogue epilogue) {
    require(Operands.MEMORY);
    if (dots != null) {
      dots.run(team, a, b, c, scratch, epilogue);
      return;
    }
    if (axpys != null) {
      axpys.run(team, a, b, c, epilogue);
      return;
    }
    run.packedB().matrix = blocking.swapped() ? a : b;
    packAhead(team, scratch);
    run.run(team, blocking.swapped() ? b : a, null, c, scratch, epilogue);
  }

  private void packAhead(ThreadTeam team, long scratch) {
    if (packsAhead()) {
      run.packedB().packAhead(team, scratch);
    }
  }

  /** Brings B into panels, for any number of {@link #runPackedB} while {@code packed} stays. */
  public void packB(ThreadTeam team, long b, long packed) {
    require(Operands.PACKED_B);
    run.packedB().matrix = b;
    run.packedB().packAhead(team, packed);
  }

  /**
   * Computes the product of A in memory and B as {@link #packB} left it, followed by {@code
   * epilogue} unless null.
   */
  public void runPackedB(
      ThreadTeam team, long a, long packed, long c, long scratch, Epilogue epilogue) {
    require(Operands.PACKED_B);
    run.packedB().ahead = packed;
    run.run(team, a, null, c, scratch, epilogue);
  }

  /**
   * Computes the product of an A asked for panel by panel and B in memory, followed by {@code
   * epilogue} unless null.
   */
  public void runPanelsOfA(
      ThreadTeam team, PanelSource a, long b, long c, long scratch, Epilogue epilogue) {
    require(Operands.PANELS_OF_A);
    run.packedB().matrix = b;
    packAhead(team, scratch);
    run.run(team, 0, a, c, scratch, epilogue);
  }

  /**
   * Computes the product of A in memory and a B asked for panel by panel, followed by {@code
   * epilogue} unless null.
   */
  public void runPanelsOfB(
      ThreadTeam team, long a, PanelSource b, long c, long scratch, Epilogue epilogue) {
    require(Operands.PANELS_OF_B);
    run.packedB().source = b;
    run.run(team, a, null, c, scratch, epilogue);
  }

  private void require(Operands needed) {
    if (operands != needed) {
      throw new InvalidInputException(
          "operands", operands, needed.toString(), "plan the product for the run it is used in");
    }
  }
}

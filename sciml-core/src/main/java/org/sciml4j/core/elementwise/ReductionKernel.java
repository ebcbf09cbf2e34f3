package org.sciml4j.core.elementwise;

import org.sciml4j.core.kernel.KernelProvider;
import org.sciml4j.core.parallel.ThreadTeam;

/**
 * A planned {@link Reduction} of what an {@link ElementwiseChain} produces, which is never written
 * to memory (unless the chain has stores of its own). {@code run} allocates nothing; the order of
 * the sum depends on the extents alone, so the bits do not depend on the number of threads. The
 * result must not overlap what is read. A plan serves one caller at a time.
 *
 * <p>Sums run in the element type within a tile, where each lane adds a few numbers, and in f64
 * from tile to tile. Where few results leave threads idle, the reduced axes are cut into chunks
 * whose sums are added in the end.
 */
public final class ReductionKernel {
  private static final double NS_OF_A_PART = 2500;
  private static final long MOST_CHUNKS = 64;

  private final ElementwiseChain producer;
  private final Reduction reduction;
  private final TilePlan plan;
  private final TileRun run;
  private final TileReduction tileReduction;
  private final View result;
  private final long blocks;
  private final long blocksPerPart;
  private final long tilesPerBlock;
  private final long tilesPerChunk;
  private final long chunks;
  private final int parts;
  private final ThreadTeam.WorkerTask task = this::part;
  private long resultAddress;
  private long sums;

  private ReductionKernel(ElementwiseChain producer, Reduction reduction, KernelProvider provider) {
    this.producer = producer;
    this.reduction = reduction;
    plan = new TilePlan(provider, producer, reduction);
    tileReduction = new TileReduction(plan, reduction.kind());
    result = plan.form.views().getLast();
    run = new TileRun(plan, tileReduction.order());
    blocks = tileReduction.blocks();
    tilesPerBlock = tileReduction.tilesPerBlock();
    double perPart = Math.max(1, NS_OF_A_PART / (plan.tileCost() + tileReduction.tileCost()));
    long wanted = Math.min(MOST_CHUNKS / Math.max(1, blocks), (long) (tilesPerBlock / perPart));
    tilesPerChunk = Math.ceilDiv(Math.max(1, tilesPerBlock), Math.max(1, wanted));
    chunks = Math.max(1, Math.ceilDiv(tilesPerBlock, tilesPerChunk));
    double partsOfAll = blocks * (double) tilesPerBlock / perPart;
    blocksPerPart =
        partsOfAll < 2 ? Math.max(1, blocks) : (long) Math.max(1, perPart / tilesPerChunk);
    parts = Math.toIntExact(Math.ceilDiv(blocks, blocksPerPart) * chunks);
  }

  /**
   * Plans a reduction for the kernels of one provider.
   *
   * @throws org.sciml4j.core.InvalidInputException if the reduction names an argument or axis that
   *     the producer does not have
   */
  public static ReductionKernel with(
      KernelProvider provider, ElementwiseChain producer, Reduction reduction) {
    int values = producer.operands().size() + producer.steps().size();
    ElementwiseChain.requireBelow("reduced argument", reduction.argument(), values);
    for (int axis : reduction.axes()) {
      ElementwiseChain.requireBelow("reduced axis", axis, producer.rank());
    }
    reduction.result().requireRank("result", producer.rank());
    return new ReductionKernel(producer, reduction, provider);
  }

  /** What is reduced. */
  public ElementwiseChain producer() {
    return producer;
  }

  /** How it is reduced. */
  public Reduction reduction() {
    return reduction;
  }

  /** Working memory a run on so many threads needs, in bytes, at a multiple of 64 bytes. */
  public long scratchBytes(int threads) {
    long kept = chunks > 1 ? blocks * chunks : threads;
    return threads * plan.workerBytes + (kept + 1) * tileReduction.sumBytes();
  }

  /**
   * Computes the producer and its reduction.
   *
   * @param operandAddresses one for each operand; those of uniforms and coordinates are not used
   * @param storeAddresses one for each store of the producer
   * @param result address of the results
   * @param scratch address of {@link #scratchBytes} for the team's threads
   */
  public void run(
      ThreadTeam team, long[] operandAddresses, long[] storeAddresses, long result, long scratch) {
    run.begin(team.threads(), operandAddresses, storeAddresses, scratch);
    resultAddress = result;
    sums = scratch + team.threads() * plan.workerBytes;
    team.run(parts, task);
    if (chunks > 1) {
      TileWorker worker = run.worker(0);
      for (long block = 0; block < blocks; block++) {
        combine(worker, block);
      }
    }
  }

  private void part(int part, int number) {
    TileWorker worker = run.worker(number);
    long chunk = part % chunks;
    long first = part / chunks * blocksPerPart;
    for (long block = first; block < Math.min(blocks, first + blocksPerPart); block++) {
      long slot = chunks > 1 ? block * chunks + chunk : number;
      long to = sums + slot * tileReduction.sumBytes();
      long tile = chunk * tilesPerChunk;
      tileReduction.clear(to);
      worker.moveTo(block * tilesPerBlock + tile);
      for (long end = Math.min(tilesPerBlock, tile + tilesPerChunk); tile < end; tile++) {
        worker.compute();
        tileReduction.add(worker, to);
        if (tile + 1 < end) {
          worker.moveOn();
        }
      }
      if (chunks == 1) {
        tileReduction.write(worker, to, resultAddress, result);
      }
    }
  }

  private void combine(TileWorker worker, long block) {
    long first = sums + block * chunks * tileReduction.sumBytes();
    for (long chunk = 1; chunk < chunks; chunk++) {
      tileReduction.join(first, first + chunk * tileReduction.sumBytes());
    }
    worker.moveTo(block * tilesPerBlock);
    tileReduction.write(worker, first, resultAddress, result);
  }
}

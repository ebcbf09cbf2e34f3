package org.sciml4j.core.stencil;

import java.lang.ref.Reference;
import java.util.Arrays;
import java.util.List;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.kernel.KernelProvider;
import org.sciml4j.core.kernel.NativeMemory;
import org.sciml4j.core.parallel.ThreadTeam;
import org.sciml4j.core.tensor.Tensor;

/**
 * One pass of a compiled stencil over a field in one kind of memory, cut into tiles that fit the
 * second-level cache and handed to a thread team in parts. Fields of fewer than three axes are
 * swept as three-dimensional ones with leading axes of one point.
 */
final class StencilSweep implements ThreadTeam.Task {
  private static final int PARTS_PER_THREAD = 8;
  private static final int ROWS_PER_TILE = 64;
  private static final long BYTES_PER_TILE = 512 * 1024;

  private final ThreadTeam team;
  private final boolean segments;
  private final boolean arrays;
  private final int bytes;
  private final ChannelSweep[] channels;
  private final long[] extents;
  private final int tileRows;
  private final int tileColumns;
  private final int rowChunks;
  private final int tiles;
  private final int parts;
  private final Scratch[] scratch;
  private final SweepArguments arguments = new SweepArguments();

  StencilSweep(
      StencilLayout layout,
      List<List<Tap>> outputs,
      int[] radii,
      long[] resultExtents,
      ThreadTeam team,
      KernelProvider provider,
      boolean arrays) {
    this.team = team;
    this.arrays = arrays;
    segments = provider == KernelProvider.SCALAR;
    bytes = layout.dtype().bytes();
    SweepGeometry geometry =
        SweepGeometry.of(layout, radii, resultExtents, outputs.size(), arrays ? 1 : bytes);
    extents = geometry.resultExtents();
    channels = new ChannelSweep[outputs.size()];
    for (int channel = 0; channel < channels.length; channel++) {
      channels[channel] =
          new ChannelSweep(
              layout.dtype(), geometry, outputs.get(channel), channel, provider, arrays);
    }
    int planes = 2 * geometry.radius(0) + 1;
    int halo = 2 * geometry.radius(1);
    tileColumns = tileColumns(extents[2], (long) planes * (4 + halo) * bytes);
    long rowsThatFit = BYTES_PER_TILE / ((long) planes * tileColumns * bytes) - halo;
    tileRows = (int) Math.clamp(rowsThatFit / 4 * 4, 4, ROWS_PER_TILE);
    rowChunks = Math.toIntExact(Math.ceilDiv(extents[1], tileRows));
    tiles = Math.toIntExact(Math.ceilDiv(extents[2], tileColumns) * rowChunks * extents[0]);
    parts = Math.min(tiles, PARTS_PER_THREAD * team.threads());
    int mostTaps = outputs.stream().mapToInt(List::size).max().orElse(0);
    scratch = new Scratch[parts];
    Arrays.setAll(scratch, _ -> new Scratch(mostTaps));
  }

  private static int tileColumns(long columns, long bytesPerColumn) {
    long fitting = Math.max(256, BYTES_PER_TILE / 2 / bytesPerColumn / 64 * 64);
    return (int) (columns <= fitting + fitting / 2 ? columns : fitting);
  }

  void run(Tensor u, Tensor out, boolean step, double a, double b) {
    requireOpen("u", u);
    requireOpen("out", out);
    arguments.step = step;
    arguments.a = a;
    arguments.b = b;
    arguments.u = memory(u);
    arguments.out = memory(out);
    arguments.source = start(u);
    arguments.result = start(out);
    try {
      team.run(parts, this);
    } finally {
      Reference.reachabilityFence(u);
      Reference.reachabilityFence(out);
      arguments.u = null;
      arguments.out = null;
    }
  }

  /** {@code out = K u} on native memory at absolute addresses. */
  void run(ThreadTeam otherTeam, long u, long out) {
    arguments.step = false;
    arguments.u = NativeMemory.EVERYTHING;
    arguments.out = NativeMemory.EVERYTHING;
    arguments.source = u;
    arguments.result = out;
    otherTeam.run(parts, this);
  }

  void weigh(int channel, double[] weights) {
    channels[channel].weigh(weights);
  }

  @Override
  public void run(int part) {
    int last = (int) ((long) tiles * (part + 1) / parts);
    for (int tile = (int) ((long) tiles * part / parts); tile < last; tile++) {
      long plane = tile % extents[0];
      long rest = tile / extents[0];
      long firstRow = rest % rowChunks * tileRows;
      long firstColumn = rest / rowChunks * tileColumns;
      long lastRow = Math.min(firstRow + tileRows, extents[1]);
      long lastColumn = Math.min(firstColumn + tileColumns, extents[2]);
      for (ChannelSweep channel : channels) {
        channel.run(
            arguments,
            scratch[part],
            plane,
            firstRow,
            lastRow,
            (int) firstColumn,
            (int) lastColumn);
      }
    }
  }

  private Object memory(Tensor tensor) {
    if (segments) {
      return tensor.segment();
    }
    if (arrays
        && !(tensor.heapArray() instanceof float[] || tensor.heapArray() instanceof double[])) {
      throw new InvalidInputException(
          "tensor",
          "on a heap buffer of another element type",
          "a float[], a double[], a direct buffer or native memory",
          "copy it with Tensor.copy()");
    }
    return tensor.heapArray();
  }

  private long start(Tensor tensor) {
    if (segments) {
      return 0;
    }
    return arrays ? tensor.segment().address() / bytes : tensor.segment().address();
  }

  private static void requireOpen(String name, Tensor tensor) {
    if (!tensor.segment().scope().isAlive()) {
      throw new InvalidInputException(
          name, "closed", "an open tensor", "close it after its last use");
    }
  }
}

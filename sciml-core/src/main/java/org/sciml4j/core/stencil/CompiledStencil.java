package org.sciml4j.core.stencil;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.kernel.KernelProvider;
import org.sciml4j.core.parallel.ThreadTeam;
import org.sciml4j.core.tensor.Tensor;

/**
 * A stencil made ready for fields of one layout: {@code out = K u} and the forward-Euler step
 * {@code out = a u + b K u}, on all threads of a team. Applying it allocates nothing.
 *
 * <p>Every output point is the sum of its taps in lexicographic order of (offset along the fastest
 * axis, channel, other offsets), each product fused with its sum; values that {@link
 * BoundaryMode#ZERO} invents are left out. The result therefore has the same bits for any number of
 * threads and any kernel provider.
 *
 * <p>One object may be used by one thread at a time.
 */
public final class CompiledStencil {
  private final StencilLayout layout;
  private final List<List<Tap>> outputs;
  private final ThreadTeam team;
  private final KernelProvider provider;
  private final int[] radii;
  private final long[] extents;
  private final long[] resultExtents;
  private StencilSweep nativeSweep;
  private StencilSweep arraySweep;

  private CompiledStencil(
      StencilLayout layout, List<List<Tap>> outputs, ThreadTeam team, KernelProvider provider) {
    this.layout = layout;
    this.outputs = outputs;
    this.team = team;
    this.provider = provider;
    extents = layout.extents();
    radii = StencilLayout.radii(outputs, layout.dims());
    resultExtents = layout.resultExtents(radii);
  }

  /**
   * Compiles a stencil of one output channel.
   *
   * @throws InvalidInputException if a tap does not fit the layout, or the field is smaller than
   *     the stencil along a VALID axis
   */
  public static CompiledStencil of(List<Tap> taps, StencilLayout layout) {
    return ofChannels(List.of(taps), layout);
  }

  /**
   * Compiles a stencil of one list of taps per output channel.
   *
   * @throws InvalidInputException as {@link #of}
   */
  public static CompiledStencil ofChannels(List<List<Tap>> outputs, StencilLayout layout) {
    return new CompiledStencil(
        layout,
        outputs.stream().map(taps -> ordered(taps, layout)).toList(),
        ThreadTeam.common(),
        KernelProvider.selected());
  }

  /** The same stencil on another team of threads. */
  public CompiledStencil on(ThreadTeam otherTeam) {
    return new CompiledStencil(layout, outputs, otherTeam, provider);
  }

  /** The same stencil with the kernels of another provider. */
  public CompiledStencil with(KernelProvider otherProvider) {
    return new CompiledStencil(layout, outputs, team, otherProvider);
  }

  /** What it was compiled for. */
  public StencilLayout layout() {
    return layout;
  }

  /** Points of the result along each axis: fewer than the field's along VALID axes. */
  public long[] resultExtents() {
    return resultExtents.clone();
  }

  /** Number of output channels. */
  public int outputChannels() {
    return outputs.size();
  }

  /**
   * {@code out = K u}.
   *
   * @param u the field, of the layout's shape
   * @param out receives the result, of {@link #resultExtents()}; must not share memory with u
   * @throws InvalidInputException if a shape, a type or the kind of memory does not fit, or the two
   *     tensors overlap
   */
  public void apply(Tensor u, Tensor out) {
    sweep(u, out).run(u, out, false, 0, 1);
  }

  /**
   * {@code out = a u + b K u} in one pass. With {@code a = 1} and {@code b = dt} this is a
   * forward-Euler step of {@code du/dt = K u}. Along VALID axes u is taken at the result's points.
   *
   * @throws InvalidInputException as {@link #apply}, and if the numbers of input and output
   *     channels differ
   */
  public void step(double a, Tensor u, double b, Tensor out) {
    if (layout.inputChannels() != outputs.size()) {
      throw new InvalidInputException(
          "stencil",
          "one of " + layout.inputChannels() + " input and " + outputs.size() + " output channels",
          "as many of both",
          "use apply");
    }
    sweep(u, out).run(u, out, true, a, b);
  }

  /**
   * {@code out = K u} on native memory at absolute addresses, on another team of threads: the field
   * and the result, dense and of the layout's shapes, must not share memory. Nothing is checked.
   */
  public void apply(ThreadTeam otherTeam, long u, long out) {
    nativeSweep().run(otherTeam, u, out);
  }

  /** The taps of an output channel in the order in which they are summed. */
  public List<Tap> taps(int channel) {
    return List.copyOf(outputs.get(channel));
  }

  /**
   * Gives the taps of an output channel other weights for all later calls of {@link
   * #apply(ThreadTeam, long, long)}, so that one compiled stencil serves a convolution whose kernel
   * is being learned. Costs as much as a few points of the field.
   *
   * @param weights one for each of {@link #taps}, in their order
   */
  public void weigh(int channel, double[] weights) {
    nativeSweep().weigh(channel, weights);
  }

  private StencilSweep nativeSweep() {
    if (nativeSweep == null) {
      nativeSweep = newSweep(false);
    }
    return nativeSweep;
  }

  private StencilSweep sweep(Tensor u, Tensor out) {
    layout.requireShape("u", u, layout.inputChannels(), extents);
    layout.requireShape("out", out, outputs.size(), resultExtents);
    requireDistinct(u, out);
    if (u.isNative() != out.isNative()) {
      throw new InvalidInputException(
          "out",
          out.isNative() ? "native memory" : "a Java array",
          "the same kind of memory as u",
          "copy one of the two");
    }
    if (u.isNative() || provider == KernelProvider.SCALAR) {
      return nativeSweep();
    }
    if (arraySweep == null) {
      arraySweep = newSweep(true);
    }
    return arraySweep;
  }

  private StencilSweep newSweep(boolean arrays) {
    return new StencilSweep(layout, outputs, radii, resultExtents, team, provider, arrays);
  }

  private static void requireDistinct(Tensor u, Tensor out) {
    boolean sameKind = u.heapArray() == out.heapArray();
    long first = u.segment().address();
    long second = out.segment().address();
    if (sameKind
        && first < second + out.segment().byteSize()
        && second < first + u.segment().byteSize()) {
      throw new InvalidInputException(
          "out", "the same memory as u", "memory of its own", "swap two tensors between steps");
    }
  }

  private static List<Tap> ordered(List<Tap> taps, StencilLayout layout) {
    TreeMap<int[], Double> weights = new TreeMap<>(Arrays::compare);
    for (Tap tap : taps) {
      if (tap.offset().length != layout.dims()
          || tap.channel() < 0
          || tap.channel() >= layout.inputChannels()) {
        throw new InvalidInputException(
            "tap",
            tap,
            "a channel below " + layout.inputChannels() + " and " + layout.dims() + " offsets",
            "match the stencil to the field " + layout);
      }
      int fastest = layout.dims() - 1;
      int[] key = new int[layout.dims() + 1];
      key[0] = tap.offset()[fastest];
      key[1] = tap.channel();
      System.arraycopy(tap.offset(), 0, key, 2, fastest);
      weights.merge(key, tap.weight(), Double::sum);
    }
    List<Tap> ordered = new ArrayList<>();
    weights.forEach(
        (key, weight) -> {
          int[] offset = Arrays.copyOfRange(key, 2, key.length + 1);
          offset[offset.length - 1] = key[0];
          ordered.add(new Tap(key[1], offset, weight));
        });
    return ordered;
  }
}

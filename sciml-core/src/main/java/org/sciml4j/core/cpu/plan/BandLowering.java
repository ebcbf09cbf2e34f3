package org.sciml4j.core.cpu.plan;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.sciml4j.core.convolution.TileConvolution;
import org.sciml4j.core.elementwise.ElementwiseChain;
import org.sciml4j.core.elementwise.Operand;
import org.sciml4j.core.elementwise.PointProgram;
import org.sciml4j.core.graph.Concat;
import org.sciml4j.core.graph.Constant;
import org.sciml4j.core.graph.Convolution;
import org.sciml4j.core.graph.TensorType;
import org.sciml4j.core.kernel.KernelProvider;
import org.sciml4j.core.kernel.VectorCode;

/**
 * Finds convolutions by numbers, and arithmetic on what they give at the same points, that one
 * {@link BandInstruction} can compute: groups that stand one after the other, of which no
 * convolution reads what another one writes.
 */
final class BandLowering {
  /** Fewer kernels on a field are faster as stencils of their own. */
  private static final int LEAST_KERNELS = 2;

  private static final int MOST_OPERATIONS = 4000;

  private final PlanBuilder builder;
  private final Function<Source, Place> placeOf;
  private final Function<Node, Place> resultOf;
  private final Map<BandStage, BandKernels> stages = new LinkedHashMap<>();
  private final Map<Node, Place> results = new LinkedHashMap<>();
  private BandLines lines;

  BandLowering(
      PlanBuilder builder, Function<Source, Place> placeOf, Function<Node, Place> resultOf) {
    this.builder = builder;
    this.placeOf = placeOf;
    this.resultOf = resultOf;
  }

  /**
   * Lowers as many groups as fit together.
   *
   * @param groups all groups
   * @param first the first of them
   * @param homes concatenations that are to be put over inputs
   * @return how many, 0 where they are better off one by one
   */
  int lower(List<Group> groups, int first, List<BandHome> homes) {
    Node head = groups.get(first).members().getFirst();
    boolean possible =
        builder.provider() == KernelProvider.SIMD
            && !builder.target().guarded()
            && head.convolution() != null;
    if (!possible) {
      return 0;
    }
    Set<Group> taken = new HashSet<>();
    int next = first;
    while (next < groups.size() && take(groups.get(next))) {
      taken.add(groups.get(next));
      next++;
    }
    if (!pays()) {
      return 0;
    }
    new BandEmission(builder, lines, stages, results)
        .emit(head.value(), taken, Set.copyOf(groups.subList(0, next)), homes);
    return next - first;
  }

  private boolean pays() {
    return lines != null
        && lines.program().operations() > 0
        && stages.values().stream().anyMatch(kernels -> kernels.count() >= LEAST_KERNELS);
  }

  private boolean take(Group group) {
    Node node = group.members().getFirst();
    if (node.value().primitive() instanceof Concat) {
      return true;
    }
    if (node.convolution() != null) {
      return node.convolution().convolution().primitive() instanceof Convolution
          && takeConvolution(node);
    }
    boolean reduces = group.members().stream().anyMatch(Node::isReduction);
    return node.isElementwise() && !reduces && lines != null && takeChain(group);
  }

  private boolean takeConvolution(Node node) {
    PaddedConvolution padded = node.convolution();
    Convolution one = (Convolution) padded.convolution().primitive();
    Source kernel = node.sources().get(1);
    Place x = placeOf.apply(node.sources().get(0));
    if (!(kernel.root().primitive() instanceof Constant weights)
        || !kernel.isWhole()
        || !x.layout().isDense()
        || x.layout().count() == 0
        || (lines != null && lines.writes(x.storage()))) {
      return false;
    }
    TensorType input = new TensorType(x.dtype(), x.layout().shape());
    TensorType type = weights.type();
    int[] grid = TileConvolution.grid(one.geometry(), input, type, padded.padding());
    if (lines == null) {
      lines = new BandLines(x.dtype(), grid);
    }
    boolean fits =
        Arrays.equals(grid, lines.grid())
            && x.dtype() == lines.dtype()
            && one.geometry().groups() == 1
            && one.geometry().stride().stream().allMatch(step -> step == 1)
            && grid[2] >= VectorCode.lanes(x.dtype())
            && type.count() > 0;
    Place result = resultOf.apply(node);
    if (!fits || !result.layout().isDense()) {
      return false;
    }
    int outputs = (int) type.size(0);
    List<Long> extents = Arrays.stream(type.shape()).skip(1).boxed().toList();
    for (int image = 0; image < input.size(0); image++) {
      BandKernels kernels =
          stages.computeIfAbsent(new BandStage(x, image, padded, extents), _ -> new BandKernels());
      for (int o = 0; o < outputs; o++) {
        int slot = lines.addWorker();
        kernels.add(weights, o, slot);
        long offset = result.layout().offset() + ((long) image * outputs + o) * lines.points();
        lines.made(result.storage(), offset, lines.program().line(slot));
      }
    }
    lines.write(result.storage());
    results.put(node, result);
    return true;
  }

  private boolean takeChain(Group group) {
    long count = group.space().count();
    long points = lines.points();
    if (group.space().dtype() != lines.dtype() || points == 0 || count % points != 0) {
      return false;
    }
    FusedChain fused = new ChainLowering(builder, group, placeOf, resultOf).fused();
    ElementwiseChain chain = fused.chain();
    int channels = Math.toIntExact(count / points);
    long operations = lines.program().operations() + (long) channels * chain.steps().size();
    if (operations > MOST_OPERATIONS || !PointProgram.knows(chain)) {
      return false;
    }
    List<Layout> read = new ArrayList<>();
    for (Place place : fused.operands()) {
      Layout layout = place == null ? null : lines.onGrid(place, channels);
      if (place != null && (layout == null || !lines.isReadable(place, layout, channels))) {
        return false;
      }
      read.add(layout);
    }
    List<Layout> stored = new ArrayList<>();
    for (Place place : fused.results()) {
      Layout layout = lines.onGrid(place, channels);
      if (layout == null || !lines.hasLines(layout)) {
        return false;
      }
      stored.add(layout);
    }
    for (int channel = 0; channel < channels; channel++) {
      append(fused, read, stored, channel);
    }
    for (int i = 0; i < stored.size(); i++) {
      lines.write(fused.results().get(i).storage());
      results.put(fused.stored().get(i), fused.results().get(i));
    }
    return true;
  }

  private void append(FusedChain fused, List<Layout> read, List<Layout> stored, int channel) {
    int[] values = new int[read.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] =
          fused.chain().operands().get(i) instanceof Operand.Uniform(double number)
              ? lines.program().number(number)
              : lines.value(fused.operands().get(i), read.get(i), channel);
    }
    int[] made = lines.program().append(fused.chain(), values);
    for (int i = 0; i < made.length; i++) {
      long offset = BandLines.offset(stored.get(i), channel);
      lines.made(fused.results().get(i).storage(), offset, made[i]);
    }
  }
}

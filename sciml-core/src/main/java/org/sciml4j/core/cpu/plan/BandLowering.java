package org.sciml4j.core.cpu.plan;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.sciml4j.core.convolution.TileConvolution;
import org.sciml4j.core.elementwise.ElementwiseChain;
import org.sciml4j.core.elementwise.Operand;
import org.sciml4j.core.elementwise.PointLines;
import org.sciml4j.core.elementwise.PointProgram;
import org.sciml4j.core.graph.Concat;
import org.sciml4j.core.graph.Constant;
import org.sciml4j.core.graph.Convolution;
import org.sciml4j.core.graph.TensorType;
import org.sciml4j.core.graph.Value;
import org.sciml4j.core.kernel.KernelProvider;
import org.sciml4j.core.kernel.VectorCode;
import org.sciml4j.core.tensor.DType;

/**
 * Turns convolutions by numbers, and arithmetic on what they give at the same points, into one
 * {@link BandInstruction}: groups that stand one after the other, of which no convolution reads
 * what another one writes.
 */
final class BandLowering {
  /** Fewer kernels on a field are faster as stencils of their own. */
  private static final int LEAST_KERNELS = 2;

  private static final int MOST_OPERATIONS = 4000;

  /**
   * A concatenation that is to be put over an input.
   *
   * @param parts what is joined
   * @param readers what reads the input
   * @param input where it lies
   * @param move lets the concatenation lie there
   */
  record Home(List<Node> parts, List<Node> readers, Place input, Runnable move) {}

  /** A line of a field: where its first point lies in a storage. */
  private record Field(int storage, long offset) {}

  /** What one tile of the input serves. */
  private record Source(Place input, int image, PaddedConvolution convolution, List<Long> kernel) {
    @Override
    public boolean equals(Object other) {
      return other instanceof Source source
          && input.equals(source.input)
          && image == source.image
          && geometry().equals(source.geometry())
          && convolution.padding().equals(source.convolution.padding())
          && kernel.equals(source.kernel);
    }

    @Override
    public int hashCode() {
      return 31 * input.hashCode() + kernel.hashCode();
    }

    org.sciml4j.core.graph.ConvolutionGeometry geometry() {
      return ((Convolution) convolution.convolution().primitive()).geometry();
    }
  }

  /** The kernels of one tile, and the slot of each result. */
  private record Bank(List<Constant> kernels, List<Integer> rows, List<Integer> slots) {}

  private final PlanBuilder builder;
  private final Function<org.sciml4j.core.cpu.plan.Source, Place> placeOf;
  private final Function<Node, Place> resultOf;
  private final List<Home> homes;
  private final Map<Source, Bank> banks = new LinkedHashMap<>();
  private final Map<Field, Integer> known = new HashMap<>();
  private final Map<BandInstruction.Slot, Integer> slotOf = new HashMap<>();
  private final List<BandInstruction.Slot> slots = new ArrayList<>();
  private final List<Place> operands = new ArrayList<>();
  private final Set<Integer> written = new HashSet<>();
  private final Map<Node, Place> results = new LinkedHashMap<>();
  private final Set<Group> taken = new HashSet<>();
  private PointProgram program;
  private DType dtype;
  private int[] grid;
  private long points;
  private int numbered;

  BandLowering(
      PlanBuilder builder,
      Function<org.sciml4j.core.cpu.plan.Source, Place> placeOf,
      Function<Node, Place> resultOf,
      List<Home> homes) {
    this.homes = homes;
    this.builder = builder;
    this.placeOf = placeOf;
    this.resultOf = resultOf;
  }

  /**
   * Lowers as many groups as fit together.
   *
   * @param groups all groups
   * @param first the first of them
   * @return how many, 0 where they are better off one by one
   */
  int lower(List<Group> groups, int first) {
    Node head = groups.get(first).members().getFirst();
    boolean possible =
        builder.provider() == KernelProvider.SIMD
            && !builder.target().guarded()
            && head.convolution() != null;
    if (!possible) {
      return 0;
    }
    int next = first;
    while (next < groups.size() && take(groups.get(next))) {
      taken.add(groups.get(next));
      next++;
    }
    if (!pays()) {
      return 0;
    }
    emit(head.value(), Set.copyOf(groups.subList(0, next)));
    return next - first;
  }

  private boolean pays() {
    return program != null
        && program.operations() > 0
        && banks.values().stream().anyMatch(bank -> bank.slots().size() >= LEAST_KERNELS);
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
    return node.isElementwise() && !reduces && program != null && takeChain(group);
  }

  private boolean takeConvolution(Node node) {
    PaddedConvolution padded = node.convolution();
    Convolution one = (Convolution) padded.convolution().primitive();
    org.sciml4j.core.cpu.plan.Source kernel = node.sources().get(1);
    Place x = placeOf.apply(node.sources().get(0));
    if (!(kernel.root().primitive() instanceof Constant weights)
        || !kernel.isWhole()
        || !x.layout().isDense()
        || x.layout().count() == 0
        || written.contains(x.storage())) {
      return false;
    }
    TensorType input = new TensorType(x.dtype(), x.layout().shape());
    TensorType type = weights.type();
    int[] own = TileConvolution.grid(one.geometry(), input, type, padded.padding());
    if (program == null) {
      begin(x.dtype(), own);
    }
    boolean fits =
        Arrays.equals(own, grid)
            && x.dtype() == dtype
            && one.geometry().groups() == 1
            && one.geometry().stride().stream().allMatch(step -> step == 1)
            && grid[2] >= VectorCode.lanes(dtype)
            && type.count() > 0;
    Place result = resultOf.apply(node);
    if (!fits || !result.layout().isDense()) {
      return false;
    }
    int outputs = (int) type.size(0);
    List<Long> extents = Arrays.stream(type.shape()).skip(1).boxed().toList();
    for (int image = 0; image < input.size(0); image++) {
      Bank bank =
          banks.computeIfAbsent(
              new Source(x, image, padded, extents),
              _ -> new Bank(new ArrayList<>(), new ArrayList<>(), new ArrayList<>()));
      for (int o = 0; o < outputs; o++) {
        int slot = addSlot(BandInstruction.Slot.worker(0));
        bank.kernels().add(weights);
        bank.rows().add(o);
        bank.slots().add(slot);
        long offset = result.layout().offset() + ((long) image * outputs + o) * points;
        known.put(new Field(result.storage(), offset), program.line(slot));
      }
    }
    written.add(result.storage());
    results.put(node, result);
    return true;
  }

  private void begin(DType type, int[] extents) {
    dtype = type;
    grid = extents;
    points = (long) grid[0] * grid[1] * grid[2];
    program = new PointProgram(dtype);
  }

  private int addSlot(BandInstruction.Slot slot) {
    slots.add(slot);
    return slots.size() - 1;
  }

  private boolean takeChain(Group group) {
    long count = group.space().count();
    if (group.space().dtype() != dtype || points == 0 || count % points != 0) {
      return false;
    }
    FusedChain fused = new ChainLowering(builder, group, placeOf, resultOf).fused();
    ElementwiseChain chain = fused.chain();
    int channels = Math.toIntExact(count / points);
    boolean small =
        program.operations() + (long) channels * chain.steps().size() <= MOST_OPERATIONS;
    if (!small || !PointProgram.knows(chain)) {
      return false;
    }
    List<Layout> read = new ArrayList<>();
    for (int i = 0; i < chain.operands().size(); i++) {
      Place place = fused.operands().get(i);
      Layout layout = place == null ? null : onGrid(place, channels);
      if (place != null && (layout == null || !isReadable(place, layout, channels))) {
        return false;
      }
      read.add(layout);
    }
    List<Layout> stored = new ArrayList<>();
    for (Place place : fused.results()) {
      Layout layout = onGrid(place, channels);
      if (layout == null || !hasLines(layout)) {
        return false;
      }
      stored.add(layout);
    }
    for (int channel = 0; channel < channels; channel++) {
      int[] values = new int[read.size()];
      for (int i = 0; i < values.length; i++) {
        values[i] =
            chain.operands().get(i) instanceof Operand.Uniform(double number)
                ? program.number(number)
                : value(fused.operands().get(i), read.get(i), channel);
      }
      int[] made = program.append(chain, values);
      for (int i = 0; i < made.length; i++) {
        known.put(
            new Field(fused.results().get(i).storage(), offset(stored.get(i), channel)), made[i]);
      }
    }
    for (int i = 0; i < stored.size(); i++) {
      written.add(fused.results().get(i).storage());
      results.put(fused.stored().get(i), fused.results().get(i));
    }
    return true;
  }

  private Layout onGrid(Place place, int channels) {
    return place.layout().reshape(channels, grid[0], grid[1], grid[2]);
  }

  private static long offset(Layout layout, int channel) {
    return layout.offset() + channel * (layout.size(0) == 1 ? 0 : layout.stride(0));
  }

  /** Whether a place is known, or lies in memory that the band does not write. */
  private boolean isReadable(Place place, Layout layout, int channels) {
    boolean there = true;
    for (int channel = 0; channel < channels; channel++) {
      there &= known.containsKey(new Field(place.storage(), offset(layout, channel)));
    }
    if (written.contains(place.storage())) {
      return there && hasLines(layout);
    }
    return grid[2] == 1 || layout.stride(3) == 1 || layout.stride(3) == 0;
  }

  private boolean hasLines(Layout layout) {
    long expected = 1;
    for (int axis = 2; axis >= 0; axis--) {
      if (grid[axis] > 1 && layout.stride(axis + 1) != expected) {
        return false;
      }
      expected *= grid[axis];
    }
    return true;
  }

  private int value(Place place, Layout layout, int channel) {
    long offset = offset(layout, channel);
    Integer made = hasLines(layout) ? known.get(new Field(place.storage(), offset)) : null;
    if (made != null) {
      return made;
    }
    operands.add(place);
    BandInstruction.Slot lines =
        new BandInstruction.Slot(
            place.storage(),
            offset,
            List.of(layout.stride(1), layout.stride(2), layout.stride(3)),
            false);
    int slot = slotOf.computeIfAbsent(lines, this::addSlot);
    return lines.hasLines() ? program.line(slot) : program.repeated(slot);
  }

  private boolean isNeeded(Node node) {
    return node.isOutput()
        || node.destination() != null
        || node.uses().stream()
            .anyMatch(use -> use.reads() && !taken.containsAll(use.user().groups()));
  }

  private void emit(Value origin, Set<Group> lowered) {
    List<Place> reads = new ArrayList<>(operands);
    banks.keySet().forEach(source -> reads.add(source.input()));
    Set<Integer> read = new HashSet<>();
    reads.forEach(place -> read.add(place.storage()));
    List<Place> needed = new ArrayList<>();
    results.forEach(
        (node, place) -> {
          if (isNeeded(node)) {
            needed.add(place);
          }
        });
    List<Place> both = needed.stream().filter(place -> read.contains(place.storage())).toList();
    BandTiles tiling = BandTiles.of(grid, dtype);
    Map<Source, TileConvolution> tiles = new LinkedHashMap<>();
    banks.forEach((source, bank) -> tiles.put(source, tile(source, bank, tiling)));
    boolean over = both.stream().allMatch(place -> mayBeOverwritten(place, tiles));
    Map<Integer, Integer> aside = new HashMap<>();
    for (Home home : homes) {
      if (over && mayMove(home, tiles, lowered)) {
        aside.put(results.get(home.parts().getFirst()).storage(), home.input().storage());
        home.move().run();
      }
    }
    if (!over) {
      both.forEach(place -> aside.computeIfAbsent(place.storage(), _ -> copyOf(place)));
    }
    List<Place> writes = new ArrayList<>();
    for (Place place : needed) {
      int storage = aside.getOrDefault(place.storage(), place.storage());
      writes.add(place.in(storage));
      store(place, storage, read.contains(storage));
    }
    PointLines lines = PointLines.of(program, slots.size());
    List<BandInstruction.Bank> filled = new ArrayList<>();
    tiles.forEach(
        (source, tile) -> {
          Bank bank = banks.get(source);
          Place weights = builder.constant(kernels(source, bank));
          boolean overwritten =
              writes.stream().anyMatch(place -> place.storage() == source.input().storage());
          reads.add(weights);
          filled.add(
              new BandInstruction.Bank(
                  tile, source.input(), source.image(), weights, number(bank), overwritten));
        });
    BandInstruction band =
        new BandInstruction(
            dtype,
            grid,
            tiling,
            filled,
            slots,
            lines,
            program.operations(),
            builder.target().threads());
    Place scratch = builder.scratch(band.scratchBytes());
    band.workIn(scratch);
    builder.emit(band, origin, reads, writes, scratch);
    if (!over) {
      both.forEach(place -> builder.copy(place.in(aside.get(place.storage())), place));
    }
  }

  /**
   * Whether the band makes all of a concatenation, when nothing reads any longer what it is over.
   */
  private boolean mayMove(Home home, Map<Source, TileConvolution> tiles, Set<Group> lowered) {
    return !home.parts().isEmpty()
        && results.keySet().containsAll(home.parts())
        && home.parts().stream()
            .allMatch(part -> mayBeOverwritten(results.get(part).in(home.input().storage()), tiles))
        && home.readers().stream().allMatch(reader -> lowered.containsAll(reader.groups()));
  }

  /** Memory as large as a storage. */
  private int copyOf(Place place) {
    long elements = builder.storage(place).bytes() / dtype.bytes();
    return builder.place(new TensorType(dtype, elements), Storage.Role.ARENA).storage();
  }

  /**
   * Whether a result may be written over memory that the band reads: the points of what is read
   * there lie where those of the result do.
   */
  private boolean mayBeOverwritten(Place place, Map<Source, TileConvolution> tiles) {
    boolean may = grid[1] == 1 && grid[0] > 1;
    for (BandInstruction.Slot slot : slots) {
      boolean same =
          slot.equals(BandInstruction.Slot.written(slot.storage(), slot.offset(), grid, false));
      may &= slot.storage() != place.storage() || (same && isApart(place, slot.offset()));
    }
    for (Map.Entry<Source, TileConvolution> tile : tiles.entrySet()) {
      Place input = tile.getKey().input();
      may &=
          input.storage() != place.storage()
              || (tile.getValue().mayBeOverwritten() && isApart(place, input.layout().offset()));
    }
    return may;
  }

  private boolean isApart(Place place, long offset) {
    return (place.layout().offset() - offset) % points == 0;
  }

  /** Gives the results of a bank neighbouring lines of working memory and returns the first. */
  private int number(Bank bank) {
    int first = numbered;
    for (int slot : bank.slots()) {
      slots.set(slot, BandInstruction.Slot.worker(numbered++));
    }
    return first;
  }

  private void store(Place place, int storage, boolean late) {
    int channels = Math.toIntExact(place.layout().count() / points);
    Layout layout = onGrid(place, channels);
    for (int channel = 0; channel < channels; channel++) {
      long offset = offset(layout, channel);
      int slot = addSlot(BandInstruction.Slot.written(storage, offset, grid, late));
      program.store(known.get(new Field(place.storage(), offset)), slot);
    }
  }

  private static Constant kernels(Source source, Bank bank) {
    int each = (int) source.kernel().stream().mapToLong(Long::longValue).reduce(1, (a, b) -> a * b);
    double[] numbers = new double[bank.kernels().size() * each];
    for (int k = 0; k < bank.kernels().size(); k++) {
      for (int i = 0; i < each; i++) {
        numbers[k * each + i] = bank.kernels().get(k).value((long) bank.rows().get(k) * each + i);
      }
    }
    return new Constant(new TensorType(source.input().dtype(), numbers.length), numbers);
  }

  private TileConvolution tile(Source source, Bank bank, BandTiles tiling) {
    List<Long> kernel = new ArrayList<>(List.of((long) bank.slots().size()));
    kernel.addAll(source.kernel());
    TensorType input = new TensorType(dtype, source.input().layout().shape());
    TensorType weights =
        new TensorType(dtype, kernel.stream().mapToLong(Long::longValue).toArray());
    return TileConvolution.of(
        builder.provider(),
        source.geometry(),
        input,
        weights,
        source.convolution().padding(),
        tiling.most());
  }
}

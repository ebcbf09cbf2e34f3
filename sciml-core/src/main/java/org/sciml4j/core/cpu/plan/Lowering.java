package org.sciml4j.core.cpu.plan;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.sciml4j.core.graph.Concat;
import org.sciml4j.core.graph.Constant;
import org.sciml4j.core.graph.Coordinate;
import org.sciml4j.core.graph.Embed;
import org.sciml4j.core.graph.Graph;
import org.sciml4j.core.graph.Item;
import org.sciml4j.core.graph.Loop;
import org.sciml4j.core.graph.Operation;
import org.sciml4j.core.graph.Reshape;
import org.sciml4j.core.graph.TensorType;
import org.sciml4j.core.graph.Value;

/** Turns a graph into a plan: nodes, groups of them, instructions, memory. */
public final class Lowering {
  private record Result(Value root, int item) {}

  private final Nodes nodes;
  private final PlanBuilder builder;
  private final Map<Result, Place> places = new HashMap<>();

  private Lowering(Nodes nodes, PlanBuilder builder) {
    this.nodes = nodes;
    this.builder = builder;
  }

  /**
   * The plan of a graph.
   *
   * @param inPlace output index to the index of the input it overwrites
   * @param target what it runs on
   * @param constants where its constants are kept
   */
  public static Plan plan(
      Graph graph, Map<Integer, Integer> inPlace, Target target, ConstantPool constants) {
    return plan(graph, inPlace, graph.inputs().size(), target, constants);
  }

  /** The plan of a graph whose inputs from {@code steady} on stay the same over many runs. */
  private static Plan plan(
      Graph graph,
      Map<Integer, Integer> inPlace,
      int steady,
      Target target,
      ConstantPool constants) {
    Nodes nodes = Nodes.of(graph, target.guarded() ? Map.of() : inPlace);
    return new Lowering(nodes, new PlanBuilder(target, constants)).lower(graph, inPlace, steady);
  }

  private Plan lower(Graph graph, Map<Integer, Integer> inPlace, int steady) {
    List<Place> inputs = new ArrayList<>();
    for (Value input : graph.inputs()) {
      Place place = builder.place(input.type(), Storage.Role.EXTERNAL);
      places.put(new Result(input, 0), place);
      inputs.add(place);
    }
    inputs.stream().skip(steady).forEach(builder::keepSteady);
    nodes
        .overwrites()
        .forEach(
            (node, input) -> places.put(new Result(node.value(), 0), overwritten(node, input)));
    List<Group> groups =
        builder.target().guarded() ? Fusion.separate(nodes.all()) : Fusion.fused(nodes.all());
    List<BandHome> homes = builder.target().guarded() ? List.of() : homes(graph, inPlace, inputs);
    for (int i = 0; i < groups.size(); i++) {
      int banded = new BandLowering(builder, this::place, this::result).lower(groups, i, homes);
      if (banded == 0) {
        lower(groups.get(i));
      } else {
        i += banded - 1;
      }
    }
    List<Integer> outputs = new Outputs(graph, inPlace, nodes, builder, inputs, this::place).list();
    return builder.build(inputs.stream().map(Place::storage).toList(), outputs);
  }

  /** Concatenations that are to be put over an input. */
  private List<BandHome> homes(Graph graph, Map<Integer, Integer> inPlace, List<Place> inputs) {
    List<BandHome> homes = new ArrayList<>();
    inPlace.forEach(
        (output, input) -> {
          Value overwritten = graph.inputs().get(input);
          Source result = nodes.source(graph.outputs().get(output));
          Node joined = nodes.node(result.root());
          boolean possible =
              joined != null
                  && joined.value().primitive() instanceof Concat
                  && result.isWhole()
                  && !nodes.overwrites().containsKey(joined)
                  && graph.outputs().stream()
                      .noneMatch(one -> nodes.source(one).root() == overwritten);
          if (possible) {
            Place place = inputs.get(input);
            Result key = new Result(joined.value(), 0);
            homes.add(
                new BandHome(
                    nodes.all().stream().filter(node -> node.destination() == joined).toList(),
                    nodes.all().stream().filter(node -> reads(node, overwritten)).toList(),
                    place,
                    () -> places.put(key, place.with(Layout.dense(joined.value().shape())))));
          }
        });
    return homes;
  }

  private static boolean reads(Node node, Value value) {
    return node.sources().stream().anyMatch(source -> source.root() == value);
  }

  private Place overwritten(Node node, Value input) {
    return places.get(new Result(input, 0)).with(node.layout());
  }

  private void lower(Group group) {
    if (group.members().stream().allMatch(node -> node.count() == 0 && !isLoop(node))) {
      return;
    }
    Node node = group.members().getFirst();
    if (node.isElementwise() || node.isReduction()) {
      new ChainLowering(builder, group, this::place, this::result).lower();
      return;
    }
    Value value = node.value();
    List<Place> operands = node.sources().stream().map(this::place).toList();
    if (node.convolution() != null) {
      new ConvolutionLowering(builder).lower(node.convolution(), value, operands, result(node));
      return;
    }
    switch (value.primitive()) {
      case Loop loop -> loop(loop, value, operands);
      case Reshape _ -> {
        Place result = result(node);
        builder.copy(
            operands.getFirst(), result.with(result.layout().reshape(value.operand(0).shape())));
      }
      case Concat _ -> {}
      case Embed embed -> {
        Place result = result(node);
        Constant zeros = new Constant(value.type(), 0);
        builder.copy(builder.constant(zeros).with(Layout.repeated(value.shape())), result);
        builder.copy(operands.getFirst(), result.with(result.layout().slice(embed.spans())));
      }
      case Operation operation ->
          new KernelLowering(builder).lower(operation, value, operands, result(node));
      case Item _ -> throw new IllegalStateException("an item is no node");
    }
  }

  private static boolean isLoop(Node node) {
    return node.value().primitive() instanceof Loop;
  }

  private void loop(Loop loop, Value value, List<Place> given) {
    int steady = loop.carries() + loop.sequences();
    Plan body = plan(loop.body(), Map.of(), steady, builder.target(), builder.constants());
    List<Place> operands = given.stream().map(builder::dense).toList();
    List<Place> packed = packed(body, operands);
    List<Place> results = new ArrayList<>();
    List<Place> spare = new ArrayList<>();
    for (int i = 0; i < value.types().size(); i++) {
      results.add(place(new Result(value, i), value.types().get(i)));
      if (i < loop.carries()) {
        spare.add(builder.place(value.types().get(i), Storage.Role.ARENA));
      }
    }
    Place arena = builder.scratch(Math.max(1, body.arenaBytes()));
    int index = builder.addLoop(body, arena);
    List<Place> scratch = new ArrayList<>(spare);
    scratch.add(arena);
    List<Place> reads = new ArrayList<>(operands);
    reads.addAll(packed);
    builder.emit(
        new LoopInstruction(loop, index, body, operands, packed, results, spare),
        null,
        reads,
        results,
        scratch.toArray(Place[]::new));
  }

  /** Packs what the body wants packed, which are parts of operands that stay the same. */
  private List<Place> packed(Plan body, List<Place> operands) {
    List<Place> packed = new ArrayList<>();
    for (Plan.Pack pack : body.packs()) {
      Place operand = operands.get(body.inputs().indexOf(pack.factor().storage()));
      Layout layout = pack.factor().layout().moved(operand.layout().offset());
      Place place = builder.scratch(pack.gemm().packedBytes());
      Place factor = operand.with(layout);
      builder.emit(
          new PackInstruction(pack.gemm(), factor, place), null, List.of(factor), List.of(place));
      packed.add(place);
    }
    return packed;
  }

  /** Where a source lies. */
  private Place place(Source source) {
    return switch (source.root().primitive()) {
      case Constant constant -> builder.constant(constant).with(source.layout());
      case Coordinate coordinate -> builder.constant(coordinate).with(source.layout());
      default -> {
        Node node = nodes.node(source.root());
        yield node != null && node.destination() != null
            ? reshaped(result(node), source.layout().shape())
            : place(
                    new Result(source.root(), source.item()),
                    source.root().types().get(source.item()))
                .with(source.layout());
      }
    };
  }

  /** Where a node writes its result. */
  private Place result(Node node) {
    Value value = node.value();
    if (node.destination() != null) {
      return result(node.destination()).with(node.layout());
    }
    return place(new Result(value, 0), value.types().getFirst());
  }

  private Place place(Result result, TensorType type) {
    return places.computeIfAbsent(result, _ -> builder.place(type, Storage.Role.ARENA));
  }

  private static Place reshaped(Place place, long... shape) {
    return place.with(place.layout().reshape(shape));
  }
}

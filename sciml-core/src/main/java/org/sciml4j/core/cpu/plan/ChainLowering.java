package org.sciml4j.core.cpu.plan;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.sciml4j.core.elementwise.ElementwiseChain;
import org.sciml4j.core.elementwise.ElementwiseKernel;
import org.sciml4j.core.elementwise.Operand;
import org.sciml4j.core.elementwise.Reduction;
import org.sciml4j.core.elementwise.ReductionKernel;
import org.sciml4j.core.elementwise.Step;
import org.sciml4j.core.elementwise.Store;
import org.sciml4j.core.graph.Constant;
import org.sciml4j.core.graph.Elementwise;
import org.sciml4j.core.graph.ReduceMax;
import org.sciml4j.core.graph.Sum;
import org.sciml4j.core.graph.Value;

/** Turns a group of elementwise nodes, perhaps with a reduction, into one instruction. */
final class ChainLowering {
  private record Key(int storage, Layout layout, Constant constant) {}

  private final PlanBuilder builder;
  private final Group group;
  private final long[] space;
  private final Function<Source, Place> placeOf;
  private final Function<Node, Place> resultOf;
  private final Map<Key, Integer> numbers = new HashMap<>();
  private final List<Operand> operands = new ArrayList<>();
  private final List<Place> places = new ArrayList<>();

  /**
   * Lowers groups.
   *
   * @param placeOf where a source lies
   * @param resultOf where a member's result is written
   */
  ChainLowering(
      PlanBuilder builder,
      Group group,
      Function<Source, Place> placeOf,
      Function<Node, Place> resultOf) {
    this.builder = builder;
    this.group = group;
    this.space = group.space().shape();
    this.placeOf = placeOf;
    this.resultOf = resultOf;
  }

  void lower() {
    Node reduction = group.members().stream().filter(Node::isReduction).findFirst().orElse(null);
    Map<Value, Integer> arguments = new IdentityHashMap<>();
    FusedChain fused = fused(reduction, arguments);
    if (reduction == null) {
      emit(fused.chain(), fused.results(), group.members().getLast().value());
    } else {
      Source source = reduction.sources().getFirst();
      Integer inside = arguments.get(source.root());
      int argument = inside == null ? number(source) : inside;
      emit(fused.chain(), fused.results(), reduction, argument);
    }
  }

  /** The chain of a group without reduction. */
  FusedChain fused() {
    return fused(null, new IdentityHashMap<>());
  }

  private FusedChain fused(Node reduction, Map<Value, Integer> arguments) {
    List<Node> members = group.members();
    Map<Value, Node> inside = new IdentityHashMap<>();
    members.stream()
        .filter(node -> node.isElementwise() && !node.isCopy())
        .forEach(node -> inside.put(node.value(), node));
    for (Node node : members) {
      for (Source source : node.sources()) {
        if (!inside.containsKey(source.root())) {
          number(source);
        }
      }
    }
    List<Step> steps = new ArrayList<>();
    List<Node> stored = new ArrayList<>();
    List<Store> stores = new ArrayList<>();
    List<Place> results = new ArrayList<>();
    for (Node node : members) {
      if (node == reduction) {
        continue;
      }
      int[] chosen =
          node.sources().stream()
              .mapToInt(
                  source ->
                      inside.containsKey(source.root())
                          ? arguments.get(source.root())
                          : number(source))
              .toArray();
      int argument = node.isCopy() ? chosen[0] : operands.size() + steps.size();
      if (!node.isCopy()) {
        steps.add(new Step((Elementwise) node.value().primitive(), chosen));
        arguments.put(node.value(), argument);
      }
      if (isStored(node)) {
        Place place = resultOf.apply(node);
        results.add(place);
        stored.add(node);
        stores.add(new Store(argument, PlanBuilder.view(place.layout().reshape(space))));
      }
    }
    ElementwiseChain chain =
        new ElementwiseChain(group.space().dtype(), space, operands, steps, stores);
    return new FusedChain(chain, new ArrayList<>(places), stored, results);
  }

  /** Whether a member's result is needed outside of the group. */
  private boolean isStored(Node node) {
    return node.isOutput()
        || (node.groups().size() == 1
            && node.uses().stream()
                .anyMatch(use -> use.reads() && !use.user().groups().equals(node.groups())));
  }

  private void emit(ElementwiseChain chain, List<Place> results, Value origin) {
    ElementwiseKernel kernel = ElementwiseKernel.with(builder.provider(), chain);
    Place scratch = builder.scratch(kernel.scratchBytes(builder.target().threads()));
    List<Place> reads = places.stream().filter(place -> place != null).toList();
    Instruction instruction =
        new ChainInstruction(kernel, new ArrayList<>(places), results, scratch);
    builder.emit(instruction, origin, reads, results, scratch);
    results.forEach(result -> builder.mayReuse(result, reads));
  }

  private void emit(ElementwiseChain chain, List<Place> results, Node node, int argument) {
    Place result = resultOf.apply(node);
    Reduction reduction =
        node.value().primitive() instanceof Sum sum
            ? new Reduction(
                Reduction.Kind.SUM, argument, sum.axes(), PlanBuilder.view(result.layout()))
            : new Reduction(
                Reduction.Kind.MAXIMUM,
                argument,
                ((ReduceMax) node.value().primitive()).axes(),
                PlanBuilder.view(result.layout()));
    ReductionKernel kernel = ReductionKernel.with(builder.provider(), chain, reduction);
    Place scratch = builder.scratch(kernel.scratchBytes(builder.target().threads()));
    List<Place> reads = places.stream().filter(place -> place != null).toList();
    List<Place> writes = new ArrayList<>(results);
    writes.add(result);
    Instruction instruction =
        new ReductionInstruction(kernel, new ArrayList<>(places), results, result, scratch);
    builder.emit(instruction, node.value(), reads, writes, scratch);
  }

  /** The argument number of a value that the group does not compute. */
  private int number(Source source) {
    if (source.root().primitive() instanceof Constant constant && constant.isUniform()) {
      Key key = new Key(-1, null, new Constant(constant.type().withShape(), constant.value(0)));
      return numbers.computeIfAbsent(key, _ -> add(new Operand.Uniform(constant.value(0)), null));
    }
    Place place = placeOf.apply(source);
    Layout layout = place.layout().reshape(space);
    return numbers.computeIfAbsent(
        new Key(place.storage(), layout, null),
        _ -> add(new Operand.Strided(PlanBuilder.view(layout)), place.with(layout)));
  }

  private int add(Operand operand, Place place) {
    operands.add(operand);
    places.add(place);
    return operands.size() - 1;
  }
}

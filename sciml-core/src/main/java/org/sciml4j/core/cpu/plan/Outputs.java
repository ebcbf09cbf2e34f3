package org.sciml4j.core.cpu.plan;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.sciml4j.core.graph.Graph;
import org.sciml4j.core.graph.TensorType;

/**
 * Brings outputs to where they belong: most are computed in the caller's memory, the others are
 * copied there after everything else, when what they overwrite has been read.
 */
final class Outputs {
  private final Graph graph;
  private final Map<Integer, Integer> inPlace;
  private final Nodes nodes;
  private final PlanBuilder builder;
  private final List<Place> inputs;
  private final Function<Source, Place> placeOf;

  Outputs(
      Graph graph,
      Map<Integer, Integer> inPlace,
      Nodes nodes,
      PlanBuilder builder,
      List<Place> inputs,
      Function<Source, Place> placeOf) {
    this.graph = graph;
    this.inPlace = inPlace;
    this.nodes = nodes;
    this.builder = builder;
    this.inputs = inputs;
    this.placeOf = placeOf;
  }

  /** The storage of each output. */
  List<Integer> list() {
    Set<Integer> overwritten = new HashSet<>();
    inPlace.values().forEach(input -> overwritten.add(inputs.get(input).storage()));
    List<Place> from = new ArrayList<>();
    for (int i = 0; i < graph.outputs().size(); i++) {
      Place place = placeOf.apply(nodes.source(graph.outputs().get(i)));
      boolean endangered =
          overwritten.contains(place.storage()) && !nodes.isInPlace(i) && !isAtHome(i, place);
      from.add(endangered ? copyOf(place) : place);
    }
    List<Integer> storages = new ArrayList<>();
    for (int i = 0; i < from.size(); i++) {
      storages.add(storage(i, from.get(i)));
    }
    return storages;
  }

  /** Whether an output is the very input it overwrites. */
  private boolean isAtHome(int output, Place place) {
    Integer input = inPlace.get(output);
    return input != null
        && place.storage() == inputs.get(input).storage()
        && place.layout().isWhole();
  }

  private Place copyOf(Place place) {
    TensorType type = new TensorType(place.dtype(), place.layout().shape());
    Place copy = builder.place(type, Storage.Role.ARENA);
    builder.copy(place, copy);
    return copy;
  }

  private int storage(int output, Place source) {
    Storage storage = builder.storage(source);
    if (inPlace.containsKey(output)) {
      Place target = inputs.get(inPlace.get(output));
      if (source.storage() != target.storage()) {
        builder.copy(source, target);
      }
      return target.storage();
    }
    if (storage.role() == Storage.Role.ARENA
        && storage.bytes() == source.bytes()
        && source.layout().isWhole()) {
      storage.become(Storage.Role.EXTERNAL);
      return source.storage();
    }
    Place target = builder.place(graph.outputs().get(output).type(), Storage.Role.EXTERNAL);
    builder.copy(source, target);
    return target.storage();
  }
}

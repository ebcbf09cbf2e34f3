package org.sciml4j.core.cpu.plan;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.sciml4j.core.graph.Concat;
import org.sciml4j.core.graph.Graph;
import org.sciml4j.core.graph.Item;
import org.sciml4j.core.graph.Leaf;
import org.sciml4j.core.graph.Loop;
import org.sciml4j.core.graph.Span;
import org.sciml4j.core.graph.Value;

/**
 * The nodes of a graph in an order in which they could run, what each reads, which of them write
 * over an input and which straight into the memory of a concatenation.
 */
final class Nodes {
  private final Graph graph;
  private final Views views = new Views();
  private final List<Node> all = new ArrayList<>();
  private final Map<Value, Node> byValue = new IdentityHashMap<>();
  private final Map<Value, Set<Node>> readersOf = new IdentityHashMap<>();
  private final Map<Node, Value> overwrites = new HashMap<>();
  private final Set<Integer> inPlace = new HashSet<>();

  private Nodes(Graph graph) {
    this.graph = graph;
  }

  static Nodes of(Graph graph, Map<Integer, Integer> inPlace) {
    Nodes nodes = new Nodes(graph);
    List<Value> computed = new ArrayList<>();
    for (Value value : graph.values()) {
      Source source = nodes.views.of(value);
      boolean leaf = value.primitive() instanceof Leaf || value.primitive() instanceof Item;
      if (source.root() == value && !leaf) {
        computed.add(value);
      }
    }
    nodes.create(nodes.updatesLate(nodes.needed(computed), inPlace));
    nodes.layIntoConcatenations();
    nodes.number();
    new TreeMap<>(inPlace).forEach(nodes::writeOver);
    return nodes;
  }

  List<Node> all() {
    return all;
  }

  Source source(Value value) {
    return views.of(value);
  }

  Node node(Value root) {
    return byValue.get(root);
  }

  /** The input that each node in this map overwrites. */
  Map<Node, Value> overwrites() {
    return overwrites;
  }

  /** Whether an output is computed right into the input it overwrites. */
  boolean isInPlace(int output) {
    return inPlace.contains(output);
  }

  /** Leaves out what only boundary conditions of a convolution need that applies them itself. */
  private List<Value> needed(List<Value> computed) {
    Set<Value> needed = new HashSet<>();
    graph.outputs().forEach(output -> needed.add(views.of(output).root()));
    for (Value value : computed.reversed()) {
      if (needed.contains(value)) {
        sources(value).forEach(source -> needed.add(source.root()));
      }
    }
    return computed.stream().filter(needed::contains).toList();
  }

  private List<Source> sources(Value value) {
    PaddedConvolution convolution = PaddedConvolution.of(value, views);
    return convolution == null
        ? value.operands().stream().map(views::of).toList()
        : convolution.sources();
  }

  /** Moves results that overwrite an input, and that nothing reads, behind all that reads it. */
  private List<Value> updatesLate(List<Value> computed, Map<Integer, Integer> pairs) {
    Map<Value, Double> rank = new IdentityHashMap<>();
    Map<Value, Integer> lastReader = new IdentityHashMap<>();
    for (int i = 0; i < computed.size(); i++) {
      rank.put(computed.get(i), (double) i);
      for (Source source : sources(computed.get(i))) {
        lastReader.put(source.root(), i);
      }
    }
    pairs.forEach(
        (output, input) -> {
          Value result = views.of(graph.outputs().get(output)).root();
          Integer reader = lastReader.get(graph.inputs().get(input));
          if (rank.containsKey(result) && !lastReader.containsKey(result) && reader != null) {
            rank.merge(result, reader + 0.5, Math::max);
          }
        });
    return computed.stream().sorted(Comparator.comparingDouble(rank::get)).toList();
  }

  private void create(List<Value> order) {
    for (Value value : order) {
      Node node = new Node(value, sources(value), PaddedConvolution.of(value, views));
      all.add(node);
      byValue.put(value, node);
      for (Source source : node.sources()) {
        readersOf.computeIfAbsent(source.root(), _ -> new LinkedHashSet<>()).add(node);
        Node producer = byValue.get(source.root());
        if (producer != null) {
          boolean pointwise = node.isElementwise() || node.isReduction();
          producer.addUse(node, true, pointwise && source.isWhole());
        }
      }
    }
    for (Value output : graph.outputs()) {
      Node node = byValue.get(views.of(output).root());
      if (node != null) {
        node.makeOutput();
      }
    }
  }

  private void writeOver(int output, int input) {
    Value overwritten = graph.inputs().get(input);
    Source result = views.of(graph.outputs().get(output));
    Node writer = byValue.get(result.root());
    boolean possible =
        writer != null
            && !(writer.value().primitive() instanceof Loop)
            && !overwrites.containsKey(writer)
            && result.isWhole()
            && graph.outputs().stream().noneMatch(one -> views.of(one).root() == overwritten);
    if (!possible) {
      return;
    }
    Set<Node> readers = readersOf.getOrDefault(overwritten, Set.of());
    // The parts of a concatenation are written before it runs.
    boolean writesEarly = writer.value().primitive() instanceof Concat && !readers.isEmpty();
    if (writesEarly
        || readers.stream().anyMatch(reader -> !mayPrecede(reader, writer, overwritten))) {
      return;
    }
    for (Node reader : readers) {
      if (reader != writer) {
        boolean pointwise = readsPointwise(reader, overwritten) && writer.isElementwise();
        reader.addUse(writer, false, pointwise);
      }
    }
    overwrites.put(writer, overwritten);
    inPlace.add(output);
  }

  private static boolean mayPrecede(Node reader, Node writer, Value overwritten) {
    return reader == writer
        ? writer.isElementwise() && readsPointwise(reader, overwritten)
        : reader.index() < writer.index();
  }

  private static boolean readsPointwise(Node reader, Value overwritten) {
    return reader.isElementwise()
        && reader.sources().stream()
            .allMatch(source -> source.root() != overwritten || source.isWhole());
  }

  /** Parts of concatenations are computed in their place, or copied there. */
  private void layIntoConcatenations() {
    List<Node> nodes = List.copyOf(all);
    all.clear();
    for (Node node : nodes) {
      if (node.value().primitive() instanceof Concat concat) {
        long from = 0;
        for (int i = 0; i < node.sources().size(); i++) {
          Source part = node.sources().get(i);
          long extent = part.layout().size(concat.axis());
          if (part.layout().count() > 0) {
            Layout place = part(node.layout(), concat.axis(), from, extent);
            layInto(node, node.value().operand(i), part, place);
          }
          from += extent;
        }
      }
      all.add(node);
    }
  }

  private void layInto(Node concatenation, Value value, Source part, Layout place) {
    Node producer = byValue.get(part.root());
    Layout own =
        producer == null || !producer.isElementwise() || !part.isWhole()
            ? null
            : place.reshape(producer.layout().shape());
    if (own != null && mayLieAt(own, producer, concatenation)) {
      producer.layInto(concatenation, own);
      return;
    }
    Node copy = Node.copy(value, part);
    copy.layInto(concatenation, place);
    if (producer != null) {
      producer.replaceUse(concatenation, copy, part.isWhole());
    }
    readersOf.get(part.root()).add(copy);
    copy.addUse(concatenation, true, false);
    all.add(copy);
  }

  /** Whether all that read a result can read it in a part of a concatenation too. */
  private boolean mayLieAt(Layout place, Node producer, Node concatenation) {
    if (producer.isOutput() || producer.destination() != null) {
      return false;
    }
    for (Node reader : readersOf.get(producer.value())) {
      for (Source source : reader.sources()) {
        boolean fits =
            source.root() != producer.value()
                || (source.isWhole() && place.reshape(source.layout().shape()) != null);
        if (!fits || !(reader == concatenation || reader.isElementwise())) {
          return false;
        }
      }
    }
    return true;
  }

  private void number() {
    for (int i = 0; i < all.size(); i++) {
      all.get(i).number(i);
    }
    for (Node node : all) {
      node.mayBeRecomputed(Recomputation.of(node, byValue));
    }
  }

  /** Positions from {@code from} on along one axis. */
  static Layout part(Layout whole, int axis, long from, long extent) {
    List<Span> spans =
        IntStream.range(0, whole.rank())
            .mapToObj(i -> i == axis ? new Span(from, extent, 1) : Span.all(whole.size(i)))
            .collect(Collectors.toList());
    return whole.slice(spans);
  }
}

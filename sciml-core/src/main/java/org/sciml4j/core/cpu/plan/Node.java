package org.sciml4j.core.cpu.plan;

import java.util.ArrayList;
import java.util.List;
import org.sciml4j.core.graph.Elementwise;
import org.sciml4j.core.graph.ReduceMax;
import org.sciml4j.core.graph.Sum;
import org.sciml4j.core.graph.Value;

/** A value that takes an instruction, or a part of one. */
final class Node {
  /**
   * A node that reads this one, or overwrites what this one reads.
   *
   * @param reads whether it reads the result, or only has to come later
   * @param pointwise whether it needs, for each of its elements, only this node's element at the
   *     same row-major position, so that one instruction may hold both
   */
  record Use(Node user, boolean reads, boolean pointwise) {}

  private final Value value;
  private int index;
  private final List<Source> sources;
  private final List<Use> uses = new ArrayList<>();
  private final List<Node> before = new ArrayList<>();
  private final List<Group> groups = new ArrayList<>(1);
  private boolean output;
  private boolean copy;
  private Recomputation recomputation;
  private final PaddedConvolution convolution;
  private Node destination;
  private Layout layout;

  Node(Value value, List<Source> sources, PaddedConvolution convolution) {
    this.value = value;
    this.sources = sources;
    this.convolution = convolution;
    this.layout = Layout.dense(value.types().getFirst().shape());
  }

  Value value() {
    return value;
  }

  /** Position in the order in which nodes could run one by one. */
  int index() {
    return index;
  }

  void number(int position) {
    index = position;
  }

  /** Where its operands come from. */
  List<Source> sources() {
    return sources;
  }

  List<Use> uses() {
    return uses;
  }

  /** Lets another node read a result in place of {@code user}. */
  void replaceUse(Node user, Node other, boolean pointwise) {
    uses.remove(uses.stream().filter(use -> use.user() == user).findFirst().orElseThrow());
    addUse(other, true, pointwise);
  }

  /** Nodes that must run before it or with it. */
  List<Node> before() {
    return before;
  }

  /** Declares that this node has to run before {@code user}, or with it if pointwise. */
  void addUse(Node user, boolean reads, boolean pointwise) {
    uses.add(new Use(user, reads, pointwise));
    user.before.add(this);
  }

  /** The groups that compute it; several where recomputing is cheaper than reading. */
  List<Group> groups() {
    return groups;
  }

  /** A node that copies a view into a part of another node's memory. */
  static Node copy(Value view, Source source) {
    Node node = new Node(view, List.of(source), null);
    node.copy = true;
    return node;
  }

  /** Whether it moves elements only. */
  boolean isCopy() {
    return copy;
  }

  /** Whether each of its elements depends on one element of each operand. */
  boolean isElementwise() {
    return copy || value.primitive() instanceof Elementwise;
  }

  /** What it takes to compute it once more; {@code null} if it has to be kept instead. */
  Recomputation recomputation() {
    return recomputation;
  }

  void mayBeRecomputed(Recomputation how) {
    recomputation = how;
  }

  boolean isReduction() {
    return value.primitive() instanceof Sum || value.primitive() instanceof ReduceMax;
  }

  /** Whether the graph returns it. */
  boolean isOutput() {
    return output;
  }

  void makeOutput() {
    output = true;
  }

  /** The convolution it computes, with boundary conditions; {@code null} if it computes none. */
  PaddedConvolution convolution() {
    return convolution;
  }

  /** The node in whose memory it lies; {@code null} if it has memory of its own. */
  Node destination() {
    return destination;
  }

  /** Where its elements lie in its memory. */
  Layout layout() {
    return layout;
  }

  /** Lays it into a part of another node's memory. */
  void layInto(Node other, Layout part) {
    destination = other;
    layout = part;
  }

  long count() {
    return value.types().getFirst().count();
  }
}

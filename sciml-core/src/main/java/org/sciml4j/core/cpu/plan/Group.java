package org.sciml4j.core.cpu.plan;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.sciml4j.core.graph.TensorType;

/**
 * Nodes that run as one instruction: one of any kind, or elementwise nodes over one iteration
 * space, perhaps with one reduction of theirs.
 */
final class Group {
  private static final int MOST_MEMBERS = 40;

  private final TensorType space;
  private final List<Node> members = new ArrayList<>();
  private final boolean fusible;
  private int position;

  Group(Node first) {
    fusible = first.isElementwise() || first.isReduction();
    TensorType own = first.value().types().getFirst();
    space = first.isReduction() ? own.withShape(first.sources().getFirst().layout().shape()) : own;
    position = first.index();
    add(first);
  }

  void add(Node node) {
    members.add(node);
    node.groups().add(this);
  }

  /** Iteration space and element type. */
  TensorType space() {
    return space;
  }

  /** Members, operands before results. */
  List<Node> members() {
    return members.stream().sorted(Comparator.comparingInt(Node::index)).toList();
  }

  boolean contains(Node node) {
    return node.groups().contains(this);
  }

  /** Where it stands in the schedule. */
  int position() {
    return position;
  }

  void moveTo(int other) {
    position = other;
  }

  /** Whether it may compute an elementwise node too, as far as shapes and uses go. */
  boolean mayHold(Node node) {
    return fusible
        && members.size() < MOST_MEMBERS
        && node.isElementwise()
        && node.value().type().dtype() == space.dtype()
        && node.uses().stream().allMatch(use -> use.pointwise() || !contains(use.user()))
        && fits(node);
  }

  private boolean fits(Node node) {
    long[] shape = space.shape();
    if (node.value().type().hasShapeOf(space)) {
      return true;
    }
    return node.count() == space.count()
        && node.layout().reshape(shape) != null
        && node.sources().stream().allMatch(source -> source.layout().reshape(shape) != null);
  }

  /** Whether it could run as early as at this position. */
  boolean couldMoveTo(Node node) {
    for (Node member : members) {
      for (Node other : member.before()) {
        if (other != node && other.index() > node.index() && !contains(other)) {
          return false;
        }
      }
    }
    return true;
  }
}

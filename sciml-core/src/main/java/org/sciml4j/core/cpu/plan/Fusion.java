package org.sciml4j.core.cpu.plan;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.sciml4j.core.graph.Constant;
import org.sciml4j.core.graph.Value;

/**
 * Groups nodes so that few values travel through memory. Goes once from the last node to the first;
 * a group stands where its last member stood, or moves up, and a node may enter a group that stands
 * before all other uses of the node. So every group comes after what it reads and before what reads
 * it, and no search for cycles is needed.
 */
final class Fusion {
  private final Map<Value, Group> lastReader = new IdentityHashMap<>();
  private final Map<Node, Group> lastWriter = new IdentityHashMap<>();
  private final Set<Group> groups = new HashSet<>();

  private Fusion() {}

  /** All groups in the order in which they run. */
  static List<Group> fused(List<Node> nodes) {
    Fusion fusion = new Fusion();
    for (Node node : nodes.reversed()) {
      fusion.place(node);
    }
    return fusion.groups.stream().sorted(Comparator.comparingInt(Group::position)).toList();
  }

  /** One group for each node. */
  static List<Group> separate(List<Node> nodes) {
    return nodes.stream().map(Group::new).toList();
  }

  private void place(Node node) {
    if (!node.isElementwise() || node.count() == 0) {
      begin(node);
      return;
    }
    if (node.recomputation() != null && recompute(node)) {
      return;
    }
    Group earliest = earliest(node);
    if (earliest != null && earliest.mayHold(node)) {
      join(node, earliest);
    } else if (!joinByMoving(node) && !joinBeside(node, earliest)) {
      begin(node);
    }
  }

  private void begin(Node node) {
    Group group = new Group(node);
    groups.add(group);
    remember(node, group);
  }

  private void join(Node node, Group group) {
    group.add(node);
    remember(node, group);
  }

  private void remember(Node node, Group group) {
    if (node.isElementwise()) {
      for (Source source : node.sources()) {
        if (!(source.root().primitive() instanceof Constant)) {
          lastReader.put(source.root(), group);
        }
      }
    }
    if (node.destination() != null) {
      lastWriter.put(node.destination(), group);
    }
  }

  private static Group earliest(Node node) {
    Group earliest = null;
    for (Node.Use use : node.uses()) {
      for (Group group : use.user().groups()) {
        if (earliest == null || group.position() < earliest.position()) {
          earliest = group;
        }
      }
    }
    return earliest;
  }

  private boolean recompute(Node node) {
    if (node.isOutput() || node.destination() != null) {
      return false;
    }
    List<Group> users = new ArrayList<>();
    for (Node.Use use : node.uses()) {
      for (Group group : use.user().groups()) {
        boolean asked = use.reads() && !users.contains(group);
        if (asked && (!use.pointwise() || !group.mayHold(node))) {
          return false;
        }
        if (asked) {
          users.add(group);
        }
      }
    }
    if (users.isEmpty() || !users.stream().allMatch(group -> precedesAllWriters(group, node))) {
      return false;
    }
    users.forEach(group -> join(node, group));
    return true;
  }

  /** Whether a group runs before, or is, each one that overwrites what the node reads. */
  private static boolean precedesAllWriters(Group group, Node node) {
    for (Node.Use use : node.uses()) {
      for (Group writer : use.user().groups()) {
        boolean together = writer == group && use.pointwise();
        if (!use.reads() && !together && writer.position() <= group.position()) {
          return false;
        }
      }
    }
    return true;
  }

  private boolean joinByMoving(Node node) {
    for (Node.Use use : node.uses()) {
      for (Group group : use.user().groups()) {
        if (use.reads() && use.pointwise() && group.mayHold(node) && group.couldMoveTo(node)) {
          group.moveTo(node.index());
          join(node, group);
          return true;
        }
      }
    }
    return false;
  }

  /** Joins a group that reads the same array or writes into the same one. */
  private boolean joinBeside(Node node, Group earliest) {
    List<Group> candidates = new ArrayList<>();
    candidates.add(node.destination() == null ? null : lastWriter.get(node.destination()));
    node.sources().forEach(source -> candidates.add(lastReader.get(source.root())));
    for (Group group : candidates) {
      boolean before =
          group != null && (earliest == null || group.position() < earliest.position());
      if (before && group.mayHold(node)) {
        join(node, group);
        return true;
      }
    }
    return false;
  }
}

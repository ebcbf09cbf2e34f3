package org.sciml4j.pde.stepper;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.sciml4j.core.graph.Pad;
import org.sciml4j.core.graph.Padding;
import org.sciml4j.core.graph.Span;
import org.sciml4j.core.graph.Value;
import org.sciml4j.pde.stepper.PointExpression.Element;
import org.sciml4j.pde.stepper.PointExpression.Literal;

/** Fields seen in another order, in part, repeated, continued beyond edges and side by side. */
record FieldViews(CFunction code) {
  private static final Padding NONE = Padding.NONE;

  /** The same channels seen in another way. */
  private StepFields viewed(StepFields x, long[] box, UnaryOperator<StridedView> view) {
    List<PointExpression> channels = new ArrayList<>();
    for (PointExpression channel : x.channels()) {
      if (channel instanceof Literal) {
        channels.add(channel);
      } else {
        Element element = code.stored(channel, x.box());
        channels.add(new Element(element.array(), view.apply(element.view())));
      }
    }
    return new StepFields(x.lead(), box, channels);
  }

  StepFields broadcast(Value value, StepFields x) {
    int leading = x.lead() == null ? 0 : value.rank() - value.operand(0).rank() + x.lead().length;
    boolean axes = x.hasAxesOf(value.operand(0).shape());
    long[] behind = Arrays.copyOfRange(value.shape(), leading, value.rank());
    if (x.lead() == null || (!axes && behind[0] != StridedView.count(x.box()))) {
      return null;
    }
    long[] lead = Arrays.copyOf(value.shape(), leading);
    int[] numbers = StridedView.rowMajor(x.lead()).broadcastTo(lead).positions();
    StepFields selected = x.select(lead, numbers);
    return !axes || Arrays.equals(behind, x.box())
        ? selected
        : viewed(selected, behind, view -> view.broadcastTo(behind));
  }

  StepFields slice(List<Span> spans, Value operand, StepFields x) {
    if (x.lead() == null) {
      return null;
    }
    int leading = x.lead().length;
    List<Span> behind = spans.subList(leading, spans.size());
    long[] lead = spans.stream().limit(leading).mapToLong(Span::count).toArray();
    StridedView channels = StridedView.rowMajor(x.lead()).slice(spans.subList(0, leading));
    StepFields selected = x.select(lead, channels.positions());
    if (operand.primitive() instanceof Pad(List<Padding> padding)) {
      boolean padsLead = padding.stream().limit(leading).anyMatch(one -> !one.equals(NONE));
      return padsLead || !x.hasAxesOf(operand.shape())
          ? null
          : padded(selected, padding.subList(leading, padding.size()), behind);
    }
    long[] extents = Arrays.copyOfRange(operand.shape(), leading, operand.rank());
    boolean whole =
        IntStream.range(0, extents.length)
            .allMatch(axis -> behind.get(axis).equals(Span.all(extents[axis])));
    if (whole) {
      return selected;
    }
    long[] box = behind.stream().mapToLong(Span::count).toArray();
    return x.hasAxesOf(operand.shape()) ? viewed(selected, box, view -> view.slice(behind)) : null;
  }

  /** These positions of padded channels. */
  private StepFields padded(StepFields x, List<Padding> padding, List<Span> spans) {
    if (spans.stream().anyMatch(span -> span.step() != 1)) {
      return null;
    }
    long[] box = spans.stream().mapToLong(Span::count).toArray();
    long[] origin = spans.stream().mapToLong(Span::from).toArray();
    long[] point = new long[box.length];
    Arrays.fill(point, 1);
    List<PointExpression> channels = new ArrayList<>();
    for (PointExpression channel : x.channels()) {
      List<Element> source = List.of(code.stored(channel, x.box()));
      channels.add(code.stencil(source, List.of(new double[] {1}), point, origin, padding, box));
    }
    return new StepFields(x.lead(), box, channels);
  }

  StepFields reverse(List<Integer> axes, Value value, StepFields x) {
    if (!x.hasAxesOf(value.shape())) {
      return null;
    }
    int leading = x.lead().length;
    List<Integer> front = axes.stream().filter(axis -> axis < leading).toList();
    List<Integer> behind =
        axes.stream().filter(axis -> axis >= leading).map(axis -> axis - leading).toList();
    int[] numbers = StridedView.rowMajor(x.lead()).reverse(front).positions();
    return viewed(x.select(x.lead(), numbers), x.box(), view -> view.reverse(behind));
  }

  StepFields transpose(List<Integer> permutation, Value value, StepFields x) {
    if (!x.hasAxesOf(value.shape())) {
      return null;
    }
    int leading = x.lead().length;
    List<Integer> front = permutation.subList(0, leading);
    if (front.stream().anyMatch(axis -> axis >= leading)) {
      return null;
    }
    List<Integer> behind = permutation.stream().skip(leading).map(axis -> axis - leading).toList();
    StridedView lead = StridedView.rowMajor(x.lead()).transpose(front);
    long[] box = behind.stream().mapToLong(axis -> x.box()[axis]).toArray();
    StepFields selected = x.select(lead.extents(), lead.positions());
    return viewed(selected, box, view -> view.transpose(behind));
  }

  /**
   * @param parts all operands as fields; null where one is unknown
   */
  StepFields concat(int axis, Value value, List<StepFields> parts) {
    if (parts == null || parts.getFirst().lead() == null) {
      return null;
    }
    int leading = parts.getFirst().lead().length;
    if (axis >= leading) {
      return parts.getFirst().hasAxesOf(value.shape())
          ? joined(axis - leading, Arrays.copyOfRange(value.shape(), leading, value.rank()), parts)
          : null;
    }
    int outer = StridedView.count(Arrays.copyOf(value.shape(), axis));
    List<PointExpression> channels = new ArrayList<>();
    for (int i = 0; i < outer; i++) {
      for (StepFields part : parts) {
        int size = part.channels().size() / outer;
        channels.addAll(part.channels().subList(i * size, (i + 1) * size));
      }
    }
    long[] lead = Arrays.copyOf(value.shape(), leading);
    return new StepFields(lead, parts.getFirst().box(), channels);
  }

  /** Boxes one after the other along an axis, in new arrays. */
  private StepFields joined(int axis, long[] box, List<StepFields> parts) {
    List<PointExpression> channels = new ArrayList<>();
    for (int channel = 0; channel < parts.getFirst().channels().size(); channel++) {
      Element whole = code.allocate(box);
      long from = 0;
      for (StepFields part : parts) {
        List<Span> place = new ArrayList<>(Arrays.stream(part.box()).mapToObj(Span::all).toList());
        place.set(axis, new Span(from, part.box()[axis], 1));
        Element there = new Element(whole.array(), whole.view().slice(place));
        code.store(List.of(there), List.of(part.channels().get(channel)));
        from += part.box()[axis];
      }
      channels.add(whole);
    }
    return new StepFields(parts.getFirst().lead(), box, channels);
  }
}

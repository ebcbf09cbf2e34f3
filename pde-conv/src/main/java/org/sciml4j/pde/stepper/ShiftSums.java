package org.sciml4j.pde.stepper;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.sciml4j.core.graph.TensorType;
import org.sciml4j.core.graph.Value;

/**
 * Fields as linear combinations of shifted fields, one for each channel.
 *
 * @param lead extents of the leading axes, whose product is the number of channels
 * @param channels weights by term
 * @param contracted whether channels were summed: products with matrices, kernels of one point
 * @param convolutions the wider convolutions among what was summed
 */
record ShiftSums(
    long[] lead,
    List<Map<ShiftTerm, Double>> channels,
    boolean contracted,
    Set<Value> convolutions) {
  /** A field itself. */
  static ShiftSums of(Value base, long[] lead) {
    List<Map<ShiftTerm, Double>> channels = new ArrayList<>();
    for (int c = 0; c < StridedView.count(lead); c++) {
      channels.add(Map.of(ShiftTerm.here(base, c), 1.0));
    }
    return new ShiftSums(lead, channels, false, Set.of());
  }

  /** {@code a this + b other}, channel by channel. */
  ShiftSums plus(double a, ShiftSums other, double b) {
    List<Map<ShiftTerm, Double>> sums = new ArrayList<>();
    for (int c = 0; c < channels.size(); c++) {
      Map<ShiftTerm, Double> sum = new LinkedHashMap<>();
      add(sum, channels.get(c), a);
      add(sum, other.channels.get(c), b);
      sums.add(sum);
    }
    return new ShiftSums(lead, sums, contracted || other.contracted, union(List.of(this, other)));
  }

  /** Each channel times a number. */
  ShiftSums times(double[] factors) {
    List<Map<ShiftTerm, Double>> products = new ArrayList<>();
    for (int c = 0; c < channels.size(); c++) {
      Map<ShiftTerm, Double> product = new LinkedHashMap<>();
      add(product, channels.get(c), factors[c]);
      products.add(product);
    }
    return new ShiftSums(lead, products, contracted, convolutions);
  }

  /** These channels, in this order. */
  ShiftSums select(long[] otherLead, int[] numbers) {
    return new ShiftSums(
        otherLead,
        Arrays.stream(numbers).mapToObj(channels::get).toList(),
        contracted,
        convolutions);
  }

  private static long stencils(Value convolution) {
    TensorType kernel = convolution.operand(1).type();
    return convolution.type().size(0) * kernel.size(0) * kernel.size(1);
  }

  /** The same channels on other leading axes. */
  ShiftSums withLead(long[] other) {
    return new ShiftSums(other, channels, contracted, convolutions);
  }

  static void add(Map<ShiftTerm, Double> sum, Map<ShiftTerm, Double> terms, double factor) {
    terms.forEach((term, weight) -> sum.merge(term, factor * weight, Double::sum));
  }

  static Set<Value> union(List<ShiftSums> all) {
    return all.stream()
        .flatMap(one -> one.convolutions.stream())
        .collect(Collectors.toUnmodifiableSet());
  }

  boolean isHere() {
    return channels.stream().allMatch(c -> c.keySet().stream().allMatch(ShiftTerm::isHere));
  }

  /**
   * Whether writing it out anew takes fewer stencils than its convolutions, and few enough to be
   * applied one by one.
   */
  boolean pays(int most) {
    if (convolutions.isEmpty()) {
      return contracted;
    }
    long before = convolutions.stream().mapToLong(ShiftSums::stencils).sum();
    long after = 0;
    for (Map<ShiftTerm, Double> channel : channels) {
      after +=
          channel.keySet().stream()
              .filter(term -> !term.isHere())
              .map(ShiftTerm::source)
              .distinct()
              .count();
    }
    return after < before && after <= most;
  }

  long terms() {
    return channels.stream().mapToLong(Map::size).sum();
  }
}

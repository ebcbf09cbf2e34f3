package org.sciml4j.core.autodiff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.sciml4j.core.device.ReferenceDevice;
import org.sciml4j.core.graph.Graph;
import org.sciml4j.core.graph.Value;

/**
 * Holds first and second derivatives of a function, in forward and reverse mode, to central
 * differences and to each other.
 */
public final class DerivativeCheck {
  private static final double TOLERANCE = 1e-6;
  private static final double STEP = 1e-3;

  private final List<Point> points;
  private final List<Value> inputs = new ArrayList<>();
  private final Random random = new Random(11);

  private DerivativeCheck(List<Point> points) {
    this.points = points;
    for (int i = 0; i < points.size(); i++) {
      inputs.add(points.get(i).input("x" + i));
    }
  }

  /** Checks a function that is smooth around the points. */
  public static void of(Function<List<Value>, Value> function, Point... points) {
    DerivativeCheck check = new DerivativeCheck(List.of(points));
    Value result = function.apply(check.inputs);
    check.firstDerivatives(result);
    check.secondDerivatives(result);
  }

  private void firstDerivatives(Value result) {
    List<double[]> directions = directions();
    List<Value> tangents = constants(directions);
    Value tangent = Autodiff.jvp(List.of(result), inputs, tangents).getFirst();
    double[] forward = at(0, directions, tangent);
    assertClose("jvp", forward, differences(directions, result));

    double[] weights = random.doubles(result.type().count(), -1, 1).toArray();
    Value cotangent = Value.constant(result.type(), weights);
    List<Value> back = Autodiff.vjp(List.of(result), inputs, List.of(cotangent));
    double there = dot(weights, forward);
    double andBack = 0;
    for (int i = 0; i < inputs.size(); i++) {
      assertThat(back.get(i).type()).isEqualTo(inputs.get(i).type());
      andBack += dot(at(0, directions, back.get(i)), directions.get(i));
    }
    double size = Math.sqrt(dot(weights, weights) * dot(forward, forward));
    assertThat(andBack).as("<vjp, v>").isCloseTo(there, within(1e-11 * (1 + size)));
  }

  /** Of a scalar that bends even where the function does not. */
  private void secondDerivatives(Value result) {
    double[] shifts = random.doubles(result.type().count(), -1, 1).toArray();
    Value scalar = result.plus(Value.constant(result.type(), shifts)).sin().sum();
    List<double[]> directions = directions();
    List<Value> vectors = constants(directions);
    List<Value> gradient = Autodiff.grad(scalar, inputs);
    List<Value> products = Autodiff.jvp(gradient, inputs, vectors);
    Value slope = Autodiff.jvp(List.of(scalar), inputs, vectors).getFirst();
    List<Value> reverseOverForward = Autodiff.grad(slope, inputs);
    List<Value> reverseOverReverse = Autodiff.vjp(gradient, inputs, vectors);
    double curvature = 0;
    for (int i = 0; i < inputs.size(); i++) {
      double[] expected = differences(directions, gradient.get(i));
      double[] forwardOverReverse = at(0, directions, products.get(i));
      assertClose("jvp of grad " + i, forwardOverReverse, expected);
      assertClose("grad of jvp " + i, at(0, directions, reverseOverForward.get(i)), expected);
      assertClose("vjp of grad " + i, at(0, directions, reverseOverReverse.get(i)), expected);
      curvature += dot(directions.get(i), forwardOverReverse);
    }
    Value twice = Autodiff.jvp(List.of(slope), inputs, vectors).getFirst();
    assertClose("jvp of jvp", at(0, directions, twice), curvature);
  }

  private List<double[]> directions() {
    return points.stream()
        .map(point -> random.doubles(point.elements().length, -1, 1).toArray())
        .toList();
  }

  private List<Value> constants(List<double[]> all) {
    return IntStream.range(0, all.size())
        .mapToObj(i -> Value.constant(points.get(i).type(), all.get(i)))
        .toList();
  }

  /** A value's elements with the inputs moved along the directions. */
  private double[] at(double distance, List<double[]> directions, Value value) {
    double[][] moved = new double[inputs.size()][];
    for (int i = 0; i < moved.length; i++) {
      double[] from = points.get(i).elements();
      double[] along = directions.get(i);
      moved[i] =
          IntStream.range(0, from.length).mapToDouble(j -> from[j] + distance * along[j]).toArray();
    }
    return ReferenceDevice.evaluate(new Graph(inputs, List.of(value)), moved).getFirst();
  }

  /** Central differences of fourth order. */
  private double[] differences(List<double[]> directions, Value value) {
    double[] far = at(2 * STEP, directions, value);
    double[] near = at(STEP, directions, value);
    double[] before = at(-STEP, directions, value);
    double[] farBefore = at(-2 * STEP, directions, value);
    return IntStream.range(0, near.length)
        .mapToDouble(i -> (8 * (near[i] - before[i]) - (far[i] - farBefore[i])) / (12 * STEP))
        .toArray();
  }

  private static double dot(double[] a, double[] b) {
    return IntStream.range(0, a.length).mapToDouble(i -> a[i] * b[i]).sum();
  }

  private static void assertClose(String what, double[] actual, double... expected) {
    double size = Math.max(1e-2, Arrays.stream(expected).map(Math::abs).max().orElse(0));
    assertThat(actual).as(what).containsExactly(expected, within(TOLERANCE * size));
  }
}

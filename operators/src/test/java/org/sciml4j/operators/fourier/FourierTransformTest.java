package org.sciml4j.operators.fourier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.parallel.ThreadTeam;
import org.sciml4j.core.random.RandomKey;

class FourierTransformTest {
  static List<int[]> shapes() {
    return List.of(
        new int[] {1},
        new int[] {2},
        new int[] {96},
        new int[] {61},
        new int[] {134},
        new int[] {41, 41},
        new int[] {5, 64},
        new int[] {1, 9},
        new int[] {30, 14},
        new int[] {67, 3},
        new int[] {4, 6, 5},
        new int[] {16, 1, 15},
        new int[] {3, 7, 22});
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void should_be_the_sum_of_the_definition(int... shape) {
    int points = Arrays.stream(shape).reduce(1, (a, b) -> a * b);
    double[] re = random(1, 3 * points);
    double[] im = random(2, 3 * points);
    double[] expectedRe = new double[3 * points];
    double[] expectedIm = new double[3 * points];
    for (int field = 0; field < 3; field++) {
      sum(re, im, field * points, shape, expectedRe, expectedIm);
    }
    double[] givenRe = re.clone();
    double[] givenIm = im.clone();
    try (ThreadTeam team = ThreadTeam.of(2)) {
      FourierTransform transform = new FourierTransform(team, shape);
      transform.forward(re, im, 3);
      assertThat(largestDifference(re, expectedRe)).isLessThan(4e-15 * points);
      assertThat(largestDifference(im, expectedIm)).isLessThan(4e-15 * points);
      transform.inverse(re, im, 3);
    }
    Arrays.setAll(re, i -> re[i] / points);
    Arrays.setAll(im, i -> im[i] / points);
    assertThat(largestDifference(re, givenRe)).isLessThan(2e-15);
    assertThat(largestDifference(im, givenIm)).isLessThan(2e-15);
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 8, 60, 61, 63, 1024})
  void should_give_in_vectors_what_JTransforms_gives(int length) {
    Lines vectors = new Lines(8, length);
    Lines single = new Lines(8, length);
    LineTransform fast = LineTransform.of(length);
    SingleLineTransform reference = new SingleLineTransform(length);
    double[] re = random(3, 8 * length);
    double[] im = random(4, 8 * length);
    for (int lane = 0; lane < fast.lanes(); lane++) {
      for (int i = 0; i < length; i++) {
        vectors.re[i * fast.lanes() + lane] = re[i * 8 + lane];
        vectors.im[i * fast.lanes() + lane] = im[i * 8 + lane];
      }
    }
    System.arraycopy(re, 0, single.re, 0, re.length);
    System.arraycopy(im, 0, single.im, 0, im.length);
    fast.forward(vectors);
    reference.forward(single);
    for (int lane = 0; lane < fast.lanes(); lane++) {
      for (int i = 0; i < length; i++) {
        int own = i * fast.lanes() + lane;
        int other = i * reference.lanes() + lane;
        assertThat(vectors.re[own] - single.re[other]).isLessThan(1e-15 * length).isNotNaN();
        assertThat(vectors.im[own] - single.im[other]).isLessThan(1e-15 * length).isNotNaN();
      }
    }
  }

  @Test
  void should_give_the_same_bits_for_any_number_of_threads() {
    for (int fields : new int[] {1, 9}) {
      double[] expected = random(5, fields * 40 * 42);
      double[] zeros = new double[expected.length];
      try (ThreadTeam alone = ThreadTeam.of(1)) {
        new FourierTransform(alone, 40, 42).forward(expected, zeros, fields);
      }
      try (ThreadTeam team = ThreadTeam.of(3)) {
        double[] re = random(5, fields * 40 * 42);
        new FourierTransform(team, 40, 42).forward(re, new double[re.length], fields);
        assertThat(re).isEqualTo(expected);
      }
    }
  }

  @Test
  void should_refuse_fields_of_four_axes() {
    assertThatThrownBy(() -> new FourierTransform(ThreadTeam.common(), 2, 2, 2, 2))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("shape is [2, 2, 2, 2], expected one to three axes");
  }

  private static double[] random(long seed, int count) {
    double[] values = new double[count];
    Arrays.setAll(values, i -> RandomKey.of(seed).uniform(i) - 0.5);
    return values;
  }

  private static double largestDifference(double[] a, double[] b) {
    double largest = 0;
    for (int i = 0; i < a.length; i++) {
      largest = Math.max(largest, Math.abs(a[i] - b[i]));
    }
    return largest;
  }

  private static void sum(
      double[] re, double[] im, int from, int[] shape, double[] sumRe, double[] sumIm) {
    int points = Arrays.stream(shape).reduce(1, (a, b) -> a * b);
    for (int k = 0; k < points; k++) {
      for (int r = 0; r < points; r++) {
        double turns = 0;
        int restK = k;
        int restR = r;
        for (int axis = shape.length - 1; axis >= 0; axis--) {
          int n = shape[axis];
          turns += (double) (restK % n * (restR % n) % n) / n;
          restK /= n;
          restR /= n;
        }
        double c = Math.cos(2 * Math.PI * turns);
        double s = Math.sin(2 * Math.PI * turns);
        sumRe[from + k] += c * re[from + r] + s * im[from + r];
        sumIm[from + k] += c * im[from + r] - s * re[from + r];
      }
    }
  }
}

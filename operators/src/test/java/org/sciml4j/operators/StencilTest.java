package org.sciml4j.operators;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.operators.classical.ClassicalStencils;

class StencilTest {
  private static final double[] UNIT = {1, 1};
  private static final Stencil RAMP =
      Stencil.dense(UNIT, new double[][] {{1, 2, 3}, {4, 5, 6}, {7, 8, 9}});

  @Test
  void denseKernelsAreCentredAndRowMajor() {
    assertThat(RAMP.coefficient(-1, -1)).isEqualTo(1);
    assertThat(RAMP.coefficient(-1, 1)).isEqualTo(3);
    assertThat(RAMP.coefficient(0, 0)).isEqualTo(5);
    assertThat(RAMP.coefficient(1, -1)).isEqualTo(7);
    assertThat(RAMP.coefficient(2, 0)).isZero();
    assertThat(RAMP.toDense()).containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9);
    assertThat(RAMP.extents()).containsExactly(3, 3);
    assertThat(Stencil.dense(UNIT, new int[] {3, 3}, 1, 2, 3, 4, 5, 6, 7, 8, 9)).isEqualTo(RAMP);
  }

  @Test
  void pointsGivenTwiceAreAdded() {
    Stencil stencil =
        Stencil.of(new double[] {1}, new int[][] {{1}, {0}, {1}}, new double[] {2, 3, 5});

    assertThat(stencil.offsets()).isDeepEqualTo(new int[][] {{0}, {1}});
    assertThat(stencil.coefficients()).containsExactly(3, 7);
  }

  @Test
  void wideBoxesArePaddedWithZeros() {
    Stencil difference = Stencil.dense(new double[] {1}, new int[] {3}, 1, -2, 1);

    assertThat(difference.toDense(5)).containsExactly(0, 1, -2, 1, 0);
    assertThatThrownBy(() -> RAMP.toDense(1, 3)).isInstanceOf(InvalidInputException.class);
  }

  @Test
  void sumsDifferencesAndMultiplesActPointwise() {
    assertThat(RAMP.plus(RAMP)).isEqualTo(RAMP.times(2));
    assertThat(RAMP.minus(RAMP).withoutSmallerThan(0).size()).isZero();
    assertThat(RAMP.sum()).isEqualTo(45);
  }

  @Test
  void composingTwoBiasedDifferencesGivesTheSecondDifference() {
    Stencil forward = Stencil.dense(new double[] {0.5}, new int[] {3}, 0, -2, 2);
    Stencil backward = forward.reflect(0).times(-1);

    Stencil second = forward.compose(backward).withoutSmallerThan(0);

    assertThat(second).isEqualTo(Stencil.dense(new double[] {0.5}, new int[] {3}, 4, -8, 4));
  }

  @Property(tries = 40)
  void theAdjointMovesToTheOtherSideOfTheScalarProduct(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 3) int dims) {
    int[] shape = dims == 1 ? new int[] {17} : dims == 2 ? new int[] {6, 7} : new int[] {5, 4, 6};
    Stencil k = random(seed, dims);
    PeriodicField u = PeriodicField.random(seed + 1, shape);
    PeriodicField v = PeriodicField.random(seed + 2, shape);

    double left = u.apply(k).dot(v);

    assertThat(u.dot(v.apply(k.adjoint()))).isCloseTo(left, within(1e-11 * (1 + Math.abs(left))));
  }

  @Property(tries = 40)
  void composingIsApplyingOneAfterTheOther(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 3) int dims) {
    int[] shape = dims == 1 ? new int[] {17} : dims == 2 ? new int[] {6, 7} : new int[] {5, 4, 6};
    Stencil k = random(seed, dims);
    Stencil l = random(seed + 5, dims).withSpacing(k.spacing());
    PeriodicField u = PeriodicField.random(seed + 1, shape);

    PeriodicField difference = u.apply(l).apply(k).combine(1, -1, u.apply(k.compose(l)));

    assertThat(difference.max()).isLessThan(1e-11 * (1 + u.apply(k.compose(l)).max()));
  }

  @Test
  void aQuarterTurnBringsOneAxisOntoTheOther() {
    Stencil alongX = ClassicalStencils.named("gradient-x", 2).on(0.1, 0.2);

    assertThat(alongX.rotate90(1, 0))
        .isEqualTo(ClassicalStencils.named("gradient-y", 2).on(0.2, 0.1));
    assertThat(RAMP.rotate90(0, 1).rotate90(0, 1)).isEqualTo(RAMP.reflect(0).reflect(1));
    assertThat(RAMP.rotate90(0, 1).rotate90(1, 0)).isEqualTo(RAMP);
    assertThat(RAMP.rotate90(0, 1).toDense()).containsExactly(3, 6, 9, 2, 5, 8, 1, 4, 7);
  }

  @Test
  void axesMayBePermutedAndMirrored() {
    assertThat(RAMP.permute(1, 0).toDense()).containsExactly(1, 4, 7, 2, 5, 8, 3, 6, 9);
    assertThat(RAMP.reflect(1).toDense()).containsExactly(3, 2, 1, 6, 5, 4, 9, 8, 7);
    assertThat(Stencil.identity(1, 2, 3).permute(2, 0, 1).spacing()).containsExactly(3, 1, 2);
    assertThatThrownBy(() -> RAMP.permute(0, 0)).isInstanceOf(InvalidInputException.class);
  }

  @Test
  void refiningKeepsTheScheme() {
    for (String name : new String[] {"laplacian", "biharmonic", "upwind-x-3", "gaussian"}) {
      Stencil coarse = ClassicalStencils.named(name, 2).on(0.3);

      assertThat(coarse.refine(2.5).isCloseTo(ClassicalStencils.named(name, 2).on(0.12), 1e-14))
          .as(name)
          .isTrue();
    }
  }

  @Test
  void refiningWithMomentsKeepsThePolynomials() {
    Stencil coarse = random(3, 2);

    Stencil fine = coarse.refineKeepingMoments(2);

    double[] before = coarse.moments().toArray();
    double[] after = fine.moments().toArray();
    assertThat(fine.spacing()).containsExactly(coarse.spacing()[0] / 2, coarse.spacing()[1] / 2);
    for (int i = 0; i < before.length; i++) {
      assertThat(after[i]).isCloseTo(before[i], within(1e-13 * (1 + Math.abs(before[i]))));
    }
  }

  @Test
  void dilatingKeepsThePointsInSpace() {
    Stencil laplacian = ClassicalStencils.named("laplacian", 2).on(0.2);

    Stencil dilated = laplacian.dilate(2);

    assertThat(dilated.coefficient(0, 2)).isEqualTo(laplacian.coefficient(0, 1));
    assertThat(dilated.coefficient(0, 1)).isZero();
    assertThat(dilated.accuracy().operator().isCloseTo(laplacian.accuracy().operator(), 1e-13))
        .isTrue();
    assertThat(dilated.symbol().at(3, 4).getRealPart())
        .isCloseTo(laplacian.symbol().at(3, 4).getRealPart(), within(1e-12));
  }

  @Test
  void tinyCoefficientsCanBeDropped() {
    Stencil noisy = Stencil.dense(new double[] {1}, new int[] {3}, 1e-9, 1, -0.5);

    assertThat(noisy.withoutSmallerThan(1e-6).offsets()).isDeepEqualTo(new int[][] {{0}, {1}});
  }

  @Test
  void closenessIsRelativeToTheLargestCoefficient() {
    assertThat(RAMP.isCloseTo(RAMP.times(1 + 1e-9), 1e-8)).isTrue();
    assertThat(RAMP.isCloseTo(RAMP.times(1 + 1e-7), 1e-8)).isFalse();
    assertThat(RAMP.isCloseTo(RAMP.withSpacing(2, 2), 1)).isFalse();
    assertThat(RAMP).isEqualTo(RAMP.times(1)).hasSameHashCodeAs(RAMP.times(1));
    assertThat(RAMP).isNotEqualTo(RAMP.times(2));
  }

  @Test
  void printsAsTable() {
    assertThat(ClassicalStencils.named("laplacian", 2).on(0.1))
        .hasToString(
            """
            stencil 3x3, 5 points, spacing 0.1 x 0.1
                 0   100     0
               100  -400   100
                 0   100     0""");
    assertThat(Stencil.identity(1, 1, 1).toString()).contains("plane 0");
  }

  @Test
  void badInputIsNamed() {
    double[] h = {1};
    assertThatThrownBy(() -> Stencil.dense(h, new int[] {2}, 1, 2))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("odd");
    assertThatThrownBy(() -> Stencil.dense(h, new int[] {3}, 1, 2))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("3 numbers");
    assertThatThrownBy(() -> Stencil.dense(h, new int[] {1}, Double.NaN))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("finite");
    assertThatThrownBy(() -> Stencil.identity(0.0))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("spacing");
    assertThatThrownBy(() -> Stencil.identity(1, 1, 1, 1))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("1, 2 or 3");
    assertThatThrownBy(() -> RAMP.plus(RAMP.withSpacing(1, 2)))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("one grid");
    assertThatThrownBy(() -> RAMP.reflect(2)).isInstanceOf(InvalidInputException.class);
    assertThatThrownBy(() -> RAMP.refine(-1)).isInstanceOf(InvalidInputException.class);
  }

  /** A stencil of three points per axis with random coefficients and spacings. */
  static Stencil random(long seed, int dims) {
    Random random = new Random(seed);
    int[] extents = new int[dims];
    Arrays.fill(extents, 3);
    double[] spacing = random.doubles(dims, 0.1, 1).toArray();
    return Stencil.dense(
        spacing, extents, random.doubles((int) Math.pow(3, dims), -1, 1).toArray());
  }
}

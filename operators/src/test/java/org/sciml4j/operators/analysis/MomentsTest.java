package org.sciml4j.operators.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.operators.MultiIndex;
import org.sciml4j.operators.Stencil;
import org.sciml4j.operators.classical.ClassicalStencils;

class MomentsTest {
  private static final double[] UNIT = {1, 1};
  private static final Offset<Double> ROUNDING = within(1e-15);

  @Test
  void momentsOfTheFivePointLaplacian() {
    Moments m = Moments.of(ClassicalStencils.named("laplacian", 2).on(1), 5, 5);

    assertThat(m.get(2, 0)).isEqualTo(1);
    assertThat(m.get(0, 2)).isEqualTo(1);
    assertThat(m.get(4, 0)).isCloseTo(1.0 / 12, ROUNDING);
    assertThat(m.get(0, 4)).isCloseTo(1.0 / 12, ROUNDING);
    assertThat(m.get(2, 2)).isZero();
    assertThat(m.get(0, 0)).isZero();
  }

  @Test
  void momentsOfTheNinePointLaplacian() {
    Moments m = Moments.of(ClassicalStencils.named("laplacian-9-point", 2).on(1), 5, 5);

    assertThat(m.get(2, 2)).isCloseTo(1.0 / 6, ROUNDING);
    assertThat(m.get(4, 0)).isCloseTo(1.0 / 12, ROUNDING);
    assertThat(m.get(4, 2)).isCloseTo(1.0 / 72, ROUNDING);
    assertThat(m.get(2, 4)).isCloseTo(1.0 / 72, ROUNDING);
    assertThat(m.get(4, 4)).isCloseTo(1.0 / 864, ROUNDING);
  }

  @Test
  void momentsOfTheFourthOrderCross() {
    Moments m = Moments.of(ClassicalStencils.laplacian(2, 4).on(1), 7, 7);

    assertThat(m.get(2, 0)).isCloseTo(1, ROUNDING);
    assertThat(m.get(4, 0)).isCloseTo(0, ROUNDING);
    assertThat(m.get(6, 0)).isCloseTo(-1.0 / 90, ROUNDING);
  }

  @Test
  void momentsOfTheIsotropicGradientAndOfUpwind() {
    Moments gradient = Moments.of(ClassicalStencils.named("gradient-y-isotropic", 2).on(1), 5, 5);
    Moments upwind = Moments.of(ClassicalStencils.named("upwind-x-reverse-2", 1).on(1));

    assertThat(gradient.get(1, 0)).isCloseTo(1, ROUNDING);
    assertThat(gradient.get(3, 0)).isCloseTo(1.0 / 6, ROUNDING);
    assertThat(gradient.get(1, 2)).isCloseTo(1.0 / 6, ROUNDING);
    assertThat(upwind.toArray()).containsExactly(new double[] {0, 1, 0, -1.0 / 3, -0.25}, ROUNDING);
  }

  @Test
  void momentsCarryTheSpacing() {
    Moments m = ClassicalStencils.named("laplacian", 2).on(0.1, 0.2).moments();

    assertThat(m.get(2, 0)).isCloseTo(1, ROUNDING);
    assertThat(m.get(0, 2)).isCloseTo(1, ROUNDING);
    Stencil falling = ClassicalStencils.named("gradient-x", 1).on(-0.5);
    assertThat(falling.moments().get(1)).isCloseTo(1, ROUNDING);
  }

  @Test
  void frozenKernelsAreTheDifferencesOfHighestOrder() {
    Stencil first = Moments.frozen(UNIT, new int[] {7, 7}, 1, 0).toStencil();
    Stencil second = Moments.frozen(UNIT, new int[] {7, 7}, 0, 2).toStencil();

    assertThat(first.extents()).containsExactly(7, 1);
    assertThat(first.times(60).toDense())
        .containsExactly(new double[] {-1, 9, -45, 0, 45, -9, 1}, within(1e-13));
    assertThat(second.times(180).toDense())
        .containsExactly(new double[] {2, -27, 270, -490, 270, -27, 2}, within(1e-12));
  }

  @ParameterizedTest(name = "{0}x{0}, order {1}, accuracy {2}: {3} free")
  @CsvSource({
    "5, 0, 1, 24", "5, 0, 2, 22", "5, 1, 1, 22", "5, 1, 2, 19", "5, 2, 1, 19", "5, 2, 2, 15",
    "7, 0, 1, 48", "7, 0, 2, 46", "7, 1, 1, 46", "7, 1, 2, 43", "7, 2, 1, 43", "7, 2, 2, 39"
  })
  void freeMomentsAreCountedAsInPdeNet(int size, int order, int accuracy, int free) {
    int[] extents = {size, size};

    assertThat(Moments.fixed(extents, order, accuracy)).hasSize(size * size - free);
  }

  @Property(tries = 60)
  void kernelsSurviveTheRoundTripBitForBit(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 3) int dims,
      @ForAll @IntRange(max = 4) int radius) {
    Stencil stencil = random(seed, dims, Math.min(radius, dims == 3 ? 2 : 4));

    assertThat(stencil.moments().toStencil()).isEqualTo(stencil);
  }

  @Test
  void ninePointsPerAxisInThreeDimensionsAreNoException() {
    Stencil stencil = random(7, 3, 4);

    assertThat(stencil.moments().toStencil()).isEqualTo(stencil);
  }

  @Property(tries = 60)
  void momentsSurviveTheRoundTrip(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 2) int dims,
      @ForAll @IntRange(min = 1, max = 2) int radius) {
    int[] extents = new int[dims];
    Arrays.fill(extents, 2 * radius + 1);
    Random random = new Random(seed);
    double[] spacing = random.doubles(dims, 0.05, 2).toArray();
    Map<MultiIndex, Double> wanted = new TreeMap<>();
    MultiIndex.within(extents)
        .forEach(alpha -> wanted.put(alpha, random.nextGaussian() * alpha.powerOf(spacing)));

    Stencil kernel = Moments.of(spacing, extents, wanted).toStencil();

    Moments found = Moments.of(kernel, extents);
    wanted.forEach(
        (alpha, value) ->
            assertThat(found.get(alpha) / alpha.powerOf(spacing))
                .isCloseTo(value / alpha.powerOf(spacing), within(1e-12)));
  }

  @Test
  void singleMomentsCanBeChanged() {
    Moments laplacian = ClassicalStencils.named("laplacian", 2).on(1).moments();

    Stencil isotropic = laplacian.with(MultiIndex.of(2, 2), 1.0 / 6).toStencil();

    assertThat(isotropic.isCloseTo(ClassicalStencils.named("laplacian-9-point", 2).on(1), 1e-15))
        .isTrue();
  }

  @Test
  void momentsBeyondTheBoxAreRefused() {
    Moments m = ClassicalStencils.named("laplacian", 2).on(1).moments();

    assertThatThrownBy(() -> m.get(3, 0))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("larger box");
    assertThat(m).hasToString("M(0,2) = 1\nM(2,0) = 1");
  }

  private static Stencil random(long seed, int dims, int radius) {
    int[] extents = new int[dims];
    Arrays.fill(extents, 2 * radius + 1);
    int size = Arrays.stream(extents).reduce(1, Math::multiplyExact);
    Random random = new Random(seed);
    return Stencil.dense(
        random.doubles(dims, 0.1, 1).toArray(), extents, random.doubles(size, -1, 1).toArray());
  }
}

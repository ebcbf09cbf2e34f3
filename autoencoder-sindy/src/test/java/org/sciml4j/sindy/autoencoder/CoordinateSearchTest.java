package org.sciml4j.sindy.autoencoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.hipparchus.linear.LUDecomposition;
import org.hipparchus.linear.MatrixUtils;
import org.hipparchus.linear.QRDecomposition;
import org.hipparchus.linear.RealMatrix;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sciml4j.core.random.RandomKey;
import org.sciml4j.sindy.expression.Variable;

class CoordinateSearchTest {
  private static final double[] LORENZ = {1, 1, 1, 8.0 / 3, 10, 10, 28};

  /** As in the data of the paper: x, y, z over 40. */
  private static LatentSystem lorenz() {
    double[] ones = {40, 40, 40};
    return AffineChange.scaling(ones, new double[3]).of(AffineChangeTest.lorenz(), 0);
  }

  private static LatentSystem noisy(LatentSystem system, double deviation, RandomKey key) {
    double[][] c = system.coefficients();
    for (int i = 0; i < c.length; i++) {
      for (int k = 0; k < c[i].length; k++) {
        c[i][k] *= 1 + deviation * key.normal((long) i * c[i].length + k);
      }
    }
    return new LatentSystem(system.library(), system.variables(), system.order(), c);
  }

  private static RealMatrix rotation(RandomKey key) {
    double[][] numbers = new double[3][3];
    for (int i = 0; i < 9; i++) {
      numbers[i / 3][i % 3] = key.normal(i);
    }
    return new QRDecomposition(MatrixUtils.createRealMatrix(numbers)).getQ();
  }

  /** Any rotations around scales of 0.5 to 2, and a shift of half of what they scale. */
  private static AffineChange mixing(RandomKey key) {
    double[] scales =
        IntStream.range(0, 3).mapToDouble(i -> Math.pow(2, 2 * key.uniform(i) - 1)).toArray();
    RealMatrix matrix =
        rotation(key.child(1))
            .multiply(MatrixUtils.createRealDiagonalMatrix(scales))
            .multiply(rotation(key.child(2)));
    double[] shift = IntStream.range(0, 3).mapToDouble(i -> 0.5 * key.child(3).normal(i)).toArray();
    return new AffineChange(matrix.getData(), shift);
  }

  private static double[][] attractor(LatentSystem hidden, AffineChange change) {
    double[] start = {-0.2, 0.2, 0.7};
    double[] moved =
        new LUDecomposition(MatrixUtils.createRealMatrix(change.matrix()))
            .getSolver()
            .solve(
                MatrixUtils.createRealVector(start)
                    .subtract(MatrixUtils.createRealVector(change.shift())))
            .toArray();
    return hidden.simulate(moved, IntStream.range(0, 200).mapToDouble(i -> 0.1 * i).toArray());
  }

  /** Other forms of seven terms exist; Lorenz' own has the lowest degrees. */
  @ParameterizedTest
  @CsvSource({"0, 1e-6, 1e-6", "1e-3, 5e-2, 0.2"})
  void lorenzIsFoundAgainFromAnyMixture(double noise, double tolerance, double accuracy) {
    for (int draw = 0; draw < 20; draw++) {
      RandomKey key = RandomKey.of(draw);
      AffineChange change = mixing(key);
      LatentSystem exact = change.of(lorenz(), 1e-13);
      assertThat(exact.activeTerms()).isEqualTo(30);
      CoordinateSearch.Form form =
          CoordinateSearch.of(tolerance)
              .starts(8)
              .of(noisy(exact, noise, key.child(4)), attractor(exact, change));
      double[] magnitudes =
          Arrays.stream(form.system().coefficients())
              .flatMapToDouble(Arrays::stream)
              .filter(c -> c != 0)
              .map(Math::abs)
              .sorted()
              .toArray();
      assertThat(magnitudes)
          .as("draw %d: %s", draw, form.system().equations())
          .hasSize(7)
          .satisfies(
              found -> {
                for (int k = 0; k < 7; k++) {
                  assertThat(found[k]).isCloseTo(LORENZ[k], within(accuracy * LORENZ[k]));
                }
              });
    }
  }

  @Test
  void formIsTheSystemInTheCoordinatesOfTheChange() {
    AffineChange change = mixing(RandomKey.of(5));
    LatentSystem hidden = change.of(lorenz(), 1e-13);
    CoordinateSearch.Form form = CoordinateSearch.of(1e-6).starts(10).of(hidden);
    double[][] moved = form.change().of(hidden, 0).coefficients();
    double[][] sparse = form.system().coefficients();
    for (int i = 0; i < 3; i++) {
      assertThat(moved[i]).containsExactly(sparse[i], within(1e-4));
    }
    assertThat(form.system().activeTerms()).isEqualTo(7);
  }

  @Test
  void secondOrderSystemsOfFourVariablesAreSeparated() {
    LatentLibrary library = new LatentLibrary(4, 3, false);
    List<int[]> exponents = library.exponents();
    double[][] c = new double[2][library.size()];
    for (int k = 0; k < exponents.size(); k++) {
      int[] e = exponents.get(k);
      c[0][k] = Arrays.equals(e, new int[] {1, 0, 0, 0}) ? -1 : 0;
      c[1][k] = Arrays.equals(e, new int[] {0, 3, 0, 0}) ? -2 : 0;
    }
    List<Variable> names =
        List.of(new Variable("z1"), new Variable("z2"), new Variable("dz1"), new Variable("dz2"));
    LatentSystem plain = new LatentSystem(library, names, 2, c);
    AffineChange mixed =
        new AffineChange(new double[][] {{1, 0.6}, {-0.4, 0.9}}, new double[] {0.3, -0.2});
    LatentSystem hidden = mixed.of(plain, 1e-13);
    assertThat(hidden.activeTerms()).isGreaterThan(15);
    LatentSystem found = CoordinateSearch.of(1e-6).starts(20).of(hidden).system();
    assertThat(found.activeTerms()).as("%s", found.equations()).isEqualTo(2);
  }

  /** Against central differences of moves of 1e-6. */
  @Test
  void derivativesOfMovesAreExact() {
    AffineChange change = mixing(RandomKey.of(1));
    LatentSystem hidden = change.of(lorenz(), 1e-13);
    SampledSystem system = SampledSystem.of(hidden, attractor(hidden, change));
    MixedCoordinates here =
        new MixedCoordinates(system, mixing(RandomKey.of(2)).matrix(), 0.1, -0.3, 0.2);
    double[][] jacobian = here.jacobian();
    double h = 1e-6;
    for (int p = 0; p < here.freedoms(); p++) {
      double[] step = new double[here.freedoms()];
      step[p] = h;
      double[][] after = here.moved(step).coefficients();
      step[p] = -h;
      double[][] before = here.moved(step).coefficients();
      int terms = after[0].length;
      for (int k = 0; k < 3 * terms; k++) {
        double slope = (after[k / terms][k % terms] - before[k / terms][k % terms]) / (2 * h);
        assertThat(jacobian[p][k]).as("freedom %d", p).isCloseTo(slope, within(1e-5));
      }
    }
  }

  @Test
  void variablesAtRestDoNotDisturb() {
    double[][] c = new double[3][20];
    c[0][1] = -1;
    c[0][2] = 0.5;
    c[1][1] = -0.5;
    c[1][2] = -1;
    LatentSystem spiral =
        new LatentSystem(new LatentLibrary(3, 3, false), lorenz().variables(), 1, c);
    LatentSystem found = CoordinateSearch.of(0.01).starts(5).of(spiral).system();
    assertThat(found.activeTerms()).as("%s", found.equations()).isBetween(3, 4);
  }

  @Test
  void systemsWithSinesStayAndLargeOnesAreRefused() {
    double[][] pendulum = new double[1][12];
    pendulum[0][10] = -1;
    List<Variable> names = List.of(new Variable("z"), new Variable("dz"));
    LatentSystem sine = new LatentSystem(new LatentLibrary(2, 3, true), names, 2, pendulum);
    assertThat(CoordinateSearch.of(0.1).of(sine).system().coefficients()).isDeepEqualTo(pendulum);
    LatentLibrary five = new LatentLibrary(5, 1, false);
    List<Variable> more = Collections.nCopies(5, new Variable("z"));
    LatentSystem large = new LatentSystem(five, more, 1, new double[5][6]);
    assertThatThrownBy(() -> CoordinateSearch.of(0.1).of(large))
        .hasMessageContaining("5 equations");
  }
}

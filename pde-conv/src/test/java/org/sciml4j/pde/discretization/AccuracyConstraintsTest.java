package org.sciml4j.pde.discretization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.hipparchus.fraction.BigFraction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.operators.differences.FiniteDifference;

/** Coefficients of given accuracy against printed tables. */
class AccuracyConstraintsTest {
  private static List<BigFraction> fractions(int denominator, int... numerators) {
    return IntStream.of(numerators).mapToObj(k -> new BigFraction(k, denominator)).toList();
  }

  private static List<BigFraction> highest(
      Sampling sampling, int derivative, List<BigFraction> nodes) {
    return new AccuracyConstraints(sampling, derivative, 1, nodes).highestAccuracy();
  }

  @Test
  void faceValuesFromFiveCellsAreThePrintedOnes() {
    assertThat(highest(Sampling.CELL_AVERAGES, 0, fractions(2, -5, -3, -1, 1, 3)))
        .isEqualTo(fractions(60, 2, -13, 47, 27, -3));
    assertThat(highest(Sampling.CELL_AVERAGES, 0, fractions(2, -5, -3, -1, 1, 3, 5)))
        .isEqualTo(FiniteDifference.faceFromCellAverages(3, 3).weights());
  }

  @Test
  void derivativesFromPointsAreThePrintedOnes() {
    assertThat(highest(Sampling.POINT_VALUES, 1, fractions(2, 1, 3, 5)))
        .isEqualTo(fractions(1, -2, 3, -1));
    assertThat(highest(Sampling.POINT_VALUES, 4, fractions(1, 0, 1, 2, 3, 4)))
        .isEqualTo(fractions(1, 1, -4, 6, -4, 1));
  }

  @Test
  void slopesAtFacesFromCellsAreOfOrderFour() {
    assertThat(highest(Sampling.CELL_AVERAGES, 1, fractions(2, -3, -1, 1, 3)))
        .isEqualTo(fractions(12, 1, -15, 15, -1));
  }

  @ParameterizedTest
  @EnumSource
  void freeDirectionsAreOrthonormalAndKeepTheAccuracy(Sampling sampling) {
    AccuracyConstraints constraints =
        new AccuracyConstraints(sampling, 1, 2, fractions(2, -5, -3, -1, 1, 3, 5));
    double[][] directions = constraints.nullSpace();
    assertThat(constraints.free()).isEqualTo(3);
    assertThat(directions).hasNumberOfRows(3);
    for (double[] direction : directions) {
      for (double[] row : constraints.matrix()) {
        assertThat(dot(row, direction)).isCloseTo(0, within(1e-13));
      }
      for (double[] other : directions) {
        assertThat(dot(other, direction)).isCloseTo(other == direction ? 1 : 0, within(1e-14));
      }
    }
  }

  private static double dot(double[] a, double[] b) {
    return IntStream.range(0, a.length).mapToDouble(i -> a[i] * b[i]).sum();
  }

  @Test
  void refusesWhatCannotBe() {
    Stream.of(
            (ThrowingCallable)
                () -> new AccuracyConstraints(Sampling.POINT_VALUES, 2, 2, fractions(1, -1, 0, 1)),
            () -> new AccuracyConstraints(Sampling.POINT_VALUES, 0, 1, fractions(1, 0, 0)),
            () -> new AccuracyConstraints(Sampling.POINT_VALUES, -1, 1, fractions(1, 0, 1)),
            () -> LearnedStencil.atFace(0, 3, 3).standard(0, 0, 1, 0, 0, 0.1),
            () -> LearnedStencil.atFace(0, 3, 3).standard(0.5, 0.5),
            () -> LearnedStencil.atPoint(1, 2, 2).accuracy(5))
        .forEach(wrong -> assertThatThrownBy(wrong).isInstanceOf(InvalidInputException.class));
  }
}

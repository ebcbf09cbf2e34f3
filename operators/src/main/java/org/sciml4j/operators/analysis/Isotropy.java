package org.sciml4j.operators.analysis;

import java.util.ArrayList;
import java.util.List;
import org.hipparchus.complex.Complex;
import org.sciml4j.operators.DifferentialOperator;

/** Compares a symbol with the exact one over all directions of the wave vector. */
final class Isotropy {
  private static final int ANGLES = 72;

  private Isotropy() {}

  static double error(FourierSymbol symbol, DifferentialOperator exact, double waveNumber) {
    List<double[]> vectors = directions(symbol.dims());
    Complex projection = Complex.ZERO;
    double norm = 0;
    double largest = 0;
    for (double[] k : vectors) {
      scale(k, waveNumber);
      Complex e = exact.symbol(k);
      projection = projection.add(symbol.at(k).multiply(e.conjugate()));
      norm += e.norm() * e.norm();
      largest = Math.max(largest, e.norm());
    }
    Complex factor = projection.divide(norm);
    double deviation = 0;
    for (double[] k : vectors) {
      Complex difference = symbol.at(k).subtract(factor.multiply(exact.symbol(k)));
      deviation = Math.max(deviation, difference.norm());
    }
    return deviation / (factor.norm() * largest);
  }

  private static void scale(double[] vector, double factor) {
    for (int i = 0; i < vector.length; i++) {
      vector[i] *= factor;
    }
  }

  private static List<double[]> directions(int dims) {
    List<double[]> directions = new ArrayList<>();
    if (dims == 1) {
      return List.of(new double[] {1}, new double[] {-1});
    }
    for (int i = 0; i < ANGLES; i++) {
      double phi = 2 * Math.PI * i / ANGLES;
      if (dims == 2) {
        directions.add(new double[] {Math.cos(phi), Math.sin(phi)});
        continue;
      }
      for (int j = 0; j <= ANGLES / 2; j++) {
        double polar = 2 * Math.PI * j / ANGLES;
        double ring = Math.sin(polar);
        directions.add(new double[] {Math.cos(polar), ring * Math.cos(phi), ring * Math.sin(phi)});
      }
    }
    return directions;
  }
}

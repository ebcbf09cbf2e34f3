package org.sciml4j.examples;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import org.sciml4j.core.field.Field;
import org.sciml4j.core.field.TensorField;
import org.sciml4j.core.tensor.DType;
import org.sciml4j.core.tensor.Tensor;
import org.sciml4j.io.FieldFile;
import org.sciml4j.operators.mks.DeltaMicrostructures;
import org.sciml4j.operators.mks.InfluenceFit;
import org.sciml4j.operators.mks.PrimitiveBasis;
import org.sciml4j.validation.solver.LippmannSchwingerConductivity;

/**
 * The temperature gradient in composites without a solver: influence kernels (MKS) learned from
 * thirty solved cells, and from the two cells that determine them, predict ten other cells.
 */
public final class LocalizedGradient {
  private static final PrimitiveBasis PHASES = new PrimitiveBasis(2, 0, 1);
  private static final int N = 21;

  private LocalizedGradient() {}

  /** Fits and predicts the cells of {@code composite-2d.nc}. */
  public static void run(Path composites, PrintStream out) {
    try (FieldFile file = FieldFile.open(composites)) {
      Field phase = file.field("phase");
      Field gradient = file.field("gradient");
      InfluenceFit learned =
          InfluenceFit.of(PHASES, phase.slice("sample", 0, 30), gradient.slice("sample", 0, 30));
      InfluenceFit calibrated = calibrated();
      try (Tensor unseen = phase.slice("sample", 30, 40).read();
          Tensor exact = gradient.slice("sample", 30, 40).read()) {
        out.printf(Locale.ROOT, "30 random cells: %.2f %%%n", error(learned, unseen, exact));
        out.printf(Locale.ROOT, "2 delta cells:   %.2f %%%n", error(calibrated, unseen, exact));
      }
    }
  }

  /** One point of either phase in the other, solved. */
  private static InfluenceFit calibrated() {
    LippmannSchwingerConductivity cell = new LippmannSchwingerConductivity(N, N);
    try (Tensor deltas = DeltaMicrostructures.of(PHASES, N, N);
        Tensor gradients = Tensor.zeros(DType.F64, deltas.shape())) {
      for (int sample = 0; sample < deltas.size(0); sample++) {
        double[] conductivity = deltas.at(sample).toDoubles();
        Arrays.setAll(conductivity, i -> conductivity[i] == 0 ? 1 : TwoPhaseComposite.CONTRAST);
        double[] alongX = cell.gradient(conductivity, 0, 1)[1];
        gradients.at(sample).copyFrom(Tensor.wrap(alongX, N, N));
      }
      return InfluenceFit.of(
          PHASES,
          TensorField.inTime("phase", deltas, 1, 1, 1),
          TensorField.inTime("gradient", gradients, 1, 1, 1));
    }
  }

  /** Mean error in parts of the mean gradient, which is 1. */
  private static double error(InfluenceFit fit, Tensor cells, Tensor exact) {
    try (Tensor predicted = Tensor.zeros(DType.F64, exact.shape())) {
      fit.kernels().localization().predict(cells, predicted);
      double sum = 0;
      for (long i = 0; i < exact.count(); i++) {
        sum += Math.abs(predicted.getFlat(i) - exact.getFlat(i));
      }
      return 100 * sum / exact.count();
    }
  }

  /** Runs on the file named, or {@code examples/data/composite-2d.nc}. */
  public static void main(String[] arguments) {
    run(Path.of(arguments.length > 0 ? arguments[0] : "examples/data/composite-2d.nc"), System.out);
  }
}

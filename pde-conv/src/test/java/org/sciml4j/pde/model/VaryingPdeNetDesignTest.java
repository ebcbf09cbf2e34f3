package org.sciml4j.pde.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.cpu.CpuDevice;
import org.sciml4j.core.field.Axis;
import org.sciml4j.core.field.AxisKind;
import org.sciml4j.core.graph.TensorType;
import org.sciml4j.core.nn.Parameters;
import org.sciml4j.core.nn.Traced;
import org.sciml4j.core.random.RandomKey;
import org.sciml4j.core.tensor.DType;
import org.sciml4j.core.tensor.Tensor;
import org.sciml4j.core.training.ModelFile;
import org.sciml4j.operators.Stencil;
import org.sciml4j.pde.pdenet.VaryingEquation.SourceValue;
import org.sciml4j.pde.stepper.Stepper;
import org.sciml4j.pde.stepper.UnstableStep;

class VaryingPdeNetDesignTest {
  private static final int ROWS = 9;
  private static final int COLUMNS = 12;
  private static final double DT = 0.01;

  @TempDir Path folder;

  private static StateGrid grid(String... boundary) {
    return new StateGrid(List.of("T"), List.of(0.5, 0.25), DT, List.of(boundary));
  }

  private static List<Axis> axes(int rows, int columns, double first) {
    return List.of(
        Axis.uniform("lat", AxisKind.Y, "km", rows, first, 0.5),
        Axis.uniform("lon", AxisKind.X, "km", columns, -1, 0.25));
  }

  private static VaryingPdeNetDesign design() {
    return VaryingPdeNetDesign.of(grid("reflect", "periodic"), axes(ROWS, COLUMNS, 3))
        .mesh(List.of(4, 3), 2)
        .scheme("heun")
        .scales(new double[] {1, 2, 3, 4, 5, 6}, 0.5);
  }

  static Stream<VaryingPdeNetDesign> designs() {
    return Stream.of(
        design(),
        VaryingPdeNetDesign.of(grid("periodic"), axes(ROWS, COLUMNS, 3))
            .kernels(3, 5, 0)
            .source(3, -1, 2));
  }

  private static Parameters numbers(VaryingPdeNetDesign design) {
    Parameters parameters =
        Parameters.initial(
            Traced.of(design.step(), new TensorType(DType.F64, 1, 1, ROWS, COLUMNS), false).specs(),
            RandomKey.of(3));
    parameters
        .asMap()
        .forEach(
            (name, tensor) -> {
              for (long i = 0; i < tensor.count(); i++) {
                tensor.setFlat(i, 0.02 * RandomKey.of(name.length()).normal(i));
              }
            });
    return parameters;
  }

  private static double[] state() {
    double[] u = new double[ROWS * COLUMNS];
    Arrays.setAll(u, RandomKey.of(1)::normal);
    return u;
  }

  private static double[] next(StepModel model) {
    try (Stepper stepper =
        Stepper.of(
            model.step(),
            model.parameters(),
            new TensorType(DType.F64, 1, ROWS, COLUMNS),
            CpuDevice.common(),
            UnstableStep.ALLOW)) {
      double[] u = state();
      stepper.step(u);
      return u;
    }
  }

  @ParameterizedTest
  @MethodSource("designs")
  void whatIsReadIsToTheBitWhatWasSaved(VaryingPdeNetDesign design) {
    Path file = folder.resolve("model.safetensors");
    try (StepModel model = new StepModel(design, numbers(design))) {
      model.save(file);
      try (StepModel read = StepModel.read(file)) {
        assertThat(read.design()).isEqualTo(design);
        assertThat(read.design().model()).isEqualTo("varying-pdenet");
        assertThat(next(read)).isEqualTo(next(model)).isNotEqualTo(state());
        assertThat(design.equation(read.parameters()).coefficients().getFirst().values())
            .isEqualTo(design.equation(model.parameters()).coefficients().getFirst().values());
      }
      assertThat(ModelFile.metadata(file).get("sciml4j.time_step"))
          .contains("T_t = " + (design.sourceCells() > 0 ? "c_T_x" : "c_T"));
    }
  }

  /** What the stencil of a point gives there is the rate of change: with frozen moments or not. */
  @ParameterizedTest
  @MethodSource("designs")
  void localStencilsAreTheRateOfChange(VaryingPdeNetDesign given) {
    VaryingPdeNetDesign design = given.scheme("euler");
    int row = 4;
    int column = 5;
    try (StepModel model = new StepModel(design, numbers(design))) {
      Stencil stencil =
          design
              .net()
              .localStencils(model.parameters(), new int[] {row * COLUMNS + column}, ROWS, COLUMNS)
              .getFirst();
      double[] u = state();
      double rate = 0;
      for (int i = 0; i < stencil.size(); i++) {
        int[] offset = stencil.offsets()[i];
        rate += stencil.coefficients()[i] * u[(row + offset[0]) * COLUMNS + column + offset[1]];
      }
      int at = row * COLUMNS + column;
      double f = 0;
      List<SourceValue> source = design.equation(model.parameters()).source();
      if (!source.isEmpty()) {
        assertThat(source).hasSize(7);
        // Quadratic on the cell of three nodes around u.
        int first = 2 * Math.clamp((int) Math.floor(u[at] + 1), 0, 2);
        double x = (u[at] - source.get(first).u()) / 0.5;
        f =
            source.get(first).f() * (x - 1) * (x - 2) / 2
                - source.get(first + 1).f() * x * (x - 2)
                + source.get(first + 2).f() * x * (x - 1) / 2;
      }
      assertThat((next(model)[at] - u[at]) / DT).isCloseTo(rate + f, within(1e-9));
    }
  }

  @Test
  void aSourceTakesThePlaceOfTheCoefficientOfTheVariable() {
    VaryingPdeNetDesign design = design();
    assertThat(design.stencils().derivatives()).hasSize(6);
    assertThat(design.source(2, 0, 1).stencils().derivatives())
        .hasSize(5)
        .noneMatch(alpha -> alpha.order() == 0);
    assertThat(design.net().mesh().nodes()).containsExactly(9, 6);
    // λ of node differences: 9 intervals to the axis of most nodes.
    assertThat(design.net(2).smoothness()).isEqualTo(2 * Math.pow(9, 4));
    assertThat(design.scales().get(1)).isCloseTo(2 / (0.5 * Math.sqrt(54)), within(1e-15));
  }

  @Test
  void damagedFilesAreRefusedInOneLine() {
    VaryingPdeNetDesign design = design();
    Path good = folder.resolve("good");
    try (Parameters numbers = numbers(design)) {
      new StepModel(design, numbers).save(good);
      String json = ModelFile.metadata(good).get("sciml4j.time_step");
      Map<String, String> wrong = new LinkedHashMap<>();
      wrong.put(json.replace("\"varying-pdenet\"", "\"pdenet\""), "a damaged design");
      wrong.put(json.replace("\"cells\":[4,3]", "\"cells\":[4,0]"), "1 or more");
      wrong.put(json.replace("\"cells\":[4,3]", "\"cells\":[2,3]"), "numbers of its design");
      wrong.put(json.replace("\"cells\":[4,3]", "\"cells\":[4]"), "each of the 2 axes");
      wrong.put(json.replace("\"cells\":[4,3]", "\"cells\":null"), "a damaged design");
      wrong.put(json.replace("\"cells\":[4,3],", ""), "a damaged design");
      wrong.put(json.replace("\"order\":2", "\"order\":5"), "4 or less");
      wrong.put(json.replace("\"name\":\"lat\"", "\"name\":null"), "a damaged design");
      wrong.put(json.replace("\"kind\":\"Y\"", "\"kind\":\"Q\""), "a damaged design");
      wrong.put(json.replace("[3.0,3.5", "[3.0,3.7"), "a damaged design");
      wrong.put(json.replace("\"scales\":[", "\"scales\":[1.0,"), "numbers of its design");
      wrong.put(json.replace("\"heun\"", "\"leap\""), "'leap'");
      wrong.put(json.replace("[\"T\"]", "[\"T\",\"S\"]"), "one variable");
      for (Map.Entry<String, String> one : wrong.entrySet()) {
        assertThat(one.getKey()).isNotEqualTo(json);
        Path file = folder.resolve("wrong");
        ModelFile.save(file, numbers, Map.of("sciml4j.time_step", one.getKey()));
        assertThatThrownBy(() -> StepModel.read(file))
            .isInstanceOf(InvalidInputException.class)
            .hasMessageContaining(one.getValue());
      }
    }
  }

  @Test
  void otherPlacesThanThoseOfTheCoefficientsAreRefused() {
    VaryingPdeNetDesign design = design();
    design.requirePlace(axes(ROWS, COLUMNS, 3 + 1e-5));
    for (List<Axis> other :
        List.of(
            axes(ROWS, COLUMNS, 3.5), axes(ROWS + 1, COLUMNS, 3), axes(9, 9, 3).subList(0, 1))) {
      assertThatThrownBy(() -> design.requirePlace(other))
          .isInstanceOf(InvalidInputException.class)
          .hasMessageContaining("place of the fields");
    }
    try (Parameters numbers = numbers(design);
        Tensor small = Tensor.zeros(DType.F64, 1, 1, ROWS, 8)) {
      assertThatThrownBy(
              () ->
                  Traced.of(design.step(), new TensorType(DType.F64, small.shape()), false).specs())
          .isInstanceOf(InvalidInputException.class)
          .hasMessageContaining("[9, 12]");
    }
  }

  @Test
  void numbersOutOfRangeAreRefused() {
    VaryingPdeNetDesign good = design();
    Map<Runnable, String> wrong = new LinkedHashMap<>();
    wrong.put(() -> good.mesh(List.of(5, 3), 2), "at most its 9 points");
    wrong.put(() -> good.mesh(List.of(4, 7), 2), "at most its 12 points");
    wrong.put(() -> good.mesh(List.of(4, 3), 0), "degree is 0");
    wrong.put(() -> good.kernels(0, 5, 2), "order is 0");
    wrong.put(() -> good.kernels(4, 3, 2), "more than the order 4");
    wrong.put(() -> good.kernels(2, 4, 2), "an odd number");
    wrong.put(() -> good.kernels(2, 5, -1), "accuracy is -1");
    wrong.put(() -> good.source(0, 1, 2), "range of the source");
    wrong.put(
        () ->
            VaryingPdeNetDesign.of(
                new StateGrid(List.of("u", "v"), List.of(0.5, 0.25), DT, List.of("zero")),
                axes(ROWS, COLUMNS, 3)),
        "one variable");
    wrong.put(
        () -> VaryingPdeNetDesign.of(grid("zero").dt(1), axes(ROWS, COLUMNS, 3).reversed()),
        "spacing of axis 'lon'");
    wrong.forEach(
        (one, message) ->
            assertThatThrownBy(one::run)
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining(message));
  }
}

package org.sciml4j.pde.discretization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.nn.Parameters;
import org.sciml4j.core.random.RandomKey;
import org.sciml4j.core.tensor.DType;
import org.sciml4j.core.tensor.Tensor;
import org.sciml4j.pde.LayerRun;
import org.sciml4j.pde.boundary.FieldBoundary;

class FieldEquationTest {
  private static final int N = 24;
  private static final double H = 2 * Math.PI / N;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "u_t = -0.9987 u u_x + 0.09911 u_xx; v_t=0 | -0.9987 u u_x + 0.09911 u_xx",
        "v_t = 0; u_t = -0.50000 d_x(u^2) + 1e-1*u_xx | -0.5 d_x(u²) + 0.1 u_xx",
        "u_t = -d_y(u^2/2 - .1 u_y) + v_yyyy; v_t=0 | -0.5 d_y(u²) + 0.1 d_y(u_y) + 1 v_yyyy",
        "u_t = 2 u² v - u^3 + 1.5; v_t=0 | 2 u² v - 1 u³ + 1.5",
        "u_t = 0 u + 0; v_t=0 | 0",
      })
  void whatIsReadIsWrittenAgain(String text, String expected) {
    FieldEquation equation = FieldEquation.parse(text, List.of("u", "v"), 2);
    assertThat(equation.toString().lines().findFirst().orElseThrow().substring(6))
        .isEqualTo(expected);
    assertThat(FieldEquation.parse(equation.toString(), List.of("u", "v"), 2)).isEqualTo(equation);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'' | the end",
        "u_t = | the end",
        "w_t = u | 'w_t' on the left",
        "u_t = u; u_t = u | 'u_t' on the left",
        "u_t = u + | the end",
        "u_t = u_xz | 'u_xz'",
        "u_t = u_xy | derivatives along one axis",
        "u_t = c u_x | 'c'",
        "u_t = u / u | with 'u', expected a term",
        "u_t = u^-1 | '^-'",
        "u_t = u d_x(u) | within a product",
        "u_t = d_x(u | the end",
        "u_t = sin(u) | 'sin'",
        "u_t = u % 2 | '% 2'",
        "u_t = u ) | ')'",
        "u_t = 0.1 * + u_xx | with '+', expected a term",
        "u_t = u_xx * | the end",
        "u_t = u / 0 | coefficient of Infinity",
      })
  void whatIsNoEquationIsRefused(String text, String message) {
    assertThatThrownBy(() -> FieldEquation.parse(text, List.of("u"), 2))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining(message);
  }

  private static EquationForm form(String text, int dims) {
    double[] spacing = new double[dims];
    Arrays.fill(spacing, H);
    CoefficientNetwork network = CoefficientNetwork.published();
    return EquationForm.of(
        FieldEquation.parse(text, List.of("u", "v"), dims),
        new CoefficientNetwork(2, 2, 3, network.activation(), network.normalization()),
        5,
        FieldBoundary.periodic(dims),
        spacing);
  }

  /**
   * {@code u = 2 + sin(x + y)}, {@code v = cos(x - y)}, y first; averages over cells for fluxes.
   */
  private static double[] state(boolean averages) {
    double[] state = new double[2 * N * N];
    double part = averages ? Math.pow(Math.sin(H / 2) / (H / 2), 2) : 1;
    for (int i = 0; i < N; i++) {
      for (int j = 0; j < N; j++) {
        state[i * N + j] = 2 + part * Math.sin(H * (i + j));
        state[N * N + i * N + j] = part * Math.cos(H * (j - i));
      }
    }
    return state;
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void untrainedFormsAreStandardSchemesOfTheirEquation(boolean fluxes) {
    EquationForm form =
        form(
            fluxes
                ? "u_t = -d_x(u v) + 0.1 d_y(u_y) ; v_t = 2 v_xx - d_y(u)"
                : "u_t = -u_x v - u v_x + 0.1 u_yy; v_t = 2 v_xx - u_y",
            2);
    assertThat(form.rate()).isInstanceOf(fluxes ? FluxForm.class : PlainForm.class);
    double[] rate = LayerRun.of(form.rate(), state(fluxes), 1, 2, N, N);
    for (int i = 0; i < N; i += 5) {
      for (int j = 0; j < N; j += 3) {
        double plus = H * (i + j);
        double minus = H * (j - i);
        double u = 2 + Math.sin(plus);
        double uRate =
            -Math.cos(plus) * Math.cos(minus) + u * Math.sin(minus) - 0.1 * Math.sin(plus);
        double vRate = -2 * Math.cos(minus) - Math.cos(plus);
        assertThat(rate[i * N + j]).isCloseTo(uRate, within(fluxes ? 3e-2 : 1e-3));
        assertThat(rate[N * N + i * N + j]).isCloseTo(vRate, within(fluxes ? 3e-2 : 1e-3));
      }
    }
  }

  @Test
  void namesTellWhatIsLearned() {
    assertThat(form("u_t = -u u_x + v_yy; v_t = u_x", 2).names()).containsExactly("u_x", "v_yy");
    assertThat(form("u_t = -d_x(u^2) + u_yy; v_t = v_xxx", 2).names())
        .containsExactly("u at faces along x", "u_y at faces along y", "v_xx at faces along x");
  }

  @Test
  void equationsThatDoNotFitAFormAreRefused() {
    assertThatThrownBy(() -> form("u_t = -d_x(u^2) + u; v_t = v_yy", 2))
        .hasMessageContaining("term 1 u is beside fluxes");
    assertThatThrownBy(() -> form("u_t = -d_x(u_y); v_t = 0", 2))
        .hasMessageContaining("derivative along another axis");
    assertThatThrownBy(() -> form("u_t = -d_x(u); v_t = 0", 2))
        .hasMessageContaining("without a flux along y");
    assertThatThrownBy(() -> form("u_t = u^2; v_t = 0", 1))
        .hasMessageContaining("without derivatives");
  }

  @Test
  void fluxesConserveWhateverTheNetworkDoesInThreeDimensions() {
    EquationForm form = form("u_t = -d_x(u v) - d_y(v^2) + u_zz; v_t = d_z(u^2)", 3);
    double[] state = new double[2 * 210];
    Arrays.setAll(state, RandomKey.of(2)::uniform);
    Map<String, Tensor> numbers = new LinkedHashMap<>();
    double[] rates =
        LayerRun.of(
            form.rate(),
            initial -> {
              initial
                  .asMap()
                  .forEach(
                      (name, tensor) ->
                          numbers.put(name, RandomKey.of(3).uniform(DType.F64, tensor.shape())));
              initial.close();
              return Parameters.of(numbers).copy();
            },
            state,
            1,
            2,
            7,
            6,
            5);
    double sum = 0;
    double size = 0;
    for (int i = 0; i < rates.length / 2; i++) {
      sum += rates[i];
      size += Math.abs(rates[i]);
    }
    assertThat(size).isGreaterThan(1);
    assertThat(Math.abs(sum)).isLessThan(1e-12 * size);
    List<double[][]> chosen =
        form.coefficients(Parameters.of(numbers), Tensor.of(state, 2, 7, 6, 5));
    assertThat(chosen).hasSize(form.names().size());
    for (int s = 0; s < chosen.size(); s++) {
      double value = form.names().get(s).startsWith("u_z") ? 0 : 1;
      for (int point = 0; point < 210; point++) {
        double ones = 0;
        for (double[] node : chosen.get(s)) {
          ones += node[point];
        }
        assertThat(ones).isCloseTo(value, within(1e-12));
      }
      assertThat(chosen.get(s)[0][0]).isNotEqualTo(chosen.get(s)[0][17]);
    }
  }
}

package org.sciml4j.core.correlation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.sciml4j.core.kernel.KernelProvider;
import org.sciml4j.core.parallel.ThreadTeam;
import org.sciml4j.core.random.RandomKey;
import org.sciml4j.core.stencil.BoundaryMode;
import org.sciml4j.core.tensor.DType;
import org.sciml4j.core.tensor.Tensor;

/** Every sum against exact arithmetic over all pairs of columns and all centres. */
class CorrelatorTest {
  private static final RandomKey KEY = RandomKey.of(11);

  static Stream<Arguments> domains() {
    List<Arguments> cases = new ArrayList<>();
    for (BoundaryMode mode : BoundaryMode.values()) {
      cases.add(Arguments.of(new long[] {37}, new int[] {2}, new BoundaryMode[] {mode}));
      cases.add(Arguments.of(new long[] {3}, new int[] {1}, new BoundaryMode[] {mode}));
      cases.add(
          Arguments.of(new long[] {9, 21}, new int[] {1, 2}, new BoundaryMode[] {mode, mode}));
      cases.add(
          Arguments.of(
              new long[] {5, 6, 7}, new int[] {1, 1, 1}, new BoundaryMode[] {mode, mode, mode}));
    }
    cases.add(
        Arguments.of(
            new long[] {40, 1500},
            new int[] {1, 1},
            new BoundaryMode[] {BoundaryMode.VALID, BoundaryMode.PERIODIC}));
    cases.add(
        Arguments.of(
            new long[] {50, 700},
            new int[] {1, 2},
            new BoundaryMode[] {BoundaryMode.PERIODIC, BoundaryMode.REFLECT}));
    return cases.stream();
  }

  private static List<Column> columns(Domain domain) {
    List<Column> columns = new ArrayList<>();
    int[] r = domain.radius();
    for (int channel = 0; channel < 2; channel++) {
      for (int i = -r[0]; i <= r[0]; i++) {
        for (int j = -r[1]; j <= r[1]; j++) {
          for (int k = -r[2]; k <= r[2]; k++) {
            columns.add(new Column(channel, new int[] {i, j, k}));
          }
        }
      }
    }
    columns.add(new Column(2, new int[Domain.AXES]));
    columns.add(new Column(3, new int[Domain.AXES]));
    return columns;
  }

  private static Correlations correlate(
      Domain domain, Tensor[] fields, int threads, KernelProvider provider) {
    CorrelationPlan plan = CorrelationPlan.of(domain, columns(domain), 3);
    List<Tile> tiles = Tile.cover(domain);
    ChannelData[] sample = new ChannelData[4];
    for (int i = 0; i < 3; i++) {
      sample[i] =
          new ChannelData.Values(FrameView.whole(fields[i].segment(), 0, fields[i].dtype()));
    }
    sample[3] = new ChannelData.Constant();
    try (ThreadTeam team = ThreadTeam.of(threads);
        Correlator correlator = new Correlator(plan, team, provider)) {
      correlator.add(tiles, 1, _ -> sample);
      return correlator.result();
    }
  }

  @ParameterizedTest
  @MethodSource("domains")
  void equalsExactSums(long[] size, int[] radius, BoundaryMode[] modes) {
    Domain domain = Domain.of(size, radius, modes);
    for (double missing : new double[] {0, 0.02, 0.4}) {
      for (DType dtype : DType.values()) {
        Tensor[] fields = new Tensor[3];
        for (int i = 0; i < 3; i++) {
          fields[i] = KEY.child(i).normal(dtype, size);
          sprinkle(fields[i], KEY.child(10 + i), missing / 3);
        }
        compare(domain, fields);
        for (Tensor field : fields) {
          field.close();
        }
      }
    }
  }

  private static void sprinkle(Tensor field, RandomKey key, double share) {
    for (long i = 0; i < field.count(); i++) {
      if (key.uniform(i) < share) {
        field.setFlat(i, Double.NaN);
      }
    }
  }

  private static void compare(Domain domain, Tensor[] fields) {
    List<Column> columns = columns(domain);
    double[][] rows = rows(domain, columns, fields);
    Correlations simd = correlate(domain, fields, 2, KernelProvider.SIMD);
    Correlations scalar = correlate(domain, fields, 1, KernelProvider.SCALAR);
    assertThat(simd.samples()).isEqualTo(rows.length);
    assertThat(simd.leftOut()).isEqualTo(domain.centres() - rows.length);
    for (int j = 0; j < columns.size(); j += 3) {
      for (int i = 0; i <= j; i += 2) {
        double scale = 1e-29 * (domain.centres() + 1);
        BigDecimal exact = BigDecimal.ZERO;
        if (rows.length < 2000) {
          for (double[] row : rows) {
            exact = exact.add(new BigDecimal(row[i]).multiply(new BigDecimal(row[j])));
          }
          assertThat(error(simd.gram()[i][j], exact)).isCloseTo(0, within(scale));
          assertThat(error(scalar.gram()[i][j], exact)).isCloseTo(0, within(scale));
        }
        DoubleDouble difference = simd.gram()[i][j].minus(scalar.gram()[i][j]);
        assertThat(difference.value()).isCloseTo(0, within(scale));
      }
    }
  }

  private static double error(DoubleDouble sum, BigDecimal exact) {
    return new BigDecimal(sum.hi()).add(new BigDecimal(sum.lo())).subtract(exact).doubleValue();
  }

  private static double[][] rows(Domain domain, List<Column> columns, Tensor[] fields) {
    List<double[]> rows = new ArrayList<>();
    for (long i = domain.low(0); i < domain.high(0); i++) {
      for (long j = domain.low(1); j < domain.high(1); j++) {
        for (long k = domain.low(2); k < domain.high(2); k++) {
          double[] row = new double[columns.size()];
          boolean complete = true;
          for (int c = 0; c < row.length; c++) {
            row[c] = value(domain, columns.get(c), fields, i, j, k);
            complete &= !Double.isNaN(row[c]);
          }
          if (complete) {
            rows.add(row);
          }
        }
      }
    }
    return rows.toArray(double[][]::new);
  }

  private static double value(
      Domain domain, Column column, Tensor[] fields, long i, long j, long k) {
    if (column.channel() == 3) {
      return 1;
    }
    int[] o = column.offset();
    long[] size = domain.size();
    BoundaryMode[] modes = domain.boundary();
    long x = modes[0].source(i + o[0], size[0]);
    long y = modes[1].source(j + o[1], size[1]);
    long z = modes[2].source(k + o[2], size[2]);
    return x < 0 || y < 0 || z < 0
        ? 0
        : fields[column.channel()].getFlat((x * size[1] + y) * size[2] + z);
  }

  @Test
  void theNumberOfThreadsDoesNotChangeABit() {
    Domain domain =
        Domain.of(
            new long[] {70, 900},
            new int[] {1, 1},
            new BoundaryMode[] {BoundaryMode.REPLICATE, BoundaryMode.PERIODIC});
    Tensor[] fields = new Tensor[3];
    for (int i = 0; i < 3; i++) {
      fields[i] = KEY.child(20 + i).normal(DType.F64, 70, 900);
    }
    sprinkle(fields[0], KEY.child(30), 0.01);
    Correlations one = correlate(domain, fields, 1, KernelProvider.SIMD);
    for (int threads : new int[] {2, 3}) {
      assertThat(correlate(domain, fields, threads, KernelProvider.SIMD).gram())
          .isDeepEqualTo(one.gram());
    }
    for (Tensor field : fields) {
      field.close();
    }
  }

  @Test
  void aThreeByThreeStencilNeedsThirteenSums() {
    Domain domain =
        Domain.of(
            new long[] {8, 8},
            new int[] {1, 1},
            new BoundaryMode[] {BoundaryMode.PERIODIC, BoundaryMode.PERIODIC});
    List<Column> nine = columns(domain).subList(0, 9);
    assertThat(CorrelationPlan.of(domain, nine, -1).distinctSums()).isEqualTo(13);
  }

  @Test
  void infiniteValuesAreReported() {
    Domain domain =
        Domain.of(new long[] {50}, new int[] {1}, new BoundaryMode[] {BoundaryMode.ZERO});
    Tensor[] fields = new Tensor[3];
    for (int i = 0; i < 3; i++) {
      fields[i] = KEY.child(40 + i).normal(DType.F64, 50);
    }
    fields[1].setFlat(17, Double.NEGATIVE_INFINITY);
    CorrelationPlan plan = CorrelationPlan.of(domain, columns(domain), 3);
    List<Tile> tiles = Tile.cover(domain);
    ChannelData[] sample = new ChannelData[4];
    for (int i = 0; i < 3; i++) {
      sample[i] = new ChannelData.Values(FrameView.whole(fields[i].segment(), 0, DType.F64));
    }
    sample[3] = new ChannelData.Constant();
    try (Correlator correlator =
        new Correlator(plan, ThreadTeam.of(1), KernelProvider.selected())) {
      correlator.add(tiles, 1, _ -> sample);
      assertThat(correlator.infinite()).containsExactly(1, 0, 0, 17);
    }
  }
}

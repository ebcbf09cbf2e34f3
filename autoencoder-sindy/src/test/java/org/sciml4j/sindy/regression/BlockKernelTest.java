package org.sciml4j.sindy.regression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sciml4j.core.random.RandomKey;

/** The vector loops give what the plain ones do, whatever the sizes. */
class BlockKernelTest {
  @ParameterizedTest
  @CsvSource({
    "1, 1, 0",
    "3, 2, 1",
    "17, 4, 1",
    "130, 5, 2",
    "131, 8, 1",
    "700, 9, 3",
    "129, 13, 4"
  })
  void vectorsAgreeWithPlainLoops(int rows, int columns, int targets) {
    int width = columns + targets;
    int stride = rows + 3;
    double[] a = new double[width * stride];
    for (int i = 0; i < a.length; i++) {
      a[i] = RandomKey.of(1).normal(i);
    }
    double[][] plain = new double[width][width];
    double[][] vector = new double[width][width];
    new ScalarGram().compute(a, stride, rows, width, plain);
    new VectorGram().compute(a, stride, rows, width, vector);
    for (int i = 0; i < width; i++) {
      assertThat(vector[i]).containsExactly(plain[i], within(1e-11));
    }
    double[][] r = new double[columns][width];
    for (int i = 0; i < columns; i++) {
      for (int j = i; j < width; j++) {
        r[i][j] = i == j ? 2 : RandomKey.of(2).uniform(i * 100L + j) - 0.5;
      }
    }
    double[] b = a.clone();
    new ScalarRightSolve().divide(a, stride, rows, r, columns);
    new VectorRightSolve().divide(b, stride, rows, r, columns);
    assertThat(b).containsExactly(a, within(1e-12));
  }
}

package org.sciml4j.core.correlation;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.MathContext;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Every operation against exact decimal arithmetic. */
class DoubleDoubleTest {
  private static final MathContext DIGITS = new MathContext(60);

  @Provide
  Arbitrary<DoubleDouble> numbers() {
    Arbitrary<Double> high = Arbitraries.doubles().between(-1e20, 1e20).ofScale(12);
    Arbitrary<Double> part = Arbitraries.doubles().between(-0.5, 0.5).ofScale(15);
    return Combinators.combine(high, part)
        .as((hi, fraction) -> new DoubleDouble(hi, fraction * Math.ulp(hi)));
  }

  private static BigDecimal exact(DoubleDouble x) {
    return new BigDecimal(x.hi()).add(new BigDecimal(x.lo()));
  }

  private static void assertClose(DoubleDouble actual, BigDecimal expected, BigDecimal scale) {
    BigDecimal bound = scale.abs().multiply(new BigDecimal(4 * DoubleDouble.EPSILON));
    assertThat(exact(actual).subtract(expected).abs()).isLessThanOrEqualTo(bound);
  }

  @Property
  void sumsAndDifferences(@ForAll("numbers") DoubleDouble a, @ForAll("numbers") DoubleDouble b) {
    BigDecimal scale = exact(a).abs().add(exact(b).abs());
    assertClose(a.plus(b), exact(a).add(exact(b)), scale);
    assertClose(a.minus(b), exact(a).subtract(exact(b)), scale);
  }

  @Property
  void products(@ForAll("numbers") DoubleDouble a, @ForAll("numbers") DoubleDouble b) {
    BigDecimal product = exact(a).multiply(exact(b));
    assertClose(a.times(b), product, product.add(BigDecimal.valueOf(Double.MIN_NORMAL)));
  }

  @Property
  void quotients(@ForAll("numbers") DoubleDouble a, @ForAll("numbers") DoubleDouble b) {
    if (Math.abs(b.hi()) > 1e-100) {
      BigDecimal quotient = exact(a).divide(exact(b), DIGITS);
      assertClose(a.over(b), quotient, quotient);
    }
  }

  @Property
  void squareRoots(@ForAll("numbers") DoubleDouble a) {
    DoubleDouble positive = a.hi() < 0 ? a.negated() : a;
    BigDecimal root = exact(positive).sqrt(DIGITS);
    assertClose(positive.squareRoot(), root, root);
  }

  @Property
  void theHighPartIsTheNearestDouble(
      @ForAll("numbers") DoubleDouble a, @ForAll("numbers") DoubleDouble b) {
    DoubleDouble sum = a.plus(b);
    assertThat(sum.hi() + sum.lo()).isEqualTo(sum.hi());
    DoubleDouble product = a.times(b);
    assertThat(product.hi() + product.lo()).isEqualTo(product.hi());
  }
}

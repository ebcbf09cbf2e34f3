package org.sciml4j.core.autodiff;

import java.util.List;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.sciml4j.core.graph.Abs;
import org.sciml4j.core.graph.Add;
import org.sciml4j.core.graph.Cos;
import org.sciml4j.core.graph.Divide;
import org.sciml4j.core.graph.Equal;
import org.sciml4j.core.graph.Erf;
import org.sciml4j.core.graph.Exp;
import org.sciml4j.core.graph.Expm1;
import org.sciml4j.core.graph.Floor;
import org.sciml4j.core.graph.Less;
import org.sciml4j.core.graph.LessOrEqual;
import org.sciml4j.core.graph.Log;
import org.sciml4j.core.graph.Log1p;
import org.sciml4j.core.graph.Maximum;
import org.sciml4j.core.graph.Minimum;
import org.sciml4j.core.graph.Multiply;
import org.sciml4j.core.graph.Negate;
import org.sciml4j.core.graph.Power;
import org.sciml4j.core.graph.Primitive;
import org.sciml4j.core.graph.Select;
import org.sciml4j.core.graph.Sigmoid;
import org.sciml4j.core.graph.Sign;
import org.sciml4j.core.graph.Sin;
import org.sciml4j.core.graph.Sqrt;
import org.sciml4j.core.graph.Subtract;
import org.sciml4j.core.graph.Tanh;
import org.sciml4j.core.graph.Value;

/** Elementwise primitives over several shapes, away from kinks and jumps. */
final class ElementwiseCases {
  private static final List<long[]> SHAPES =
      List.of(new long[0], new long[] {1}, new long[] {0, 3}, new long[] {2, 3}, new long[] {7});

  private ElementwiseCases() {}

  static Stream<Case> all() {
    return Stream.of(
            unary(Negate.class, Value::negate, -2, 2),
            unary(Abs.class, Value::abs, 0.1, 2),
            unary(Abs.class, Value::abs, -2, -0.1),
            unary(Sign.class, x -> x.sign().times(x), -2, -0.1),
            unary(Floor.class, x -> x.floor().times(x), 1.1, 1.9),
            unary(Exp.class, Value::exp, -2, 2),
            unary(Expm1.class, Value::expm1, -2, 2),
            unary(Log.class, Value::log, 0.5, 3),
            unary(Log1p.class, Value::log1p, -0.5, 3),
            unary(Sqrt.class, Value::sqrt, 0.5, 3),
            unary(Sin.class, Value::sin, -3, 3),
            unary(Cos.class, Value::cos, -3, 3),
            unary(Tanh.class, Value::tanh, -3, 3),
            unary(Sigmoid.class, Value::sigmoid, -3, 3),
            unary(Erf.class, Value::erf, -2, 2),
            binary(Add.class, Value::plus),
            binary(Subtract.class, Value::minus),
            binary(Multiply.class, Value::times),
            binary(Divide.class, Value::dividedBy),
            binary(Power.class, Value::power),
            binary(Maximum.class, Value::maximum),
            binary(Minimum.class, Value::minimum),
            binary(Less.class, (a, b) -> a.lessThan(b).times(a)),
            binary(LessOrEqual.class, (a, b) -> a.lessOrEqual(b).times(b)),
            binary(Equal.class, (a, b) -> a.equalTo(b).plus(1).times(b)),
            binary(Select.class, (a, b) -> a.lessThan(b).select(a.sin(), b.exp())),
            unary(Power.class, x -> x.power(0), 0.5, 2),
            unary(Power.class, x -> x.power(1), -2, 2),
            unary(Power.class, x -> x.power(2), -2, 2),
            unary(Power.class, x -> x.power(-3), 0.5, 2),
            unary(Power.class, x -> x.power(0.5), 0.5, 2))
        .flatMap(cases -> cases);
  }

  private static Stream<Case> unary(
      Class<? extends Primitive> primitive,
      UnaryOperator<Value> function,
      double low,
      double high) {
    return SHAPES.stream()
        .map(shape -> Case.unary(primitive, function, Point.between(low, high, shape)));
  }

  /** Operands of one shape, of shapes that broadcast, and one value as both operands. */
  private static Stream<Case> binary(
      Class<? extends Primitive> primitive, BinaryOperator<Value> function) {
    Stream<Case> same =
        SHAPES.stream()
            .map(
                shape ->
                    new Case(
                        primitive,
                        x -> function.apply(x.get(0), x.get(1)),
                        Point.between(0.5, 1.4, shape),
                        Point.between(1.6, 2.5, shape)));
    Case broadcast =
        new Case(
            primitive,
            x -> function.apply(x.get(0), x.get(1)),
            Point.between(1.6, 2.5, 3, 1),
            Point.between(0.5, 1.4, 2, 1, 4));
    Case both =
        Case.unary(primitive, x -> function.apply(x, x.times(1.5)), Point.between(0.5, 2, 5));
    return Stream.concat(same, Stream.of(broadcast, both));
  }
}

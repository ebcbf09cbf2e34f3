package org.sciml4j.sindy.expression;

import java.util.Comparator;
import java.util.List;

/** The order in which factors of products and terms of sums are written. */
final class Order {
  /** Numbers, variables, their rates, sums, functions, derivatives; then by name. */
  static final Comparator<Expression> FACTORS =
      Comparator.comparing(Order::base, Order::compareBases)
          .thenComparing(Comparator.comparingInt(Order::exponent).reversed());

  /** By degree, then as {@code x^2, x y, y^2}. */
  static final Comparator<Expression> TERMS =
      Comparator.comparingInt(Order::degree).thenComparing(Order::compareFactors);

  private Order() {}

  private static Expression base(Expression factor) {
    return factor instanceof Power power ? power.base() : factor;
  }

  private static int exponent(Expression factor) {
    return factor instanceof Power power ? power.exponent() : 1;
  }

  private static int degree(Expression term) {
    return switch (term) {
      case Constant _ -> 0;
      case Variable _, Call _, SpaceDerivative _ -> 1;
      case Power power -> Math.abs(power.exponent()) * degree(power.base());
      case Product product -> product.factors().stream().mapToInt(Order::degree).sum();
      case Sum sum -> sum.terms().stream().mapToInt(Order::degree).max().orElseThrow();
    };
  }

  private static int compareFactors(Expression a, Expression b) {
    Scaled first = Scaled.of(a);
    Scaled second = Scaled.of(b);
    int order = compare(factors(first.term()), factors(second.term()), FACTORS);
    return order != 0 ? order : Double.compare(first.coefficient(), second.coefficient());
  }

  private static List<Expression> factors(Expression term) {
    return term instanceof Product product ? product.factors() : List.of(term);
  }

  private static int compareBases(Expression a, Expression b) {
    int order = Integer.compare(rank(a), rank(b));
    if (order != 0) {
      return order;
    }
    return switch (a) {
      case Constant constant -> Double.compare(constant.value(), ((Constant) b).value());
      case Variable variable -> compareNames(variable.name(), ((Variable) b).name());
      case Sum sum -> compare(sum.terms(), ((Sum) b).terms(), TERMS);
      case Product product -> compare(product.factors(), ((Product) b).factors(), FACTORS);
      case Power _ -> FACTORS.compare(a, b);
      case Call call -> {
        int names = call.function().symbol().compareTo(((Call) b).function().symbol());
        yield names != 0 ? names : compare(call.arguments(), ((Call) b).arguments(), TERMS);
      }
      case SpaceDerivative derivative -> {
        SpaceDerivative other = (SpaceDerivative) b;
        int of = TERMS.compare(derivative.of(), other.of());
        int orders = Integer.compare(derivative.axes().length(), other.axes().length());
        yield of != 0 ? of : orders != 0 ? orders : derivative.axes().compareTo(other.axes());
      }
    };
  }

  private static int rank(Expression base) {
    return switch (base) {
      case Constant _ -> 0;
      case Variable variable -> variable.isRate() ? 2 : 1;
      case Sum _ -> 3;
      case Call _ -> 4;
      case SpaceDerivative _ -> 5;
      case Power _ -> 6;
      case Product _ -> 7;
    };
  }

  private static int compare(
      List<Expression> a, List<Expression> b, Comparator<Expression> comparator) {
    for (int i = 0; i < Math.min(a.size(), b.size()); i++) {
      int order = comparator.compare(a.get(i), b.get(i));
      if (order != 0) {
        return order;
      }
    }
    return Integer.compare(a.size(), b.size());
  }

  /** Alphabetical, digits as whole numbers: x2 before x10. */
  private static int compareNames(String a, String b) {
    int i = 0;
    int j = 0;
    while (i < a.length() && j < b.length()) {
      int aEnd = digitsEnd(a, i);
      int bEnd = digitsEnd(b, j);
      int order;
      if (aEnd > i && bEnd > j) {
        String first = a.substring(i, aEnd).replaceFirst("^0+", "");
        String second = b.substring(j, bEnd).replaceFirst("^0+", "");
        order = Integer.compare(first.length(), second.length());
        order = order != 0 ? order : first.compareTo(second);
        i = aEnd;
        j = bEnd;
      } else {
        order = Character.compare(a.charAt(i++), b.charAt(j++));
      }
      if (order != 0) {
        return order;
      }
    }
    int order = Integer.compare(a.length() - i, b.length() - j);
    return order != 0 ? order : a.compareTo(b);
  }

  private static int digitsEnd(String name, int from) {
    int end = from;
    while (end < name.length() && name.charAt(end) >= '0' && name.charAt(end) <= '9') {
      end++;
    }
    return end;
  }
}

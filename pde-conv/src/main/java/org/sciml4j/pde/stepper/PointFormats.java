package org.sciml4j.pde.stepper;

import org.sciml4j.core.graph.Abs;
import org.sciml4j.core.graph.Add;
import org.sciml4j.core.graph.Cos;
import org.sciml4j.core.graph.Divide;
import org.sciml4j.core.graph.Elementwise;
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
import org.sciml4j.core.graph.Select;
import org.sciml4j.core.graph.Sigmoid;
import org.sciml4j.core.graph.Sign;
import org.sciml4j.core.graph.Sin;
import org.sciml4j.core.graph.Sqrt;
import org.sciml4j.core.graph.Subtract;
import org.sciml4j.core.graph.Tanh;
import org.sciml4j.core.tensor.DType;

/** Elementwise operations in C, with the functions of {@code math.h} for a type of numbers. */
record PointFormats(DType dtype) {
  /** The operation with {@code %s} for each operand. */
  String of(Elementwise operation) {
    return switch (operation) {
      case Add _ -> "%s + %s";
      case Subtract _ -> "%s - %s";
      case Multiply _ -> "%s * %s";
      case Divide _ -> "%s / %s";
      case Power _ -> call("pow", 2);
      case Maximum _ -> call("fmax", 2);
      case Minimum _ -> call("fmin", 2);
      case Less _ -> "%s < %s";
      case LessOrEqual _ -> "%s <= %s";
      case Equal _ -> "%s == %s";
      case Select _ -> "%s != 0 ? %s : %s";
      case Negate _ -> "-%s";
      case Abs _ -> call("fabs", 1);
      case Sign _ -> "(%1$s > 0) - (%1$s < 0)";
      case Floor _ -> call("floor", 1);
      case Exp _ -> call("exp", 1);
      case Expm1 _ -> call("expm1", 1);
      case Log _ -> call("log", 1);
      case Log1p _ -> call("log1p", 1);
      case Sqrt _ -> call("sqrt", 1);
      case Sin _ -> call("sin", 1);
      case Cos _ -> call("cos", 1);
      case Tanh _ -> call("tanh", 1);
      case Sigmoid _ -> "1 / (1 + " + function("exp") + "(-%s))";
      case Erf _ -> call("erf", 1);
    };
  }

  private String call(String name, int operands) {
    return function(name) + (operands == 1 ? "(%s)" : "(%s, %s)");
  }

  private String function(String name) {
    return dtype == DType.F64 ? name : name + "f";
  }
}

package org.sciml4j.pde.pdenet;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.field.Axis;
import org.sciml4j.core.tensor.DType;
import org.sciml4j.core.tensor.Tensor;
import org.sciml4j.io.FieldOutput;
import org.sciml4j.io.FieldWriter;
import org.sciml4j.operators.notation.ShortNumber;

/**
 * {@code ∂u/∂t} of one variable as a sum of derivatives whose coefficients vary in space, and of a
 * function of u.
 *
 * @param variable the variable's name
 * @param axes the grid's
 * @param timeUnits of t, empty where they are not known
 * @param coefficients one for each derivative
 * @param source values of f(u), none where there is no such function
 */
public record VaryingEquation(
    String variable,
    List<Axis> axes,
    String timeUnits,
    List<VaryingCoefficient> coefficients,
    List<SourceValue> source) {
  /** A coefficient that deviates by less of its mean is told as one number. */
  public static final double CONSTANT = 0.1;

  private static final int DIGITS = 4;

  /**
   * A value of f.
   *
   * @param u where
   * @param f the value there
   */
  public record SourceValue(double u, double f) {}

  /** Copies the lists. */
  public VaryingEquation {
    axes = List.copyOf(axes);
    coefficients = List.copyOf(coefficients);
    source = List.copyOf(source);
  }

  /** With units of t; seconds are {@code s}, a date after {@code since} is left out. */
  public VaryingEquation timeUnits(String units) {
    String one = units.replaceFirst(" since .*", "").replaceFirst("^sec(onds?)?$", "s");
    return new VaryingEquation(variable, axes, one, coefficients, source);
  }

  /**
   * With coefficients that are not known where a number is 0.
   *
   * @param mask row-major
   */
  public VaryingEquation known(double... mask) {
    return with(coefficients.stream().map(c -> c.known(mask)).toList());
  }

  /** Without terms that are smaller in the data than this fraction of the largest. */
  public VaryingEquation withoutContributionsBelow(double fraction) {
    double largest =
        coefficients.stream().mapToDouble(VaryingCoefficient::contribution).max().orElse(0);
    return with(coefficients.stream().filter(c -> c.contribution() >= fraction * largest).toList());
  }

  private VaryingEquation with(List<VaryingCoefficient> others) {
    return new VaryingEquation(variable, axes, timeUnits, others, source);
  }

  /** The coefficients that are not told as one number. */
  public List<VaryingCoefficient> varying() {
    return coefficients.stream().filter(c -> !c.isConstantWithin(CONSTANT)).toList();
  }

  /** Units of a coefficient, empty where those of an axis or of t are not known. */
  public String units(VaryingCoefficient coefficient) {
    Map<String, Integer> powers = new LinkedHashMap<>();
    for (int axis = 0; axis < axes.size(); axis++) {
      if (coefficient.derivative().power(axis) > 0) {
        powers.merge(axes.get(axis).units(), coefficient.derivative().power(axis), Integer::sum);
      }
    }
    powers.merge(timeUnits, -1, Integer::sum);
    if (powers.containsKey("")) {
      return "";
    }
    powers.remove("1");
    StringBuilder text = new StringBuilder();
    powers.forEach(
        (unit, power) -> {
          if (power != 0) {
            text.append(text.isEmpty() ? "" : " ").append(unit).append(power == 1 ? "" : power);
          }
        });
    return text.isEmpty() ? "1" : text.toString();
  }

  /**
   * Writes the coefficients as variables {@code c_u}, {@code c_u_x}, ... of a NetCDF file.
   *
   * @throws InvalidInputException if the file exists or cannot be written
   */
  public void write(Path file) {
    String[] names = axes.stream().map(Axis::name).toArray(String[]::new);
    long[] space = axes.stream().mapToLong(Axis::size).toArray();
    FieldWriter writer = FieldWriter.netcdf(file).attribute("equation", toString()).axes(axes);
    for (VaryingCoefficient one : coefficients) {
      writer.variable(one.name(), units(one), DType.F64, names);
      writer.attribute(
          one.name(), "long_name", "coefficient of " + one.term() + " in " + variable + "_t");
    }
    try (FieldOutput out = writer.open()) {
      for (VaryingCoefficient one : coefficients) {
        try (Tensor values = Tensor.of(one.values(), space)) {
          out.write(one.name(), values);
        }
      }
      out.commit();
    }
  }

  /** For example {@code u_t = c_u_x u_x - 0.5 u_y + 0.0506 u_xx + f(u)}. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    for (VaryingCoefficient one : coefficients) {
      boolean isConstant = one.isConstantWithin(CONSTANT);
      boolean isNegative = isConstant && one.mean() < 0;
      text.append(text.isEmpty() ? (isNegative ? "-" : "") : isNegative ? " - " : " + ");
      text.append(isConstant ? ShortNumber.decimal(Math.abs(one.mean()), DIGITS) : one.name());
      text.append(' ').append(one.term());
    }
    if (!source.isEmpty()) {
      text.append(text.isEmpty() ? "" : " + ").append("f(").append(variable).append(')');
    }
    return variable + "_t = " + (text.isEmpty() ? "0" : text);
  }
}

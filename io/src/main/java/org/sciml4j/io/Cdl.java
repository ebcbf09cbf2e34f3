package org.sciml4j.io;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import ucar.ma2.DataType;
import ucar.nc2.Attribute;
import ucar.nc2.Dimension;
import ucar.nc2.Group;
import ucar.nc2.Variable;

/** A file's header in the notation of {@code ncdump -h} (NetCDF User's Guide, appendix C: CDL). */
final class Cdl {
  private static final int FLOAT_DIGITS = 7;
  private static final int DOUBLE_DIGITS = 15;

  private final FieldSource source;
  private final boolean classic;
  private final StringBuilder text = new StringBuilder();

  private Cdl(FieldSource source) {
    this.source = source;
    this.classic = source.header().getFileTypeId().equals("NetCDF");
  }

  /** The header of a source. */
  static String of(FieldSource source) {
    Cdl cdl = new Cdl(source);
    String name = String.valueOf(source.path().getFileName());
    int dot = name.lastIndexOf('.');
    cdl.text.append("netcdf ").append(dot > 0 ? name.substring(0, dot) : name).append(" {\n");
    if (source instanceof JoinedSource joined) {
      cdl.text
          .append("// ")
          .append(joined.paths().size())
          .append(" files joined along ")
          .append(joined.along())
          .append(", ")
          .append(joined.paths().getFirst())
          .append(" to ")
          .append(joined.paths().getLast())
          .append("\n");
    }
    cdl.group(source.header().getRootGroup(), "");
    return cdl.text.append("}\n").toString();
  }

  private void group(Group group, String indent) {
    if (!group.getDimensions().isEmpty()) {
      text.append(indent).append("dimensions:\n");
      group.getDimensions().forEach(d -> dimension(d, indent));
    }
    if (!group.getVariables().isEmpty()) {
      text.append(indent).append("variables:\n");
      group.getVariables().forEach(v -> variable(v, indent));
    }
    List<Attribute> attributes = visible(group.getAttributes());
    if (!attributes.isEmpty()) {
      text.append("\n")
          .append(indent)
          .append(group.isRoot() ? "// global attributes:\n" : "// group attributes:\n");
      attributes.forEach(a -> attribute("", a, indent));
    }
    for (Group inner : group.getGroups()) {
      text.append("\n")
          .append(indent)
          .append("group: ")
          .append(inner.getShortName())
          .append(" {\n");
      group(inner, indent + "  ");
      text.append(indent).append("  } // group ").append(inner.getShortName()).append("\n");
    }
  }

  private void dimension(Dimension dimension, String indent) {
    long size = source.size(dimension);
    text.append(indent).append("\t").append(dimension.getShortName()).append(" = ");
    if (dimension.isUnlimited()) {
      text.append("UNLIMITED ; // (").append(size).append(" currently)\n");
    } else {
      text.append(size).append(" ;\n");
    }
  }

  private void variable(Variable variable, String indent) {
    text.append(indent)
        .append("\t")
        .append(typeName(variable))
        .append(" ")
        .append(variable.getShortName());
    List<String> dimensions = new ArrayList<>();
    for (Dimension dimension : variable.getDimensions()) {
      dimensions.add(
          dimension.getShortName() == null
              ? Integer.toString(dimension.getLength())
              : dimension.getShortName());
    }
    if (!dimensions.isEmpty()) {
      text.append("(").append(String.join(", ", dimensions)).append(")");
    }
    text.append(" ;\n");
    visible(variable.getAttributes()).forEach(a -> attribute(variable.getShortName(), a, indent));
  }

  /** Without those that NetCDF-Java adds to NetCDF-4 files to describe their storage. */
  private List<Attribute> visible(List<Attribute> attributes) {
    return attributes.stream()
        .filter(
            a ->
                classic
                    || !List.of(
                            "_ChunkSize",
                            "_ChunkSizes",
                            "_Unsigned",
                            "_Netcdf4Dimid",
                            "_NCProperties",
                            "_Netcdf4Coordinates",
                            "_nc3_strict")
                        .contains(a.getShortName()))
        .toList();
  }

  private String typeName(Variable variable) {
    DataType type = variable.getDataType();
    if (RawType.of(type) == null || type.isEnum()) {
      return type.toString().toLowerCase(Locale.ROOT);
    }
    return typeName(type, !classic && variable.isUnsigned());
  }

  private static String typeName(DataType type, boolean unsigned) {
    String name = RawType.of(type).cdlName();
    return unsigned ? "u" + name : name;
  }

  private void attribute(String variable, Attribute attribute, String indent) {
    text.append(indent)
        .append("\t\t")
        .append(variable)
        .append(":")
        .append(attribute.getShortName())
        .append(" = ");
    if (attribute.isString()) {
      List<String> strings = new ArrayList<>();
      for (int i = 0; i < attribute.getLength(); i++) {
        strings.add(quoted(attribute.getStringValue(i), indent));
      }
      text.append(strings.isEmpty() ? "\"\"" : String.join(", ", strings));
    } else {
      List<String> numbers = new ArrayList<>();
      for (int i = 0; i < attribute.getLength(); i++) {
        numbers.add(number(attribute, i));
      }
      text.append(String.join(", ", numbers));
    }
    text.append(" ;\n");
  }

  private static String quoted(String value, String indent) {
    String body = value == null ? "" : value;
    StringBuilder quoted = new StringBuilder("\"");
    for (int i = 0; i < body.length(); i++) {
      char c = body.charAt(i);
      switch (c) {
        case '\n' ->
            quoted.append(i == body.length() - 1 ? "\\n" : "\\n\",\n" + indent + "\t\t\t\"");
        case '\t' -> quoted.append("\\t");
        case '\r' -> quoted.append("\\r");
        case '"' -> quoted.append("\\\"");
        case '\\' -> quoted.append("\\\\");
        default -> quoted.append(c);
      }
    }
    return quoted.append('"').toString();
  }

  private static String number(Attribute attribute, int index) {
    Number value = attribute.getNumericValue(index);
    boolean unsigned = attribute.isUnsigned();
    return switch (attribute.getDataType()) {
      case FLOAT -> real(value.doubleValue(), FLOAT_DIGITS) + "f";
      case DOUBLE -> real(value.doubleValue(), DOUBLE_DIGITS);
      case BYTE -> unsigned ? (value.byteValue() & 0xFF) + "UB" : value + "b";
      case SHORT -> unsigned ? (value.shortValue() & 0xFFFF) + "US" : value + "s";
      case INT -> unsigned ? Integer.toUnsignedString(value.intValue()) + "U" : value.toString();
      case LONG -> unsigned ? Long.toUnsignedString(value.longValue()) + "ULL" : value + "LL";
      default -> String.valueOf(value);
    };
  }

  /** As {@code %.<digits>g} in C, with a point in every finite number. */
  static String real(double value, int digits) {
    if (Double.isNaN(value)) {
      return "NaN";
    }
    if (Double.isInfinite(value)) {
      return value > 0 ? "Infinity" : "-Infinity";
    }
    if (value == 0) {
      return 1 / value < 0 ? "-0." : "0.";
    }
    BigDecimal rounded =
        new BigDecimal(value)
            .round(new MathContext(digits, RoundingMode.HALF_EVEN))
            .stripTrailingZeros();
    int exponent = rounded.precision() - rounded.scale() - 1;
    if (exponent >= -4 && exponent < digits) {
      String plain = rounded.toPlainString();
      return plain.contains(".") ? plain : plain + ".";
    }
    String mantissa = rounded.movePointLeft(exponent).stripTrailingZeros().toPlainString();
    return mantissa
        + (mantissa.contains(".") ? "e" : ".e")
        + (exponent < 0 ? "-" : "+")
        + (Math.abs(exponent) < 10 ? "0" : "")
        + Math.abs(exponent);
  }
}

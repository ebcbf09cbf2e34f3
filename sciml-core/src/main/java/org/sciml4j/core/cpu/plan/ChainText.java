package org.sciml4j.core.cpu.plan;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.sciml4j.core.elementwise.ElementwiseChain;
import org.sciml4j.core.elementwise.Operand;
import org.sciml4j.core.elementwise.Reduction;
import org.sciml4j.core.elementwise.Step;
import org.sciml4j.core.elementwise.Store;
import org.sciml4j.core.graph.Elementwise;
import org.sciml4j.core.tensor.DType;

/** Fused chains as formulas. */
final class ChainText {
  private final ElementwiseChain chain;
  private final List<Place> operands;
  private final Map<Integer, String> names = new HashMap<>();

  private ChainText(ElementwiseChain chain, List<Place> operands) {
    this.chain = chain;
    this.operands = operands;
  }

  /** The line of a chain, with a reduction unless {@code null}. */
  static Instruction.Line line(
      ElementwiseChain chain,
      List<Place> operands,
      List<Place> stores,
      Reduction reduction,
      Place result) {
    ChainText text = new ChainText(chain, operands);
    List<String> formulas = new ArrayList<>();
    for (int i = 0; i < stores.size(); i++) {
      Store store = chain.stores().get(i);
      String name = "%" + stores.get(i).storage();
      formulas.add(name + " = " + text.value(store.argument()));
      text.names.putIfAbsent(store.argument(), name);
    }
    if (reduction != null) {
      String name = reduction.kind().name().toLowerCase(Locale.ROOT);
      String value = text.value(reduction.argument());
      formulas.add("%" + result.storage() + " = " + name + reduction.axes() + "(" + value + ")");
    }
    String kernel = reduction != null ? "reduce" : chain.steps().isEmpty() ? "copy" : "elementwise";
    long bytes =
        Stream.concat(operands.stream(), Stream.concat(stores.stream(), Stream.ofNullable(result)))
            .filter(Objects::nonNull)
            .mapToLong(place -> place.layout().distinct() * place.dtype().bytes())
            .sum();
    long flops = chain.count() * (chain.steps().size() + (reduction == null ? 0 : 1));
    String where = Arrays.toString(chain.extents()) + " ";
    return new Instruction.Line(kernel, where + String.join(", ", formulas), bytes, flops);
  }

  private String value(int argument) {
    if (names.containsKey(argument)) {
      return names.get(argument);
    }
    int count = chain.operands().size();
    return argument < count ? operand(argument) : step(chain.steps().get(argument - count));
  }

  private String operand(int index) {
    return switch (chain.operands().get(index)) {
      case Operand.Strided _ -> "%" + operands.get(index).storage();
      case Operand.Uniform(double value) -> number(value);
      case Operand.Coordinate(int axis) -> "i" + axis;
    };
  }

  private String number(double value) {
    String digits =
        chain.dtype() == DType.F32 ? Float.toString((float) value) : Double.toString(value);
    return digits.endsWith(".0") ? digits.substring(0, digits.length() - 2) : digits;
  }

  private String step(Step step) {
    List<String> arguments = Arrays.stream(step.arguments()).mapToObj(this::value).toList();
    Elementwise op = step.op();
    String sign =
        switch (op.name()) {
          case "add" -> " + ";
          case "subtract" -> " - ";
          case "multiply" -> " * ";
          case "divide" -> " / ";
          case "less" -> " < ";
          case "less_or_equal" -> " <= ";
          case "equal" -> " == ";
          default -> null;
        };
    return sign == null
        ? arguments.stream().collect(Collectors.joining(", ", op.name() + "(", ")"))
        : "(" + String.join(sign, arguments) + ")";
  }
}

package org.sciml4j.sindy.expression;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.json.JsonField;

/**
 * Expressions as JSON: numbers and names as such, {@code {"power": ["x", 2]}}, {@code {"product":
 * [...]}}, {@code {"sum": [...]}}, {@code {"sin": ["x"]}}, {@code {"derivative": ["u", "xx"]}}.
 */
public final class ExpressionJson {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private ExpressionJson() {}

  /**
   * An expression as JSON.
   *
   * @throws InvalidInputException if it calls a program of the user
   */
  public static JsonNode write(Expression expression) {
    return switch (expression) {
      case Constant constant -> NODES.numberNode(constant.value());
      case Variable variable -> NODES.textNode(variable.name());
      case Sum sum -> node("sum", sum.terms());
      case Product product -> node("product", product.factors());
      case Power power -> {
        ObjectNode node = NODES.objectNode();
        node.putArray("power").add(write(power.base())).add(power.exponent());
        yield node;
      }
      case Call call -> node(name(call.function()), call.arguments());
      case SpaceDerivative derivative -> {
        ObjectNode node = NODES.objectNode();
        node.putArray("derivative").add(write(derivative.of())).add(derivative.axes());
        yield node;
      }
    };
  }

  /**
   * The expression of a field of a file.
   *
   * @throws InvalidInputException if it is none, naming file and field
   */
  public static Expression read(JsonField field) {
    JsonNode node = field.node();
    if (node.isNumber()) {
      return new Constant(field.number());
    }
    if (node.isTextual()) {
      return new Variable(field.text());
    }
    if (!node.isObject() || node.size() != 1) {
      throw field.malformed("a number, a name, or an object of one operation");
    }
    String operation = node.fieldNames().next();
    List<JsonField> parts = field.required(operation).elements();
    return switch (operation) {
      case "sum" -> Sum.of(readAll(parts));
      case "product" -> Product.of(readAll(parts));
      case "power" -> Power.of(read(part(parts, 0, field)), part(parts, 1, field).integer());
      case "derivative" ->
          SpaceDerivative.of(read(part(parts, 0, field)), part(parts, 1, field).text());
      default -> {
        ElementaryFunction function =
            Arrays.stream(ElementaryFunction.values())
                .filter(known -> known.symbol().equals(operation))
                .findFirst()
                .orElseThrow(() -> field.malformed("a known operation or function"));
        if (parts.size() != function.arity()) {
          throw field.malformed(function.arity() + " arguments of " + operation);
        }
        yield Call.of(function, readAll(parts));
      }
    };
  }

  private static List<Expression> readAll(List<JsonField> parts) {
    return parts.stream().map(ExpressionJson::read).toList();
  }

  private static JsonField part(List<JsonField> parts, int index, JsonField field) {
    if (parts.size() != 2) {
      throw field.malformed("two entries");
    }
    return parts.get(index);
  }

  private static ObjectNode node(String operation, List<Expression> parts) {
    ObjectNode node = NODES.objectNode();
    ArrayNode array = node.putArray(operation);
    parts.forEach(part -> array.add(write(part)));
    return node;
  }

  private static String name(Function function) {
    if (function instanceof ElementaryFunction elementary) {
      return elementary.symbol().toLowerCase(Locale.ROOT);
    }
    throw new InvalidInputException(
        "function " + function.symbol(),
        "a program of the user",
        "an elementary function",
        "a model file holds formulas only: export the model as source code");
  }
}

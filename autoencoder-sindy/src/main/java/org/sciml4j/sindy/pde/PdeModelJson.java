package org.sciml4j.sindy.pde;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import org.sciml4j.core.TemporaryFile;
import org.sciml4j.core.json.JsonField;
import org.sciml4j.core.json.JsonFile;
import org.sciml4j.core.json.JsonRemedies;
import org.sciml4j.sindy.expression.Expression;
import org.sciml4j.sindy.expression.ExpressionJson;
import org.sciml4j.sindy.expression.Variable;

/** The JSON form of a {@link PdeModel}. */
final class PdeModelJson {
  private static final String FORMAT = "sindy pde model 1";
  private static final String AGAIN = "save the model again";
  private static final JsonRemedies REMEDIES =
      new JsonRemedies("give a file of a saved model", AGAIN, AGAIN, "correct it or " + AGAIN);

  private PdeModelJson() {}

  static void write(PdeModel model, Path path) {
    ObjectNode root = JsonNodeFactory.instance.objectNode().put("format", FORMAT);
    model.fields().forEach(field -> root.withArray("fields").add(field.name()));
    model.equations().forEach(one -> root.withArray("text").add(one.text()));
    ArrayNode terms = root.putArray("terms");
    model.terms().forEach(term -> terms.add(ExpressionJson.write(term)));
    putRows(root.putArray("coefficients"), model.coefficients());
    Arrays.stream(model.score()).forEach(root.putArray("score")::add);
    putRows(root.putArray("inclusion"), model.inclusion());
    root.put("rows", model.rows());
    TemporaryFile.replace(path, root.toPrettyString() + "\n");
  }

  private static void putRows(ArrayNode array, double[][] rows) {
    for (double[] row : rows) {
      Arrays.stream(row).forEach(array.addArray()::add);
    }
  }

  static PdeModel read(Path path) {
    JsonField root = JsonFile.read(path, REMEDIES);
    if (!root.required("format").text().equals(FORMAT)) {
      throw root.required("format").malformed("\"" + FORMAT + "\"");
    }
    List<Variable> fields = root.required("fields").texts().stream().map(Variable::new).toList();
    if (fields.isEmpty() || new HashSet<>(fields).size() < fields.size()) {
      throw root.required("fields").malformed("one or more fields, each once");
    }
    List<Expression> terms = new ArrayList<>();
    for (JsonField field : root.required("terms").elements()) {
      Expression term = ExpressionJson.read(field);
      if (!new HashSet<>(fields).containsAll(term.variables())) {
        throw field.malformed("a term in the fields " + root.required("fields").texts());
      }
      terms.add(term);
    }
    JsonField inclusion = root.required("inclusion");
    return new PdeModel(
        fields,
        terms,
        rows(root.required("coefficients"), fields.size(), terms.size()),
        row(root.required("score"), fields.size()),
        inclusion.elements().isEmpty()
            ? new double[0][]
            : shares(rows(inclusion, fields.size(), terms.size()), inclusion),
        root.required("rows").count());
  }

  private static double[][] shares(double[][] rows, JsonField field) {
    if (!Arrays.stream(rows).flatMapToDouble(Arrays::stream).allMatch(x -> x >= 0 && x <= 1)) {
      throw field.malformed("numbers from 0 to 1");
    }
    return rows;
  }

  private static double[][] rows(JsonField field, int count, int length) {
    List<JsonField> rows = field.elements();
    if (rows.size() != count) {
      throw field.malformed(count + " rows, one for each field");
    }
    return rows.stream().map(row -> row(row, length)).toArray(double[][]::new);
  }

  private static double[] row(JsonField field, int length) {
    double[] row = field.numbers().stream().mapToDouble(Double::doubleValue).toArray();
    if (row.length != length) {
      throw field.malformed(length + " numbers");
    }
    return row;
  }
}

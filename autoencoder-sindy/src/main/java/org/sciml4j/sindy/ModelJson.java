package org.sciml4j.sindy;

import com.fasterxml.jackson.databind.JsonNode;
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
import org.sciml4j.sindy.formulation.LeftSide;

/** The JSON form of a {@link SindyModel}. */
final class ModelJson {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final String FORMAT = "sindy model 1";

  private static final String AGAIN = "save the model again";
  private static final JsonRemedies REMEDIES =
      new JsonRemedies("give a file of a saved model", AGAIN, AGAIN, "correct it or " + AGAIN);

  private ModelJson() {}

  static void write(SindyModel model, Path path) {
    TemporaryFile.replace(path, tree(model).toPrettyString() + "\n");
  }

  static SindyModel read(Path path) {
    return model(JsonFile.read(path, REMEDIES));
  }

  private static ObjectNode tree(SindyModel model) {
    ObjectNode root = NODES.objectNode().put("format", FORMAT);
    ModelVariables variables = model.variables();
    variables.states().forEach(root.putArray("states")::add);
    variables.controls().forEach(root.putArray("controls")::add);
    variables.parameters().forEach(root.putArray("parameters")::add);
    variables.inputs().stream().map(Variable::name).forEach(root.putArray("inputs")::add);
    root.put("leftSide", model.leftSide().name());
    ArrayNode library = root.putArray("library");
    model.terms().forEach(term -> library.add(ExpressionJson.write(term)));
    ArrayNode equations = root.putArray("equations");
    for (Equation equation : model.equations()) {
      ObjectNode node = equations.addObject().put("variable", equation.state());
      node.put("text", equation.toString());
      ArrayNode terms = node.putArray("terms");
      for (Term term : equation.terms()) {
        ObjectNode entry = terms.addObject().put("term", term.expression().text());
        entry.put("coefficient", term.coefficient());
        entry.set("standardError", number(term.standardError()));
      }
    }
    ArrayNode covariances = root.putArray("covariances");
    for (int state = 0; state < model.equations().size(); state++) {
      covariances.add(covariance(model, state));
    }
    model.inclusion().ifPresent(shares -> putRows(root.putArray("inclusion"), shares));
    Fit fit = model.fit();
    ObjectNode about = root.putObject("fit").put("rows", fit.rows());
    ArrayNode scores = about.putArray("scores");
    fit.scores().forEach(score -> scores.add(number(score)));
    ArrayNode residuals = about.putArray("residuals");
    fit.residuals().forEach(residual -> residuals.add(number(residual)));
    about.put("settings", fit.settings());
    return root;
  }

  private static void putRows(ArrayNode array, double[][] rows) {
    for (double[] row : rows) {
      ArrayNode node = array.addArray();
      Arrays.stream(row).forEach(node::add);
    }
  }

  /** Of the terms in the equation, row by row; others have none. */
  private static ArrayNode covariance(SindyModel model, int state) {
    double[][] covariance = model.covariances().get(state);
    int[] support = support(model.equations().get(state), model.terms());
    ArrayNode rows = NODES.arrayNode();
    for (int i : support) {
      ArrayNode row = rows.addArray();
      for (int j : support) {
        row.add(number(covariance[i][j]));
      }
    }
    return rows;
  }

  private static SindyModel model(JsonField root) {
    if (!root.required("format").text().equals(FORMAT)) {
      throw root.required("format").malformed("\"" + FORMAT + "\"");
    }
    List<Variable> inputs = root.required("inputs").texts().stream().map(Variable::new).toList();
    ModelVariables variables =
        new ModelVariables(
            root.required("states").texts(),
            root.required("controls").texts(),
            root.required("parameters").texts(),
            inputs);
    LeftSide leftSide = leftSide(root.required("leftSide"));
    List<Expression> library = new ArrayList<>();
    for (JsonField field : root.required("library").elements()) {
      Expression term = ExpressionJson.read(field);
      if (!new HashSet<>(inputs).containsAll(term.variables())) {
        throw field.malformed("a term in the variables " + root.required("inputs").texts());
      }
      library.add(term);
    }
    List<JsonField> nodes = root.required("equations").elements();
    List<JsonField> matrices = root.required("covariances").elements();
    requireLength(root.required("equations"), nodes.size(), variables.states().size());
    requireLength(root.required("covariances"), matrices.size(), nodes.size());
    List<Equation> equations = new ArrayList<>();
    List<double[][]> covariances = new ArrayList<>();
    for (int i = 0; i < nodes.size(); i++) {
      if (!nodes.get(i).required("variable").text().equals(variables.states().get(i))) {
        throw nodes.get(i).required("variable").malformed(variables.states().get(i));
      }
      Equation equation = equation(nodes.get(i), leftSide, library);
      equations.add(equation);
      covariances.add(covariance(matrices.get(i), support(equation, library), library.size()));
    }
    return new SindyModel(
        variables,
        library,
        equations,
        covariances,
        inclusion(root, nodes.size(), library.size()),
        fit(root.required("fit"), nodes.size()));
  }

  private static Equation equation(JsonField node, LeftSide leftSide, List<Expression> library) {
    List<Term> terms = new ArrayList<>();
    for (JsonField entry : node.required("terms").elements()) {
      JsonField name = entry.required("term");
      Expression term =
          library.stream()
              .filter(known -> known.text().equals(name.text()))
              .findFirst()
              .orElseThrow(() -> name.malformed("a term of the library"));
      terms.add(
          new Term(
              term, entry.required("coefficient").number(), numberOrNaN(entry, "standardError")));
    }
    return new Equation(node.required("variable").text(), leftSide, terms);
  }

  private static double[][] covariance(JsonField field, int[] support, int terms) {
    double[][] covariance = new double[terms][terms];
    List<JsonField> rows = field.elements();
    requireLength(field, rows.size(), support.length);
    for (int i = 0; i < support.length; i++) {
      List<JsonField> row = rows.get(i).elements();
      requireLength(rows.get(i), row.size(), support.length);
      for (int j = 0; j < support.length; j++) {
        covariance[support[i]][support[j]] =
            row.get(j).node().isNull() ? Double.NaN : row.get(j).number();
      }
    }
    return covariance;
  }

  private static double[][] inclusion(JsonField root, int states, int terms) {
    List<JsonField> rows = root.optional("inclusion").map(JsonField::elements).orElse(List.of());
    if (rows.isEmpty()) {
      return new double[0][];
    }
    requireLength(root.required("inclusion"), rows.size(), states);
    double[][] shares = new double[states][];
    for (int state = 0; state < states; state++) {
      requireLength(rows.get(state), rows.get(state).elements().size(), terms);
      shares[state] = rows.get(state).numbers().stream().mapToDouble(Double::doubleValue).toArray();
    }
    return shares;
  }

  private static Fit fit(JsonField field, int equations) {
    List<Double> scores = numbersOrNaN(field.required("scores"));
    List<Double> residuals = numbersOrNaN(field.required("residuals"));
    requireLength(field.required("scores"), scores.size(), equations);
    requireLength(field.required("residuals"), residuals.size(), equations);
    return new Fit(
        field.required("rows").count(), scores, residuals, field.required("settings").text());
  }

  private static LeftSide leftSide(JsonField field) {
    for (LeftSide side : LeftSide.values()) {
      if (side.name().equals(field.text())) {
        return side;
      }
    }
    throw field.malformed("one of " + List.of(LeftSide.values()));
  }

  private static int[] support(Equation equation, List<Expression> library) {
    return equation.terms().stream().mapToInt(term -> library.indexOf(term.expression())).toArray();
  }

  private static List<Double> numbersOrNaN(JsonField field) {
    return field.elements().stream()
        .map(element -> element.node().isNull() ? (Double) Double.NaN : (Double) element.number())
        .toList();
  }

  private static double numberOrNaN(JsonField field, String name) {
    return field.optional(name).map(JsonField::number).orElse(Double.NaN);
  }

  private static JsonNode number(double value) {
    return Double.isFinite(value) ? NODES.numberNode(value) : NODES.nullNode();
  }

  private static void requireLength(JsonField field, int actual, int expected) {
    if (actual != expected) {
      throw field.malformed(expected + " entries");
    }
  }
}

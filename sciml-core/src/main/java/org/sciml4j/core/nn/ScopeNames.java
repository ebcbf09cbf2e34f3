package org.sciml4j.core.nn;

import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.sciml4j.core.InvalidInputException;

/** The names given out under one path: which child belongs to which layer object. */
final class ScopeNames {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.-]+");
  private static final Pattern WORD = Pattern.compile("(.)([A-Z][a-z0-9]+)");
  private static final Pattern CAPITAL = Pattern.compile("([a-z])([A-Z])");

  private final String path;
  private final Map<String, ScopeNames> children = new HashMap<>();
  private final Map<String, Layer> owners = new HashMap<>();
  private final Map<Layer, ScopeNames> defaults = new IdentityHashMap<>();
  private final Map<String, Integer> counts = new HashMap<>();
  private int draws;

  ScopeNames(String path) {
    this.path = path;
  }

  String path() {
    return path;
  }

  /** The path of something in this scope. */
  String path(String name) {
    return path.isEmpty() ? name : path + "/" + name;
  }

  /** A path for the next random draw of this scope. */
  String nextDraw() {
    return path("draw " + draws++);
  }

  /** The child of that name. */
  ScopeNames child(String name) {
    requireName(name);
    return children.computeIfAbsent(name, key -> new ScopeNames(path(key)));
  }

  /** The child of a layer under a chosen name. */
  ScopeNames childOf(Layer layer, String name) {
    Layer owner = owners.putIfAbsent(name, layer);
    if (owner != null && owner != layer) {
      throw new InvalidInputException(
          "layer name",
          "'" + path(name) + "' for two layers, " + kind(owner) + " and " + kind(layer),
          "different names",
          "rename one, or apply one layer object twice to share its parameters");
    }
    return child(name);
  }

  /** The child of a layer under the default name of its kind. */
  ScopeNames childOf(NamedLayer layer) {
    ScopeNames known = defaults.get(layer);
    if (known == null) {
      known = childOf(layer, freeName(snakeCase(layer.kind())));
      defaults.put(layer, known);
    }
    return known;
  }

  private static String kind(Layer layer) {
    Class<?> type = layer.getClass();
    return switch (layer) {
      case NamedLayer kit -> "a " + kit.kind();
      case Layer _ when type.isHidden() || type.isAnonymousClass() -> "a function";
      case Layer _ -> "a " + type.getSimpleName();
    };
  }

  private String freeName(String kind) {
    String name;
    do {
      int count = counts.merge(kind, 1, Integer::sum);
      name = count == 1 ? kind : kind + "_" + (count - 1);
    } while (children.containsKey(name));
    return name;
  }

  /** {@code MaxPooling2D -> max_pooling2d, SimpleRNN -> simple_rnn}, as Keras does. */
  static String snakeCase(String kind) {
    String words = WORD.matcher(kind).replaceAll("$1_$2");
    return CAPITAL.matcher(words).replaceAll("$1_$2").toLowerCase(Locale.ROOT);
  }

  static void requireName(String name) {
    if (!NAME.matcher(name).matches()) {
      throw new InvalidInputException(
          "name",
          "'" + name + "'",
          "letters, digits, '_', '-' and '.'",
          "use child scopes rather than '/' to group names");
    }
  }
}

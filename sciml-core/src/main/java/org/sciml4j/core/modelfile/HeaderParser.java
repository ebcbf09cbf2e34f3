package org.sciml4j.core.modelfile;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.tensor.Shape;

/**
 * Reads the JSON header of a safetensors file token by token: nothing is bound to a class, nothing
 * that is not expected is descended into.
 */
final class HeaderParser {
  private static final JsonFactory JSON =
      JsonFactory.builder()
          .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(8)
                  .maxNameLength(1 << 16)
                  .maxStringLength((int) SafetensorsHeader.LARGEST)
                  .build())
          .build();

  private final FileFault fault;
  private final Map<String, StoredTensor> tensors = new LinkedHashMap<>();
  private Map<String, String> metadata;
  private int names;

  private HeaderParser(FileFault fault) {
    this.fault = fault;
  }

  /**
   * Parses a header.
   *
   * @throws InvalidInputException if it is not what the format asks for
   */
  static SafetensorsHeader parse(byte[] json, FileFault fault) throws IOException {
    if (json.length == 0 || json[0] != '{') {
      throw fault.of("has a header that does not start with '{'", "JSON", FileFault.WRITE_AGAIN);
    }
    HeaderParser parser = new HeaderParser(fault);
    try (Reader text =
            new InputStreamReader(
                new ByteArrayInputStream(json), StandardCharsets.UTF_8.newDecoder());
        JsonParser tokens = JSON.createParser(text)) {
      parser.header(tokens);
    } catch (JsonProcessingException notJson) {
      throw parser.notJson(notJson.getOriginalMessage(), place(notJson.getLocation()));
    } catch (CharacterCodingException notUnicode) {
      throw parser.notJson(notUnicode.getMessage(), "in UTF-8");
    }
    return new SafetensorsHeader(
        parser.tensors, parser.metadata == null ? Map.of() : parser.metadata);
  }

  private static String place(JsonLocation location) {
    return location == null ? "of acceptable size" : "at character " + location.getCharOffset();
  }

  private InvalidInputException notJson(String reason, String where) {
    return fault.of(
        "has a header that is not JSON " + where + ": " + FileFault.quote(String.valueOf(reason)),
        "a JSON object in UTF-8",
        FileFault.WRITE_AGAIN);
  }

  private void header(JsonParser tokens) throws IOException {
    tokens.nextToken();
    while (tokens.nextToken() != JsonToken.END_OBJECT) {
      String name = tokens.currentName();
      tokens.nextToken();
      if (name.equals(SafetensorsHeader.METADATA)) {
        metadata(tokens);
      } else {
        requireFewNames();
        if (tensors.put(name, tensor(name, tokens)) != null) {
          throw repeated("tensor", name);
        }
      }
    }
    if (tokens.nextToken() != null) {
      throw fault.of(
          "has a header that goes on after its JSON object", "spaces", FileFault.WRITE_AGAIN);
    }
  }

  private void metadata(JsonParser tokens) throws IOException {
    if (metadata != null) {
      throw repeated("key", SafetensorsHeader.METADATA);
    }
    metadata = new LinkedHashMap<>();
    requireMetadata(tokens, SafetensorsHeader.METADATA, JsonToken.START_OBJECT);
    while (tokens.nextToken() != JsonToken.END_OBJECT) {
      requireFewNames();
      String key = tokens.currentName();
      tokens.nextToken();
      requireMetadata(tokens, key, JsonToken.VALUE_STRING);
      if (metadata.put(key, tokens.getText()) != null) {
        throw repeated("metadata", key);
      }
    }
  }

  private void requireMetadata(JsonParser tokens, String key, JsonToken expected) {
    if (tokens.currentToken() != expected) {
      throw fault.of(
          "has metadata " + FileFault.quote(key) + " of another kind",
          "an object of strings",
          "write numbers and lists as text");
    }
  }

  private StoredTensor tensor(String name, JsonParser tokens) throws IOException {
    if (tokens.currentToken() != JsonToken.START_OBJECT) {
      throw fault.of(
          name,
          "is described by " + tokens.currentToken(),
          "an object of dtype, shape and data_offsets",
          FileFault.WRITE_AGAIN);
    }
    StoredType type = null;
    long[] shape = null;
    long[] offsets = null;
    while (tokens.nextToken() != JsonToken.END_OBJECT) {
      String key = tokens.currentName();
      tokens.nextToken();
      boolean isRepeated =
          switch (key) {
            case "dtype" -> type != null;
            case "shape" -> shape != null;
            case "data_offsets" -> offsets != null;
            default ->
                throw fault.of(
                    name,
                    "has the key " + FileFault.quote(key),
                    "dtype, shape and data_offsets",
                    FileFault.WRITE_AGAIN);
          };
      if (isRepeated) {
        throw fault.of(
            name, "has the key '" + key + "' twice", "each key once", FileFault.WRITE_AGAIN);
      }
      switch (key) {
        case "dtype" -> type = type(name, tokens);
        case "shape" -> shape = numbers(name, key, tokens);
        default -> offsets = numbers(name, key, tokens);
      }
    }
    if (type == null || shape == null || offsets == null) {
      throw fault.of(
          name,
          "lacks " + (type == null ? "dtype" : shape == null ? "shape" : "data_offsets"),
          "dtype, shape and data_offsets",
          FileFault.WRITE_AGAIN);
    }
    return checked(name, type, shape, offsets);
  }

  private StoredType type(String name, JsonParser tokens) throws IOException {
    if (tokens.currentToken() == JsonToken.VALUE_STRING) {
      String text = tokens.getText();
      for (StoredType type : StoredType.values()) {
        if (type.name().equals(text)) {
          return type;
        }
      }
      throw fault.of(
          name,
          "has dtype " + FileFault.quote(text),
          "one of " + Arrays.toString(StoredType.values()),
          "convert it to F32 or F64 where it was written");
    }
    throw fault.of(name, "has dtype " + tokens.currentToken(), "a string", FileFault.WRITE_AGAIN);
  }

  private long[] numbers(String name, String key, JsonParser tokens) throws IOException {
    if (tokens.currentToken() != JsonToken.START_ARRAY) {
      throw fault.of(
          name,
          "has " + key + " " + tokens.currentToken(),
          "a list of integers",
          FileFault.WRITE_AGAIN);
    }
    long[] numbers = new long[4];
    int count = 0;
    while (tokens.nextToken() != JsonToken.END_ARRAY) {
      if (count == SafetensorsHeader.MOST_AXES) {
        throw fault.of(
            name,
            "has " + key + " of more than " + count + " numbers",
            "at most " + count,
            FileFault.WRITE_AGAIN);
      }
      boolean isLong =
          tokens.currentToken() == JsonToken.VALUE_NUMBER_INT
              && tokens.getNumberType() != JsonParser.NumberType.BIG_INTEGER;
      if (!isLong || tokens.getLongValue() < 0) {
        throw fault.of(
            name,
            "has " + key + " with " + FileFault.quote(String.valueOf(tokens.getText())),
            "integers from 0 to 2^63 - 1",
            FileFault.WRITE_AGAIN);
      }
      if (count == numbers.length) {
        numbers = Arrays.copyOf(numbers, 2 * count);
      }
      numbers[count++] = tokens.getLongValue();
    }
    return Arrays.copyOf(numbers, count);
  }

  private StoredTensor checked(String name, StoredType type, long[] shape, long[] offsets) {
    if (offsets.length != 2 || offsets[0] > offsets[1]) {
      throw fault.of(
          name,
          "has data_offsets " + Arrays.toString(offsets),
          "[start, end] with start <= end",
          FileFault.WRITE_AGAIN);
    }
    long bytes;
    try {
      bytes = Math.multiplyExact(Shape.count(shape), (long) type.bytes());
    } catch (ArithmeticException beyondCounting) {
      throw fault.of(
          name,
          "has shape " + Arrays.toString(shape),
          "a size below 2^63 bytes",
          FileFault.WRITE_AGAIN);
    }
    if (bytes != offsets[1] - offsets[0]) {
      throw fault.of(
          name,
          "has data_offsets " + Arrays.toString(offsets),
          bytes + " bytes for " + type + Arrays.toString(shape),
          FileFault.WRITE_AGAIN);
    }
    return new StoredTensor(name, type, shape, offsets[0], offsets[1]);
  }

  private InvalidInputException repeated(String what, String name) {
    return fault.of(
        "has the " + what + " " + FileFault.quote(name) + " twice",
        "each name once",
        FileFault.WRITE_AGAIN);
  }

  private void requireFewNames() {
    if (++names > SafetensorsHeader.MOST_NAMES) {
      throw fault.of(
          "names more than " + SafetensorsHeader.MOST_NAMES + " tensors and texts",
          "at most that many",
          "split it into several files");
    }
  }
}

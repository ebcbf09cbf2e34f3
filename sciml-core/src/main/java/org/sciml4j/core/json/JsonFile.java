package org.sciml4j.core.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.sciml4j.core.InvalidInputException;

/** Reads JSON files, each one value without duplicate names and with nothing behind it. */
public final class JsonFile {
  private JsonFile() {}

  /**
   * The value that a file holds, in UTF-8.
   *
   * @throws InvalidInputException if the file does not exist, cannot be read, or is not JSON
   */
  public static JsonField read(Path path, JsonRemedies remedies) {
    try {
      return new JsonField(
          path.toString(),
          "",
          JsonMapper.builder()
              .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
              .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
              .build()
              .readTree(Files.readString(path)),
          remedies);
    } catch (NoSuchFileException e) {
      throw new InvalidInputException(path + " does not exist; " + remedies.absent(), e);
    } catch (JsonProcessingException e) {
      throw new InvalidInputException(
          path
              + " is not JSON: "
              + firstLine(e.getOriginalMessage())
              + " at line "
              + (e.getLocation() == null ? "1" : e.getLocation().getLineNr())
              + "; "
              + remedies.syntax(),
          e);
    } catch (IOException e) {
      throw new InvalidInputException(
          path
              + " cannot be read: "
              + firstLine(e.toString())
              + "; give a readable text file in UTF-8",
          e);
    }
  }

  private static String firstLine(String message) {
    return message.lines().findFirst().orElse("no details");
  }
}

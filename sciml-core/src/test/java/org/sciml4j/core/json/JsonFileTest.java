package org.sciml4j.core.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sciml4j.core.InvalidInputException;

class JsonFileTest {
  private static final JsonRemedies REMEDIES =
      new JsonRemedies("make it", "mend it", "add it", "correct it");

  @TempDir Path folder;
  private Path path;

  @BeforeEach
  void name() {
    path = folder.resolve("a.json");
  }

  @Test
  void should_find_fields_by_name_and_place() throws IOException {
    JsonField root = read("{\"a\":[1,2.5],\"b\":{\"c\":\"\u00e9\"},\"d\":null}");
    assertThat(root.required("a").numbers()).containsExactly(1.0, 2.5);
    assertThat(root.required("a").elements().getFirst().integer()).isEqualTo(1);
    assertThat(root.required("b").required("c").text()).isEqualTo("\u00e9");
    assertThat(root.optional("d")).isEqualTo(Optional.empty());
  }

  @Test
  void should_name_the_field_that_is_wrong_and_the_remedy() throws IOException {
    JsonField root = read("{\"a\":[1,2.5],\"b\":{\"c\":3}}");
    assertRefused(() -> root.required("b").required("d"), "field 'b.d' is missing; add it");
    assertRefused(
        () -> root.required("a").elements().get(1).integer(),
        "field 'a[1]' is 2.5, expected a whole number; correct it");
    assertRefused(
        () -> root.required("b").required("c").text(),
        "field 'b.c' is 3, expected a text; correct it");
  }

  private void assertRefused(Runnable reading, String problem) {
    assertThatThrownBy(reading::run)
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(path + ": " + problem);
  }

  @Test
  void should_read_strictly() throws IOException {
    assertThatThrownBy(() -> JsonFile.read(path, REMEDIES))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(path + " does not exist; make it");
    for (String text : new String[] {"{\"a\":1,\n\"a\":2}", "{\n", "[1]\n[2]"}) {
      assertThatThrownBy(() -> read(text))
          .isInstanceOf(InvalidInputException.class)
          .hasMessageContaining(path + " is not JSON: ")
          .hasMessageEndingWith(" at line 2; mend it");
    }
    Files.write(path, new byte[] {'"', (byte) 0xff, '"'});
    assertThatThrownBy(() -> JsonFile.read(path, REMEDIES))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("text file in UTF-8");
  }

  private JsonField read(String text) throws IOException {
    return JsonFile.read(Files.writeString(path, text), REMEDIES);
  }
}

package org.sciml4j.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.tensor.DType;

class CsvTest {
  @TempDir Path folder;

  private Csv csv(String text) {
    try {
      return Csv.file(Files.writeString(folder.resolve("a.csv"), text));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static void assertRefused(Csv csv, String... parts) {
    assertThatThrownBy(csv::read)
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContainingAll(parts)
        .message()
        .doesNotContain("\n")
        .hasSizeLessThan(400);
  }

  @Test
  void reads_named_columns() {
    CsvTable table = csv("t,angle,speed\n0,1.5,-2e-3\n0.5, +.25 ,7.\n").read();
    assertThat(table.names()).containsExactly("t", "angle", "speed");
    assertThat(table.values().dtype()).isEqualTo(DType.F64);
    assertThat(table.values().shape()).containsExactly(2, 3);
    assertThat(table.values().toDoubles()).containsExactly(0, 1.5, -2e-3, 0.5, 0.25, 7);
    assertThat(table.column("angle")).containsExactly(1.5, 0.25);
    assertThatThrownBy(() -> table.column("agnle")).hasMessageContaining("did you mean 'angle'?");
    assertThat(csv("a\n0.1").read(DType.F32).values().get(0, 0)).isEqualTo(0.1f);
  }

  @Test
  void finds_out_whether_there_is_a_header() {
    assertThat(csv("1,2\n3,4\n").read().names()).containsExactly("0", "1");
    assertThat(csv("1,2\n3,4\n").read().values().size(0)).isEqualTo(2);
    CsvTable years = csv("2001,2002\n3,4\n").header(true).read();
    assertThat(years.names()).containsExactly("2001", "2002");
    assertThat(years.column("2002")).containsExactly(4);
    assertRefused(csv("a,b\n1,2\n").header(false), "column '0' in line 1", "'a'");
    assertThat(csv("a,b\n").read().values().shape()).containsExactly(0, 2);
  }

  @Test
  void does_not_take_data_for_a_header() {
    String dated = "2020-01-01,1.5\n2020-01-02,2.5\n";
    assertRefused(
        csv(dated).columns(1),
        "first line of file",
        "[2020-01-01, 1.5]",
        "header(true) if these are names, header(false) if they are data");
    assertThat(csv(dated).header(false).columns(1).read().values().toDoubles())
        .containsExactly(1.5, 2.5);
    assertThat(csv("depth,0.5,1\n3,4,5\n").header(true).read().column("0.5")).containsExactly(4);
    assertThat(csv(",a,nan\n1,2,3\n").read().column("a")).containsExactly(2);
  }

  @Test
  void reads_chosen_columns_only() {
    String text = "name,x,y\nfirst,1,2\nsecond,3,4\n";
    assertThat(csv(text).columns("y", "x").read().values().toDoubles()).containsExactly(2, 1, 4, 3);
    assertThat(csv(text).columns(2).read().column("y")).containsExactly(2, 4);
    assertRefused(
        csv(text), "column 'name' in line 2 of file", "a.csv", "'first'", "columns of numbers");
    assertRefused(csv(text).columns("nam"), "'nam'", "a.csv", "did you mean 'name'?");
    assertRefused(csv(text).columns("zzzzzz"), "it has [name, x, y]");
    assertRefused(csv(text).columns(3), "is 3", "0 to 2");
    assertRefused(csv("x,x\n1,2\n").columns("x"), "2 times");
    assertRefused(csv("1,2\n").columns("x"), "only numbers");
  }

  @Test
  void reads_missing_values_and_infinities() {
    assertThat(csv("a,b,c,d,e,f\nNaN,,NA,n/a,-inf,Infinity\n").read().values().toDoubles())
        .containsExactly(
            Double.NaN,
            Double.NaN,
            Double.NaN,
            Double.NaN,
            Double.NEGATIVE_INFINITY,
            Double.POSITIVE_INFINITY);
    assertThat(csv("a\n-9999\n1\nBad\n").missing("-9999", "bad").read().column("a"))
        .containsExactly(Double.NaN, 1, Double.NaN);
  }

  @Test
  void skips_comments_blank_lines_and_the_byte_order_mark() {
    assertThat(csv("\ufeff# made by hand\n\"a\",b\r\n\r\n# more\n1,2\r\n").read().column("a"))
        .containsExactly(1);
    assertThat(csv("% MATLAB\n1 2\n3 4\n").comment('%').delimiter(' ').read().values().toDoubles())
        .containsExactly(1, 2, 3, 4);
  }

  @Test
  void reads_quoted_fields() {
    CsvTable table =
        csv("\"time, s\",\"the \"\"angle\"\"\",note\n\"1\",\"2\",\"two\nlines\"\n3,4,\"\"\n")
            .columns(0, 1)
            .read();
    assertThat(table.names()).containsExactly("time, s", "the \"angle\"");
    assertThat(table.values().toDoubles()).containsExactly(1, 2, 3, 4);
    assertRefused(csv("a,note\n1,\"no end\n2,x\n").columns("a"), "a.csv", "after line 1", "quotes");
    assertRefused(csv("a,b\n1,\"2\"3\n"), "a.csv", "quotes");
  }

  @Test
  void reads_decimal_commas() {
    assertThat(csv("a;b\n1,5;-2,5e1\n").decimalComma().read().values().toDoubles())
        .containsExactly(1.5, -25);
    assertThat(csv("a\tb\n1,5\t2\n").decimalComma().delimiter('\t').read().column("a"))
        .containsExactly(1.5);
    assertRefused(csv("a;b\n1.234,5;2\n").decimalComma(), "'1.234,5'");
    assertRefused(csv("a;b\n1,5;2\n").delimiter(';'), "'1,5'", "decimalComma()");
    assertRefused(csv("a,b\n1,5\n").decimalComma().delimiter(','), "delimiter");
  }

  @Test
  void says_what_to_set_when_the_delimiter_is_wrong() {
    assertRefused(csv("a;b\n1;2\n"), "line 2", "'1;2'", "delimiter(';')");
    assertRefused(csv("a\tb\n1\t2\n"), "delimiter('\\t')");
    assertRefused(csv("a;b\n1,5;2,5\n"), "line 2", "of 3 fields", "delimiter");
    assertThatThrownBy(() -> csv("").delimiter('"')).hasMessageContaining("delimiter");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1d", "0x10", "1 2", "--1", "1e", ".", "e", "1,2", "١", "True"})
  void refuses_what_is_no_decimal_number(String text) {
    assertRefused(csv("a\n1\n\"" + text + "\"\n"), "column 'a' in line 3", "'" + text + "'");
  }

  @Test
  void refuses_lines_that_do_not_fit_and_files_that_are_no_tables() throws IOException {
    assertRefused(csv("# c\na,b\n1,2\n3\n"), "line 4 of file", "1 fields", "2 as in line 2");
    assertRefused(csv("a,b\n1,2,3\n"), "line 2", "3 fields");
    assertRefused(csv(""), "no lines");
    assertRefused(csv("# only a comment\n\n"), "no lines");
    assertRefused(csv("a\n" + "x\u0007".repeat(5000)), "line 2", "…");
    assertRefused(Csv.file(folder.resolve("b.csv")), "does not exist");
    Path latin =
        Files.write(folder.resolve("l.csv"), "°C\n1\n".getBytes(StandardCharsets.ISO_8859_1));
    assertRefused(Csv.file(latin), "not UTF-8", "charset");
    assertThat(Csv.file(latin).charset(StandardCharsets.ISO_8859_1).read().names())
        .containsExactly("°C");
  }

  @Test
  void reads_many_packed_lines() throws IOException {
    Path path = folder.resolve("a.csv.gz");
    try (OutputStream stream = new GZIPOutputStream(Files.newOutputStream(path))) {
      StringBuilder text = new StringBuilder("i,square\n");
      for (long i = 0; i < 10_000; i++) {
        text.append(i).append(',').append(i * i).append('\n');
      }
      stream.write(text.toString().getBytes(StandardCharsets.US_ASCII));
    }
    CsvTable table = Csv.file(path).read();
    assertThat(table.values().shape()).containsExactly(10_000, 2);
    assertThat(table.values().get(9_999, 1)).isEqualTo(9_999.0 * 9_999);
  }
}

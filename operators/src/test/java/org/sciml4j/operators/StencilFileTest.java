package org.sciml4j.operators;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.stencil.BoundaryMode;
import org.sciml4j.operators.StencilFile.GridAxis;
import org.sciml4j.operators.StencilFile.Identified;
import org.sciml4j.operators.StencilFile.Input;
import org.sciml4j.operators.StencilFile.Origin;

class StencilFileTest {
  private static final String HEAT =
      """
      {"inputs":["T"],"kernels":{"T":[[0,1,0],[1,-4,1],[0,1,0]]},
       "bias":0.0,"spacing":[1.0,1.0],"boundary":"periodic"}
      """;

  @TempDir Path folder;

  @Property(tries = 200)
  void readsBackExactlyWhatWasWritten(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 3) int dims) throws IOException {
    Random random = new Random(seed);
    StencilFile file = randomFile(random, dims);
    Path path = Files.createTempFile("stencil", ".json");
    try {
      file.write(path);
      assertThat(StencilFile.read(path)).isEqualTo(file);
    } finally {
      Files.delete(path);
    }
  }

  @Test
  void writingLeavesAllOtherFilesAlone() throws IOException {
    Path other = Files.writeString(folder.resolve("stencil.json.part"), "keep me");
    StencilFile.of("u", Stencil.identity(1), BoundaryMode.PERIODIC)
        .write(folder.resolve("stencil.json"));
    assertThat(other).hasContent("keep me");
    assertThat(folder.toFile().list())
        .containsExactlyInAnyOrder("stencil.json.part", "stencil.json");
  }

  @Test
  void weightsActOnFieldValuesInFileOrder() throws IOException {
    Path path =
        file(
            """
            {"inputs":["u"],"kernels":{"u":[[0,0,0,0,7],[1,0,0,0,0],[0,2,0,0,0]]},
             "spacing":[2,-0.5],"boundary":["reflect","VALID"],"comment":{"any":["thing",null]}}
            """);
    StencilFile read = StencilFile.read(path);
    Stencil stencil = read.stencil("u");
    assertThat(stencil.coefficient(-1, 2)).isEqualTo(7);
    assertThat(stencil.coefficient(0, -2)).isEqualTo(1);
    assertThat(stencil.coefficient(1, -1)).isEqualTo(2);
    assertThat(stencil.size()).isEqualTo(3);
    assertThat(stencil.spacing()).containsExactly(2, -0.5);
    assertThat(read.boundary()).containsExactly(BoundaryMode.REFLECT, BoundaryMode.VALID);
    assertThat(read.axes()).extracting(GridAxis::name).containsExactly("y", "x");
    assertThat(read.bias()).isZero();
  }

  @Test
  void looksAsDocumented() {
    Stencil laplacian =
        Stencil.of(
            new double[] {0.5, 0.5},
            new int[][] {{-1, 0}, {0, -1}, {0, 0}, {0, 1}, {1, 0}},
            new double[] {4, 4, -16, 4, 4});
    assertThat(StencilFile.of("T", laplacian, BoundaryMode.PERIODIC).toJson())
        .isEqualToIgnoringWhitespace(
            """
            {"inputs":["T"],
             "kernels":{"T":[[0.0,4.0,0.0],[4.0,-16.0,4.0],[0.0,4.0,0.0]]},
             "bias":0.0,
             "dims":["y","x"],"spacing":[0.5,0.5],"boundary":"periodic"}
            """);
  }

  @Test
  void replacesAFileAndLeavesNothingElseBehind() throws IOException {
    Path path = file(HEAT);
    StencilFile read = StencilFile.read(path);
    read.withBias(0.25, OptionalDouble.of(0.01)).write(path);
    assertThat(StencilFile.read(path).bias()).isEqualTo(0.25);
    try (var files = Files.list(folder)) {
      assertThat(files).containsExactly(path);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          "inputs":["T"]         | "inputs":"T"              | field 'inputs' is "T"
          "inputs":["T"]         | "inputs":[]               | inputs is empty
          "inputs":["T"]         | "inputs":["T","T"]        | 'T' twice
          "inputs":["T"]         | "inputs":["T","S"]        | field 'kernels.S' is missing
          "inputs":["T"]         | "ins":["T"]               | field 'inputs' is missing
          [0,1,0],[1,-4,1]       | [0,1,0],[1,-4]            | field 'kernels.T[1]' is [1,-4]
          [0,1,0],[1,-4,1]       | [0,1,0],[1,null,1]        | field 'kernels.T[1][1]' is null
          [0,1,0],[1,-4,1]       | [0,1,0],[1,"a",1]         | field 'kernels.T[1][1]' is "a"
          [0,1,0],[1,-4,1]       | [0,1,0],[1,1e999,1]       | field 'kernels.T[1][1]' is
          [0,1,0],[1,-4,1]       | [0,1,0]                   | field 'kernels.T' is [[0,1,0],[0,1,0]]
          [[0,1,0],[1,-4,1],[0,1,0]] | 3                     | field 'kernels.T' is 3
          [[0,1,0],[1,-4,1],[0,1,0]] | [1,-2,1]              | kernels.T is an array of 1 levels
          "bias":0.0             | "bias":"none"             | field 'bias' is "none"
          [1.0,1.0]              | [1.0,0]                   | spacing is 0.0 along x
          [1.0,1.0]              | [1,1,1,1]                 | field 'spacing' is [1,1,1,1]
          "periodic"             | "wrap"                    | field 'boundary' is "wrap"
          "periodic"             | ["zero"]                  | field 'boundary' is ["zero"]
          "bias":0.0             | "bias":0,"bias":1         | is not JSON
          "bias":0.0             | "standardErrors":{"T":[1]} | standardErrors.T is of extent [1]
          "bias":0.0             | "standardErrors":{"T":[[0,0,0],[0,-1,0],[0,0,0]]} | negative
          "bias":0.0             | "identified":"laplacian"  | field 'identified' is "laplacian"
          "bias":0.0             | "bias":                   | is not JSON
          """)
  void namesTheFieldThatIsWrong(String good, String bad, String message) throws IOException {
    assertThat(HEAT).contains(good);
    Path path = file(HEAT.replace(good, bad));
    assertThatThrownBy(() -> StencilFile.read(path))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining(message)
        .message()
        .hasLineCount(1);
  }

  @Test
  void refusesWhatIsNoStencilFile() throws IOException {
    assertThatThrownBy(() -> StencilFile.read(folder.resolve("none.json")))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("none.json does not exist");
    assertThatThrownBy(() -> StencilFile.read(folder)).isInstanceOf(InvalidInputException.class);
    for (String text : List.of("", "[1]", "{} {}", "CDF\u0001")) {
      Path path = file(text);
      assertThatThrownBy(() -> StencilFile.read(path))
          .isInstanceOf(InvalidInputException.class)
          .message()
          .hasLineCount(1);
    }
    assertThatThrownBy(
            () -> StencilFile.read(file(HEAT)).write(folder.resolve("no/such/folder.json")))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("does not exist");
  }

  private Path file(String text) throws IOException {
    return Files.writeString(folder.resolve("stencil.json"), text);
  }

  private static StencilFile randomFile(Random random, int dims) {
    int[] extent = new int[dims];
    Arrays.setAll(extent, axis -> 2 * random.nextInt(4) + 1);
    List<GridAxis> axes =
        random
            .ints(dims, 0, BoundaryMode.values().length)
            .mapToObj(
                mode ->
                    new GridAxis(
                        "axis " + mode,
                        random.nextBoolean() ? "m" : "",
                        Math.exp(random.nextGaussian()),
                        BoundaryMode.values()[mode]))
            .toList();
    List<Input> inputs =
        List.of(
            new Input("T", "s-1", randomKernel(random, extent), Optional.empty()),
            new Input(
                "\u03c1 \"u\"\n",
                "",
                randomKernel(random, extent),
                Optional.of(randomErrors(random, extent))));
    StencilFile file =
        new StencilFile(
            inputs,
            axes,
            random.nextGaussian(),
            random.nextBoolean() ? OptionalDouble.of(random.nextDouble()) : OptionalDouble.empty(),
            Optional.empty(),
            Origin.unknown());
    return random.nextBoolean()
        ? file
        : file.withIdentified(
                new Identified("laplacian", random.nextDouble(), Double.NaN, "m2 s-1", "0.1 x it"))
            .withOrigin(new Origin("a.nc", "0.1", OptionalDouble.of(random.nextDouble()), "s"));
  }

  private static Kernel randomKernel(Random random, int[] extent) {
    return new Kernel(
        extent,
        random
            .doubles(Arrays.stream(extent).reduce(1, (a, b) -> a * b))
            .map(x -> x < 0.3 ? 0 : (x - 0.6) * Math.pow(10, 30 * (x - 0.7)))
            .toArray());
  }

  private static Kernel randomErrors(Random random, int[] extent) {
    return new Kernel(
        extent,
        random
            .doubles(Arrays.stream(extent).reduce(1, (a, b) -> a * b))
            .map(x -> x < 0.2 ? Double.NaN : x)
            .toArray());
  }
}

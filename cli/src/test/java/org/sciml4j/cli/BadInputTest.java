package org.sciml4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import ucar.ma2.Array;
import ucar.ma2.DataType;
import ucar.ma2.InvalidRangeException;
import ucar.nc2.NetcdfFileWriter;
import ucar.nc2.Variable;

/** Whatever is wrong with the input: one line on standard error, exit code 2, no output. */
class BadInputTest {
  @TempDir Path folder;
  private Path input;
  private Path output;

  @BeforeEach
  void makeInput() {
    input = SampleFile.diffusion(folder.resolve("input.nc"), 4);
    output = folder.resolve("out");
  }

  @Test
  void aMissingFileIsNamed() {
    assertRefused(fit(folder.resolve("nowhere.nc")), "nowhere.nc");
  }

  @Test
  void aTextFileIsNotNetcdf() throws IOException {
    Path text = Files.writeString(folder.resolve("notes.nc"), "not a field at all\n".repeat(50));
    assertRefused(fit(text), "notes.nc");
  }

  @Test
  void aTruncatedFileIsToldFromAWholeOne() throws IOException {
    byte[] whole = Files.readAllBytes(input);
    Path cut = folder.resolve("cut.nc");
    Files.write(cut, Arrays.copyOf(whole, whole.length / 2));
    assertRefused(fit(cut), "cut.nc", "truncated");
  }

  @Test
  void aCdf5FileIsNamedAsSuch() throws IOException {
    byte[] bytes = Files.readAllBytes(input);
    bytes[3] = 5;
    Path cdf5 = Files.write(folder.resolve("wide.nc"), bytes);
    assertRefused(fit(cdf5), "CDF-5");
  }

  @Test
  void anUnknownVariableIsAnsweredWithNearNames() {
    assertRefused(
        CommandRun.of(
            "stencil", "fit", input, "--variable", "bond", "--time-derivative", "--out", output),
        "bond",
        "band");
  }

  @Test
  void aTextVariableCannotBeFitted() throws IOException, InvalidRangeException {
    Path text = folder.resolve("text.nc");
    NetcdfFileWriter writer =
        NetcdfFileWriter.createNew(NetcdfFileWriter.Version.netcdf3, text.toString());
    writer.addDimension(null, "n", 6);
    Variable name = writer.addVariable(null, "label", DataType.CHAR, "n");
    writer.create();
    char[] letters = "abcdef".toCharArray();
    writer.write(name, Array.factory(char.class, new int[] {letters.length}, letters));
    writer.close();
    assertRefused(
        CommandRun.of(
            "stencil", "fit", text, "--variable", "label", "--target", "label", "--out", output),
        "label");
  }

  @Test
  void anAxisThatIsNotUniformIsNamed() {
    assertRefused(fit(SampleFile.stretched(folder.resolve("stretched.nc"))), "axis 'x'", "uniform");
  }

  @Test
  void oneTimeStepHasNoTimeDerivative() {
    assertRefused(fit(SampleFile.diffusion(folder.resolve("one.nc"), 1)), "time");
  }

  @Test
  void aTargetOfAnotherShapeIsRefused() {
    assertRefused(
        CommandRun.of(
            "stencil", "fit", input, "--variable", "u", "--target", "band", "--out", output),
        "band");
  }

  @Test
  void aStencilOfEvenSizeHasNoCentre() {
    assertRefused(fit(input, "--size", "4"), "4", "odd");
  }

  @Test
  void aStencilOfNegativeSizeIsAnsweredWithAPositiveOne() {
    assertRefused(fit(input, "--size", "-3"), "-3", "--size 3");
    assertOneLine(CommandRun.of("bench", "stencil_fit", "--size", "4"), "--size is 4", "odd");
    assertOneLine(CommandRun.of("bench", "stencil_apply", "--size", "-3"), "-3", "odd");
  }

  @Test
  void aMistypedCommandIsAnsweredWithNearOnes() {
    assertOneLine(CommandRun.of("inspekt", input), "inspekt", "did you mean inspect");
    assertOneLine(CommandRun.of("stencil", "fits", input), "fits", "did you mean fit");
    assertOneLine(CommandRun.of("frobnicate"), "frobnicate", "expected one of inspect, stencil");
  }

  @Test
  void aNameThatThisSystemCannotWriteIsRefused() {
    assertOneLine(CommandRun.of("inspect", "no\0file.nc"), "file name", "LC_ALL");
  }

  @Test
  void messagesStartWithWhatIsWrong() {
    CommandRun run = CommandRun.of("stencil", "fit", input, "--variable", "u", "--out", output);
    assertRefused(run, "--time-derivative");
    assertThat(run.err()).doesNotContain("Error:");
  }

  @Test
  void aStencilLargerThanTheFieldNeedsABoundary() {
    assertRefused(fit(input, "--size", "15", "--boundary", "valid"), "15");
  }

  @Test
  void aFieldWithoutValuesIsRefused() {
    Path empty = SampleFile.mapped(folder.resolve("empty.nc"), 3, _ -> Double.NaN);
    assertRefused(fit(empty), "missing");
  }

  @Test
  void aConstantFieldLeavesCoefficientsUndetermined() {
    Path constant = SampleFile.mapped(folder.resolve("constant.nc"), 3, _ -> 1);
    assertRefused(fit(constant), "constant");
  }

  @Test
  void infiniteValuesAreRefused() {
    Path infinite =
        SampleFile.mapped(
            folder.resolve("infinite.nc"), 3, v -> v > 1.5 ? Double.POSITIVE_INFINITY : v);
    assertRefused(fit(infinite), "infinite");
  }

  @Test
  void anOutputFolderThatCannotBeWrittenIsNamed() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "in the way");
    output = file.resolve("out");
    assertRefused(fit(input), "output folder");
  }

  @Test
  void existingOutputStaysWithoutForce() throws IOException {
    Files.createDirectory(output);
    Path precious = Files.writeString(output.resolve("precious.txt"), "keep me");
    CommandRun run = fit(input);
    assertOneLine(run, "exists", "--force");
    assertThat(precious).hasContent("keep me");
    assertThat(listing(output)).containsExactly("precious.txt");
  }

  @Test
  void aSliceOffTheFieldIsRefused() {
    assertRefused(fit(input, "--slice", "x=3:90"), "x");
    assertRefused(fit(input, "--slice", "w=0:3"), "w");
    assertRefused(fit(input, "--slice", "x"), "--slice");
    assertRefused(fit(input, "--time", "a:b"), "--time");
  }

  @Test
  void malformedChoicesAreRefused() {
    assertRefused(fit(input, "--boundary", "cyclic"), "cyclic", "periodic");
    assertRefused(fit(input, "--constrain", "pretty"), "pretty", "zero-sum");
    assertRefused(fit(input, "--instrument", "magic"), "magic");
    assertRefused(fit(input, "--threads", "0"), "--threads");
    assertRefused(fit(input, "--nonsense"), "--nonsense");
    assertRefused(
        CommandRun.of("stencil", "fit", input, "--variable", "u", "--out", output), "--target");
  }

  @Test
  void anUnknownStencilNameIsAnsweredWithNearNames() {
    CommandRun run = CommandRun.of("stencil", "show", "laplacain");
    assertOneLine(run, "laplacain", "laplacian");
  }

  @Test
  void exportAndApplyLeaveExistingFilesAlone() throws IOException {
    Path kernel = folder.resolve("kernel");
    assertThat(CommandRun.of("stencil", "show", "laplacian", "--out", kernel).exitCode()).isZero();
    Path existing = Files.writeString(folder.resolve("existing"), "keep me");
    assertOneLine(
        CommandRun.of("stencil", "export", kernel, "--language", "c", "--out", existing),
        "exists",
        "--force");
    assertOneLine(
        CommandRun.of("stencil", "apply", kernel, input, "-v", "u", "--out", existing),
        "exists",
        "--force");
    assertThat(existing).hasContent("keep me");
  }

  @Test
  void aMalformedStencilFileIsRefused() throws IOException {
    Path broken = Files.writeString(folder.resolve("broken.json"), "{\"inputs\":");
    assertOneLine(CommandRun.of("stencil", "show", broken), "broken.json");
    assertOneLine(CommandRun.of("stencil", "export", broken, "--language", "c"), "broken.json");
  }

  private CommandRun fit(Path file, String... more) {
    List<Object> arguments =
        new ArrayList<>(
            List.of(
                "stencil", "fit", file, "--variable", "u", "--time-derivative", "--out", output));
    arguments.addAll(List.of(more));
    return CommandRun.of(arguments.toArray());
  }

  private void assertRefused(CommandRun run, String... named) {
    assertOneLine(run, named);
    assertThat(output).doesNotExist();
    assertThat(listing(folder)).noneMatch(name -> name.startsWith("."));
  }

  private static void assertOneLine(CommandRun run, String... named) {
    assertThat(run.err().strip().lines()).as(run.err()).hasSize(1);
    assertThat(run.err()).startsWith("sciml: ").contains(named).doesNotContain("Exception");
    assertThat(run.out()).isEmpty();
    assertThat(run.exitCode()).isEqualTo(2);
  }

  private static List<String> listing(Path folder) {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.map(entry -> entry.getFileName().toString()).sorted().toList();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}

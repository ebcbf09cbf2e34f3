package org.sciml4j.operators.export;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.DoubleBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sciml4j.core.tensor.DType;
import org.sciml4j.operators.export.ExportCase.Call;

/** Runs exported Python with NumPy and compares what it computes. */
class PythonSourceTest {
  @TempDir Path folder;

  @Test
  void pythonComputesTheStencil() throws Exception {
    Tool python = new Tool("python3").orSkip("-c", "import numpy");
    List<ExportCase> cases = ExportCase.all();
    StringBuilder driver = new StringBuilder("import numpy as np\n");
    for (ExportCase test : cases) {
      Files.writeString(
          folder.resolve(Language.PYTHON.fileName(test.name())), test.source(Language.PYTHON));
      List<Call> calls = test.calls();
      for (int i = 0; i < calls.size(); i++) {
        driver.append(calling(test, calls.get(i), test.name() + "_" + i));
      }
    }
    Files.writeString(folder.resolve("driver.py"), driver);
    python.runSilently(folder, "-W", "error", "driver.py");
    for (ExportCase test : cases) {
      List<Call> calls = test.calls();
      for (int i = 0; i < calls.size(); i++) {
        test.check(calls.get(i), false, read(test.name() + "_" + i + ".apply"));
        test.check(calls.get(i), true, read(test.name() + "_" + i + ".step"));
      }
    }
  }

  private String calling(ExportCase test, Call call, String id) throws IOException {
    List<String> fields = new ArrayList<>();
    for (int i : test.arguments()) {
      fields.add(field(test, call, call.inputs()[i], id + ".u" + i));
    }
    String inputs = String.join(", ", fields);
    return """
        import NAME
        np.asarray(NAME.NAME(INPUTS), dtype=np.float64).tofile("ID.apply")
        np.asarray(NAME.NAME_step(A, BASE, B, INPUTS), dtype=np.float64).tofile("ID.step")
        """
        .replace("NAME", test.name())
        .replace("INPUTS", inputs)
        .replace("BASE", field(test, call, call.base(), id + ".base"))
        .replace("(A,", "(" + ExportCase.A + ",")
        .replace("B, np", ExportCase.B + ", np")
        .replace("ID", id);
  }

  private String field(ExportCase test, Call call, double[] values, String file)
      throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(8 * values.length).order(ByteOrder.nativeOrder());
    bytes.asDoubleBuffer().put(values);
    Files.write(folder.resolve(file), bytes.array());
    return "np.fromfile(\""
        + file
        + "\").reshape("
        + Arrays.toString(call.shape())
        + ").astype(np."
        + (test.dtype() == DType.F64 ? "float64" : "float32")
        + ")";
  }

  private double[] read(String file) throws IOException {
    DoubleBuffer values =
        ByteBuffer.wrap(Files.readAllBytes(folder.resolve(file)))
            .order(ByteOrder.nativeOrder())
            .asDoubleBuffer();
    double[] array = new double[values.remaining()];
    values.get(array);
    return array;
  }
}

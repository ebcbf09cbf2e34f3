package org.sciml4j.operators.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sciml4j.core.tensor.DType;
import org.sciml4j.core.tensor.Shape;
import org.sciml4j.operators.export.ExportCase.Call;

/** Compiles exported Java in this JVM and compares what it computes. */
class JavaSourceTest {
  /** Methods longer than this are never compiled by HotSpot. */
  private static final int HUGE_METHOD = 8000;

  @TempDir Path folder;

  @Test
  void javaComputesTheStencil() throws Exception {
    List<ExportCase> cases = new ArrayList<>(ExportCase.all());
    cases.add(ExportCase.largest());
    compile(cases);
    try (URLClassLoader loader = new URLClassLoader(new URL[] {folder.toUri().toURL()})) {
      for (ExportCase test : cases) {
        Class<?> type = loader.loadClass(JavaEmitter.className(test.name()));
        for (Call call : test.calls()) {
          test.check(call, false, run(test, method(type, "apply"), call));
          test.check(call, true, run(test, method(type, "step"), call));
        }
      }
    }
  }

  @Test
  void methodsOfTheLargestStencilAreSmallEnoughToBeCompiled() throws Exception {
    compile(List.of(ExportCase.largest()));
    var model = ClassFile.of().parse(Files.readAllBytes(folder.resolve("Largest.class")));
    assertThat(model.methods())
        .filteredOn(method -> !method.methodName().equalsString("<clinit>"))
        .allSatisfy(
            method ->
                assertThat(method.findAttribute(Attributes.code()).orElseThrow().codeLength())
                    .isLessThan(HUGE_METHOD));
  }

  private void compile(List<ExportCase> cases) throws Exception {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "-d",
                folder.toString(),
                "-cp",
                folder.toString(),
                "-Xlint:all,-options",
                "-Werror",
                "--release",
                "8"));
    for (ExportCase test : cases) {
      Path file = folder.resolve(Language.JAVA.fileName(test.name()));
      arguments.add(Files.writeString(file, test.source(Language.JAVA)).toString());
    }
    int status =
        ToolProvider.getSystemJavaCompiler()
            .run(null, System.out, System.out, arguments.toArray(String[]::new));
    assertThat(status).isZero();
  }

  private static Method method(Class<?> type, String name) {
    return Arrays.stream(type.getMethods())
        .filter(method -> method.getName().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static double[] run(ExportCase test, Method method, Call call) throws Exception {
    int count = Math.toIntExact(Shape.count(test.outShape(call.shape())));
    Object out = array(test.dtype(), new double[count]);
    List<Object> arguments = new ArrayList<>();
    if (method.getName().equals("step")) {
      arguments.add(scalar(test.dtype(), ExportCase.A));
      arguments.add(array(test.dtype(), call.base()));
      arguments.add(scalar(test.dtype(), ExportCase.B));
    }
    for (int input : test.arguments()) {
      arguments.add(array(test.dtype(), call.inputs()[input]));
    }
    arguments.add(out);
    Arrays.stream(call.shape()).mapToObj(Math::toIntExact).forEach(arguments::add);
    method.invoke(null, arguments.toArray());
    return out instanceof float[] floats
        ? IntStream.range(0, floats.length).mapToDouble(i -> floats[i]).toArray()
        : (double[]) out;
  }

  private static Object scalar(DType dtype, double value) {
    return dtype == DType.F64 ? (Object) value : (Object) (float) value;
  }

  private static Object array(DType dtype, double[] values) {
    if (dtype == DType.F64) {
      return values.clone();
    }
    float[] floats = new float[values.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) values[i];
    }
    return floats;
  }
}

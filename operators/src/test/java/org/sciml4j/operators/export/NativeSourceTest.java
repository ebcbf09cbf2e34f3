package org.sciml4j.operators.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.SymbolLookup;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sciml4j.operators.export.NativeFunction.Passing;

/** Compiles exported C, Fortran and CUDA without a warning and compares what it computes. */
class NativeSourceTest {
  private static final List<ExportCase> CASES = ExportCase.all();

  @TempDir Path folder;

  @Test
  void cComputesTheStencil() throws Throwable {
    Tool gcc = new Tool("gcc").orSkip("--version");
    write("all.c", Language.C);
    gcc.runSilently(
        folder,
        "-std=c99",
        "-O3",
        "-Wall",
        "-Wextra",
        "-Werror",
        "-pedantic",
        "-shared",
        "-fPIC",
        "-o",
        "all.so",
        "all.c");
    try (Arena arena = Arena.ofConfined()) {
      SymbolLookup library = SymbolLookup.libraryLookup(folder.resolve("all.so"), arena);
      for (ExportCase test : CASES) {
        new NativeFunction(library, test, Passing.VALUES).check(test.name(), test.name() + "_step");
      }
    }
  }

  @Test
  void fortranComputesTheStencilOnTheSameMemory() throws Throwable {
    Tool gfortran = new Tool("gfortran").orSkip("--version");
    write("all.f90", Language.FORTRAN);
    gfortran.runSilently(
        folder,
        "-std=f2003",
        "-O1",
        "-Wall",
        "-Werror",
        "-shared",
        "-fPIC",
        "-o",
        "all.so",
        "all.f90");
    try (Arena arena = Arena.ofConfined()) {
      SymbolLookup library = SymbolLookup.libraryLookup(folder.resolve("all.so"), arena);
      for (ExportCase test : CASES) {
        String module = "__" + test.name().toLowerCase(Locale.ROOT) + "_stencil_MOD_" + test.name();
        new NativeFunction(library, test, Passing.REFERENCES).check(module, module + "_step");
      }
    }
  }

  /** The kernels stride over the grid, so that one thread on the host must do the whole work. */
  @Test
  void cudaComputesTheStencilWithOneThreadOnTheHost() throws Throwable {
    Tool compiler = new Tool("g++").orSkip("--version");
    Files.writeString(
        folder.resolve("cuda_runtime.h"),
        """
        #pragma once
        #define __device__
        #define __global__
        #define __constant__ const
        #define __forceinline__ inline
        typedef int cudaError_t;
        typedef void *cudaStream_t;
        enum { cudaSuccess = 0 };
        struct dim3 {
          unsigned x, y, z;
          dim3(unsigned x, unsigned y = 1, unsigned z = 1) : x(x), y(y), z(z) {}
        };
        static const dim3 blockIdx(0, 0, 0), threadIdx(0, 0, 0), blockDim(1), gridDim(1);
        static inline int cudaGetLastError() { return 0; }
        """);
    Files.writeString(
        folder.resolve("all.cpp"),
        sources(Language.CUDA).replace("<<<grid, block, 0, stream>>>", ""));
    compiler.runSilently(folder, "-O1", "-shared", "-fPIC", "-w", "-I.", "-o", "all.so", "all.cpp");
    try (Arena arena = Arena.ofConfined()) {
      SymbolLookup library = SymbolLookup.libraryLookup(folder.resolve("all.so"), arena);
      for (ExportCase test : CASES) {
        new NativeFunction(library, test, Passing.VALUES_AND_STREAM)
            .check(test.name(), test.name() + "_step");
      }
    }
  }

  @Test
  void cudaIsAcceptedByItsCompiler() throws Exception {
    Tool nvcc = new Tool("nvcc").orSkip("--version");
    Files.writeString(
        folder.resolve("some.cu"),
        CASES.stream()
            .filter(test -> test.name().endsWith("7"))
            .map(test -> test.source(Language.CUDA))
            .collect(Collectors.joining()));
    nvcc.runSilently(folder, "-ptx", "-o", "some.ptx", "some.cu");
    assertThat(folder.resolve("some.ptx"))
        .content()
        .contains(".entry")
        .contains("c7_kernel")
        .contains("c27_step_kernel");
  }

  private void write(String name, Language language) throws IOException {
    Files.writeString(folder.resolve(name), sources(language));
  }

  private static String sources(Language language) {
    return CASES.stream().map(test -> test.source(language)).collect(Collectors.joining("\n"));
  }
}

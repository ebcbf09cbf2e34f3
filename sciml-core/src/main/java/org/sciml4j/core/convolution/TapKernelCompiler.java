package org.sciml4j.core.convolution;

import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.TypeKind;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandles;
import org.sciml4j.core.kernel.HiddenClass;
import org.sciml4j.core.kernel.VectorCode;
import org.sciml4j.core.tensor.DType;

/**
 * Writes the bytecode of a {@link TapKernel} for one number of rows and vectors. Per term it loads
 * the vectors and one weight a row, and needs {@code rows + 2 vectors} loads (those of vectors
 * cross cache lines) for {@code rows * vectors} fused operations.
 *
 * @param rows outputs of a tile
 * @param vectors vectors of a row of the tile
 */
record TapKernelCompiler(DType dtype, int rows, int vectors) {
  private static final MethodTypeDesc RUN =
      MethodTypeDesc.of(
          ConstantDescs.CD_void,
          ConstantDescs.CD_int,
          ConstantDescs.CD_long.arrayType(),
          ConstantDescs.CD_long.arrayType(),
          ConstantDescs.CD_long,
          ConstantDescs.CD_long,
          ConstantDescs.CD_long,
          ConstantDescs.CD_int,
          ConstantDescs.CD_long,
          ConstantDescs.CD_long,
          ConstantDescs.CD_boolean,
          ConstantDescs.CD_int);

  /**
   * What sums that add to nothing begin with: loaded, because a second way to begin would make the
   * method too long for the JVM's first compiler, which the second waits for.
   */
  private static final MemorySegment ZEROS = Arena.global().allocate(4096, 64);

  private static final int TAPS = 1;
  private static final int OFFSETS = 2;
  private static final int WEIGHT_OFFSETS = 3;
  private static final int X = 4;
  private static final int W = 6;
  private static final int PITCH = 8;
  private static final int ROWS = 10;
  private static final int OUT = 11;
  private static final int OUT_PITCH = 13;
  private static final int ADDS = 15;
  private static final int TILES = 16;

  TapKernel compile() {
    int columns = vectors * VectorCode.lanes(dtype);
    return HiddenClass.instance(
        MethodHandles.lookup(),
        TapKernel.class,
        "Tap" + rows + "x" + vectors,
        type -> {
          type.withMethodBody("run", RUN, ClassFile.ACC_PUBLIC, this::write);
          number(type, "rows", rows);
          number(type, "columns", columns);
        });
  }

  private static void number(ClassBuilder type, String method, int number) {
    type.withMethodBody(
        method,
        MethodTypeDesc.of(ConstantDescs.CD_int),
        ClassFile.ACC_PUBLIC,
        code -> code.loadConstant(number).ireturn());
  }

  private void write(CodeBuilder code) {
    VectorCode lanes = new VectorCode(code, dtype);
    long bytes = (long) VectorCode.lanes(dtype) * dtype.bytes();
    int[][] sum = new int[rows][];
    int[] weight = new int[rows];
    int[] out = new int[rows];
    lanes.positive(X);
    for (int i = 0; i < rows; i++) {
      sum[i] = lanes.vectors(vectors);
      weight[i] = lanes.local(TypeKind.LONG);
      out[i] = lanes.local(TypeKind.LONG);
      lanes.row(weight[i], W, i, ROWS, PITCH);
      lanes.row(out[i], OUT, i, ROWS, OUT_PITCH);
    }
    int[] from = new int[rows];
    for (int i = 0; i < rows; i++) {
      from[i] = lanes.local(TypeKind.LONG);
      code.loadConstant(ZEROS.address()).lstore(from[i]);
    }
    int fromStep = lanes.local(TypeKind.LONG);
    code.lconst_0().lstore(fromStep);
    var nextTile = code.newLabel();
    code.iload(ADDS).ifeq(nextTile);
    for (int i = 0; i < rows; i++) {
      code.lload(out[i]).lstore(from[i]);
    }
    code.loadConstant(vectors * bytes).lstore(fromStep);
    code.labelBinding(nextTile);
    for (int i = 0; i < rows; i++) {
      lanes.positive(from[i]);
      for (int j = 0; j < vectors; j++) {
        lanes.load(sum[i][j], from[i], -1, j * bytes);
      }
    }
    writeLoop(code, lanes, bytes, sum, weight);
    // Rows that are not wanted repeat the last one, so that one is written after them.
    for (int i = rows - 1; i >= 0; i--) {
      lanes.positive(out[i]);
      for (int j = 0; j < vectors; j++) {
        lanes.store(sum[i][j], out[i], j * bytes);
      }
      code.lload(out[i]).loadConstant(vectors * bytes).ladd().lstore(out[i]);
      code.lload(from[i]).lload(fromStep).ladd().lstore(from[i]);
    }
    code.lload(X).loadConstant(vectors * bytes).ladd().lstore(X);
    code.iinc(TILES, -1).iload(TILES).ifgt(nextTile).return_();
  }

  private void writeLoop(
      CodeBuilder code, VectorCode lanes, long bytes, int[][] sum, int[] weight) {
    int k = lanes.local(TypeKind.INT);
    int at = lanes.local(TypeKind.LONG);
    int inWeights = lanes.local(TypeKind.LONG);
    int[] loaded = lanes.vectors(vectors);
    int factor = lanes.local(TypeKind.REFERENCE);
    var next = code.newLabel();
    var end = code.newLabel();
    code.iconst_0().istore(k).labelBinding(next).iload(k).iload(TAPS).if_icmpge(end);
    code.aload(OFFSETS).iload(k).laload().lload(X).ladd().lstore(at);
    lanes.positive(at);
    code.aload(WEIGHT_OFFSETS).iload(k).laload().lstore(inWeights);
    lanes.positive(inWeights);
    for (int j = 0; j < vectors; j++) {
      lanes.load(loaded[j], at, -1, j * bytes);
    }
    for (int i = 0; i < rows; i++) {
      lanes.broadcast(factor, weight[i], inWeights);
      for (int j = 0; j < vectors; j++) {
        lanes.fma(loaded[j], factor, sum[i][j]);
      }
    }
    code.iinc(k, 1).goto_(next).labelBinding(end);
  }
}

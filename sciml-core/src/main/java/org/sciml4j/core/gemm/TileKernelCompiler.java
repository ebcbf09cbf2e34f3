package org.sciml4j.core.gemm;

import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandles;
import java.util.Arrays;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import org.sciml4j.core.kernel.HiddenClass;
import org.sciml4j.core.tensor.DType;

/**
 * Writes the bytecode of a {@link TileKernel} for one number of rows and vectors: what a C
 * programmer writes with macros.
 *
 * <p>It calls the Vector API directly, because methods of our own in between use up the number of
 * nodes beyond which the second-tier compiler stops inlining them. And it neither masks nor adds to
 * C: above some 70 vector operations, masked ones counting several times, the first-tier compiler
 * runs out of virtual registers, may retry forever, and the vectors stay objects.
 */
final class TileKernelCompiler {
  private static final ClassDesc LONG = ConstantDescs.CD_long;
  private static final ClassDesc INT = ConstantDescs.CD_int;
  private static final MethodTypeDesc RUN =
      MethodTypeDesc.of(ConstantDescs.CD_void, INT, INT, LONG, LONG, LONG, LONG, LONG, LONG, LONG);
  private static final int K = 1;
  private static final int ROWS = 2;
  private static final int A = 3;
  private static final int A_ROW = 5;
  private static final int A_STEP = 7;
  private static final int B = 9;
  private static final int B_STEP = 11;
  private static final int C = 13;
  private static final int C_ROW = 15;

  private final Tile tile;
  private final CodeBuilder code;
  private final VectorCode vectors;
  private final ClassDesc element;
  private final ClassDesc layout;
  private final int[][] sum;
  private final int[] row;

  private TileKernelCompiler(Tile tile, CodeBuilder code) {
    this.tile = tile;
    this.code = code;
    boolean single = tile.dtype() == DType.F32;
    vectors = new VectorCode(code, single ? FloatVector.class : DoubleVector.class);
    element = single ? ConstantDescs.CD_float : ConstantDescs.CD_double;
    layout = VectorCode.desc(single ? ValueLayout.OfFloat.class : ValueLayout.OfDouble.class);
    sum = new int[tile.rows()][tile.vectors()];
    row = new int[tile.rows()];
  }

  static TileKernel compile(Tile tile) {
    return HiddenClass.instance(
        MethodHandles.lookup(),
        TileKernel.class,
        "Tile" + tile.rows() + "x" + tile.vectors(),
        type ->
            type.withMethodBody(
                "run",
                RUN,
                ClassFile.ACC_PUBLIC,
                code -> new TileKernelCompiler(tile, code).write()));
  }

  private void write() {
    vectors.cleanAddress(B);
    vectors.cleanAddress(C);
    vectors.cleanDistance(A_STEP);
    vectors.cleanDistance(B_STEP);
    writeStart();
    writeLoop();
    for (int i = 0; i < tile.rows(); i++) {
      int at = i;
      for (int j = 0; j < tile.vectors(); j++) {
        long distance = vectorDistance(j);
        code.aload(sum[i][j]);
        vectors.store(
            () -> {
              writeRowOf(C, C_ROW, at);
              code.loadConstant(distance).ladd();
            });
      }
    }
    code.return_();
  }

  private void writeStart() {
    vectors.species();
    code.invokestatic(
        vectors.type(), "zero", MethodTypeDesc.of(vectors.type(), VectorCode.SPECIES));
    for (int i = 0; i < tile.rows(); i++) {
      Arrays.setAll(sum[i], _ -> code.allocateLocal(TypeKind.REFERENCE));
      for (int s : sum[i]) {
        code.dup().astore(s);
      }
    }
    code.pop();
    for (int i = 0; i < tile.rows(); i++) {
      row[i] = code.allocateLocal(TypeKind.LONG);
      writeRowOf(A, A_ROW, i);
      code.lstore(row[i]);
      vectors.cleanAddress(row[i]);
    }
  }

  private void writeLoop() {
    int p = code.allocateLocal(TypeKind.INT);
    int aOffset = code.allocateLocal(TypeKind.LONG);
    int bOffset = code.allocateLocal(TypeKind.LONG);
    int factor = code.allocateLocal(TypeKind.REFERENCE);
    int[] loaded = new int[tile.vectors()];
    Arrays.setAll(loaded, _ -> code.allocateLocal(TypeKind.REFERENCE));
    var next = code.newLabel();
    var end = code.newLabel();
    code.iconst_0().istore(p).labelBinding(next).iload(p).iload(K).if_icmpge(end);
    writeOffset(p, A_STEP, aOffset);
    writeOffset(p, B_STEP, bOffset);
    for (int j = 0; j < tile.vectors(); j++) {
      long distance = vectorDistance(j);
      vectors.load(() -> code.lload(B).lload(bOffset).ladd().loadConstant(distance).ladd());
      code.astore(loaded[j]);
    }
    for (int i = 0; i < tile.rows(); i++) {
      writeBroadcast(i, aOffset);
      code.astore(factor);
      for (int j = 0; j < tile.vectors(); j++) {
        writeFma(factor, loaded[j], sum[i][j]);
      }
    }
    code.iinc(p, 1).goto_(next).labelBinding(end);
  }

  private void writeBroadcast(int i, int aOffset) {
    String name = tile.dtype() == DType.F32 ? "JAVA_FLOAT_UNALIGNED" : "JAVA_DOUBLE_UNALIGNED";
    vectors.species();
    vectors.memory();
    code.getstatic(VectorCode.desc(ValueLayout.class), name, layout)
        .lload(row[i])
        .lload(aOffset)
        .ladd()
        .invokeinterface(VectorCode.SEGMENT, "get", MethodTypeDesc.of(element, layout, LONG))
        .invokestatic(
            vectors.type(),
            "broadcast",
            MethodTypeDesc.of(vectors.type(), VectorCode.SPECIES, element));
  }

  private void writeFma(int x, int y, int s) {
    code.aload(x)
        .aload(y)
        .aload(s)
        .invokevirtual(
            vectors.type(),
            "fma",
            MethodTypeDesc.of(vectors.type(), VectorCode.VECTOR, VectorCode.VECTOR))
        .astore(s);
  }

  private long vectorDistance(int j) {
    return (long) j * GeneratedKernels.VECTOR_BYTES;
  }

  /** The term's number is known not to be negative, its product with a distance not to overflow. */
  private void writeOffset(int p, int step, int slot) {
    code.iload(p).loadConstant(Integer.MAX_VALUE).iand().i2l().lload(step).lmul().lstore(slot);
  }

  /** Rows beyond the last repeat it. */
  private void writeRowOf(int base, int stride, int i) {
    code.lload(base);
    if (i > 0) {
      code.loadConstant(i)
          .iload(ROWS)
          .iconst_1()
          .isub()
          .invokestatic(VectorCode.desc(Math.class), "min", MethodTypeDesc.of(INT, INT, INT))
          .i2l()
          .lload(stride)
          .lmul()
          .ladd();
    }
  }
}

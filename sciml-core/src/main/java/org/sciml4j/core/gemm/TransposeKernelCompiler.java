package org.sciml4j.core.gemm;

import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.invoke.MethodHandles;
import java.util.Arrays;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.LongVector;
import org.sciml4j.core.kernel.HiddenClass;

/**
 * Writes the bytecode of a {@link TransposeKernel}: log2 L times the same perfect shuffle of L
 * vectors, which zips each vector of the first half with its counterpart in the second. One class
 * writes one half of the rows, because sixteen vectors at a time would exhaust the registers of the
 * first-tier compiler (see {@link TileKernelCompiler}).
 */
final class TransposeKernelCompiler {
  private static final ClassDesc LONG = ConstantDescs.CD_long;
  private static final MethodTypeDesc RUN =
      MethodTypeDesc.of(ConstantDescs.CD_void, LONG, LONG, LONG, LONG);
  private static final int FROM = 1;
  private static final int FROM_ROW = 3;
  private static final int TO = 5;
  private static final int TO_ROW = 7;

  /** Lane numbers of two vectors, one after the other, as they alternate in the zipped pair. */
  static final int[] INT_ZIP = zip(IntVector.SPECIES_PREFERRED.length());

  /** As {@link #INT_ZIP}, for vectors of {@code long}. */
  static final long[] LONG_ZIP =
      Arrays.stream(zip(LongVector.SPECIES_PREFERRED.length())).asLongStream().toArray();

  private final VectorCode vectors;
  private final CodeBuilder code;
  private final boolean four;
  private final int lanes;
  private final boolean upperHalf;

  private TransposeKernelCompiler(CodeBuilder code, int elementBytes, boolean upperHalf) {
    this.code = code;
    this.upperHalf = upperHalf;
    four = elementBytes == Integer.BYTES;
    vectors = new VectorCode(code, four ? IntVector.class : LongVector.class);
    lanes = GeneratedKernels.VECTOR_BYTES / elementBytes;
  }

  /** The kernel for elements of this size. */
  static TransposeKernel compile(int elementBytes) {
    TransposeKernel lower = compile(elementBytes, false);
    TransposeKernel upper = compile(elementBytes, true);
    int half = GeneratedKernels.VECTOR_BYTES / elementBytes / 2;
    return (from, fromRow, to, toRow) -> {
      lower.run(from, fromRow, to, toRow);
      upper.run(from, fromRow, to + half * toRow, toRow);
    };
  }

  private static TransposeKernel compile(int elementBytes, boolean upperHalf) {
    return HiddenClass.instance(
        MethodHandles.lookup(),
        TransposeKernel.class,
        "Transpose" + elementBytes,
        type ->
            type.withMethodBody(
                "run",
                RUN,
                ClassFile.ACC_PUBLIC,
                code -> new TransposeKernelCompiler(code, elementBytes, upperHalf).write()));
  }

  private void write() {
    vectors.cleanAddress(FROM);
    vectors.cleanAddress(TO);
    vectors.cleanDistance(FROM_ROW);
    vectors.cleanDistance(TO_ROW);
    int low = writeZip(0);
    int high = writeZip(lanes);
    int[] rows = new int[lanes / 2];
    for (int i = 0; i < rows.length; i++) {
      int first = writeRow(i);
      int second = writeRow(i + rows.length);
      rows[i] = writeZipped(upperHalf ? high : low, first, second);
    }
    for (int length = lanes / 2; length > 1; length /= 2) {
      int[] next = new int[rows.length];
      for (int i = 0; i < rows.length / 2; i++) {
        next[2 * i] = writeZipped(low, rows[i], rows[i + rows.length / 2]);
        next[2 * i + 1] = writeZipped(high, rows[i], rows[i + rows.length / 2]);
      }
      rows = next;
    }
    for (int i = 0; i < rows.length; i++) {
      int at = i;
      code.aload(rows[i]);
      vectors.store(() -> code.lload(TO).lload(TO_ROW).loadConstant((long) at).lmul().ladd());
    }
    code.return_();
  }

  private int writeRow(int i) {
    vectors.load(() -> code.lload(FROM).lload(FROM_ROW).loadConstant((long) i).lmul().ladd());
    return stored();
  }

  private int writeZip(int from) {
    ClassDesc array = (four ? ConstantDescs.CD_int : LONG).arrayType();
    vectors.species();
    code.getstatic(
            VectorCode.desc(TransposeKernelCompiler.class), four ? "INT_ZIP" : "LONG_ZIP", array)
        .loadConstant(from)
        .invokestatic(
            vectors.type(),
            "fromArray",
            MethodTypeDesc.of(vectors.type(), VectorCode.SPECIES, array, ConstantDescs.CD_int));
    return stored();
  }

  private int writeZipped(int zip, int first, int second) {
    code.aload(zip)
        .aload(first)
        .aload(second)
        .invokevirtual(
            vectors.type(),
            "selectFrom",
            MethodTypeDesc.of(vectors.type(), VectorCode.VECTOR, VectorCode.VECTOR));
    return stored();
  }

  private int stored() {
    int slot = code.allocateLocal(TypeKind.REFERENCE);
    code.astore(slot);
    return slot;
  }

  private static int[] zip(int lanes) {
    int[] zip = new int[2 * lanes];
    Arrays.setAll(zip, i -> i % 2 == 0 ? i / 2 : lanes + i / 2);
    return zip;
  }
}

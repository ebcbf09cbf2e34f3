package org.sciml4j.core.convolution;

import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.TypeKind;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.invoke.MethodHandles;
import org.sciml4j.core.kernel.HiddenClass;
import org.sciml4j.core.kernel.VectorCode;
import org.sciml4j.core.tensor.DType;

/**
 * Writes the bytecode of the loop of a {@link DotKernel}: it leaves a vector of partial sums for
 * each row and shift in working memory, which {@link SimdDots} adds up.
 */
record DotKernelCompiler(DType dtype, int rows, int shifts) {
  /** The loop over vectors. */
  interface Loop {
    /** As {@link DotKernel#run}. */
    void run(
        int vectors,
        long a,
        long pitch,
        int rows,
        long b,
        long[] offsets,
        int first,
        int shifts,
        long work);
  }

  private static final MethodTypeDesc RUN =
      MethodTypeDesc.of(
          ConstantDescs.CD_void,
          ConstantDescs.CD_int,
          ConstantDescs.CD_long,
          ConstantDescs.CD_long,
          ConstantDescs.CD_int,
          ConstantDescs.CD_long,
          ConstantDescs.CD_long.arrayType(),
          ConstantDescs.CD_int,
          ConstantDescs.CD_int,
          ConstantDescs.CD_long);
  private static final int VECTORS = 1;
  private static final int A = 2;
  private static final int PITCH = 4;
  private static final int ROWS = 6;
  private static final int B = 7;
  private static final int OFFSETS = 9;
  private static final int FIRST = 10;
  private static final int SHIFTS = 11;
  private static final int WORK = 12;

  Loop compile() {
    return HiddenClass.instance(
        MethodHandles.lookup(),
        Loop.class,
        "Dot" + rows + "x" + shifts,
        type -> type.withMethodBody("run", RUN, ClassFile.ACC_PUBLIC, this::write));
  }

  private void write(CodeBuilder code) {
    VectorCode lanes = new VectorCode(code, dtype);
    long bytes = (long) VectorCode.lanes(dtype) * dtype.bytes();
    int[][] sum = new int[rows][];
    int[] left = new int[rows];
    int[] right = new int[shifts];
    for (int i = 0; i < rows; i++) {
      sum[i] = lanes.vectors(shifts);
      left[i] = lanes.local(TypeKind.LONG);
      lanes.row(left[i], A, i, ROWS, PITCH);
      for (int slot : sum[i]) {
        lanes.zero(slot);
      }
    }
    for (int t = 0; t < shifts; t++) {
      right[t] = lanes.local(TypeKind.LONG);
      code.lload(B).aload(OFFSETS).iload(FIRST);
      lanes.least(t, SHIFTS);
      code.iadd().laload().ladd().lstore(right[t]);
      lanes.positive(right[t]);
    }
    writeLoop(code, lanes, bytes, sum, left, right);
    for (int i = 0; i < rows; i++) {
      for (int t = 0; t < shifts; t++) {
        lanes.store(sum[i][t], WORK, (i * shifts + t) * bytes);
      }
    }
    code.return_();
  }

  private void writeLoop(
      CodeBuilder code, VectorCode lanes, long bytes, int[][] sum, int[] left, int[] right) {
    int j = lanes.local(TypeKind.INT);
    int at = lanes.local(TypeKind.LONG);
    int[] loaded = lanes.vectors(rows);
    int shifted = lanes.local(TypeKind.REFERENCE);
    var next = code.newLabel();
    var end = code.newLabel();
    code.iconst_0().istore(j).labelBinding(next).iload(j).iload(VECTORS).if_icmpge(end);
    code.iload(j)
        .loadConstant(Integer.MAX_VALUE)
        .iand()
        .i2l()
        .loadConstant(bytes)
        .lmul()
        .lstore(at);
    for (int i = 0; i < rows; i++) {
      lanes.load(loaded[i], left[i], at, 0);
    }
    for (int t = 0; t < shifts; t++) {
      lanes.load(shifted, right[t], at, 0);
      for (int i = 0; i < rows; i++) {
        lanes.fma(loaded[i], shifted, sum[i][t]);
      }
    }
    code.iinc(j, 1).goto_(next).labelBinding(end);
  }
}

package org.sciml4j.core.gemm;

import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandles;
import java.nio.ByteOrder;
import java.util.Arrays;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.Vector;
import jdk.incubator.vector.VectorSpecies;
import org.sciml4j.core.kernel.NativeMemory;
import org.sciml4j.core.tensor.DType;

/**
 * Writes the bytecode of a {@link TileKernel} for one number of rows and vectors: what a C
 * programmer writes with macros.
 */
final class TileKernelCompiler {
  private static final ClassDesc LONG = ConstantDescs.CD_long;
  private static final ClassDesc SPECIES = desc(VectorSpecies.class);
  private static final ClassDesc SEGMENT = desc(MemorySegment.class);
  private static final ClassDesc VECTOR = desc(Vector.class);
  private static final ClassDesc ORDER = desc(ByteOrder.class);
  private static final ClassDesc MEMORY = desc(NativeMemory.class);
  private static final MethodTypeDesc RUN =
      MethodTypeDesc.of(
          ConstantDescs.CD_void,
          ConstantDescs.CD_int,
          ConstantDescs.CD_int,
          LONG,
          LONG,
          LONG,
          LONG,
          LONG,
          LONG,
          LONG);

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
  private final ClassDesc vector;
  private final ClassDesc element;
  private final ClassDesc elementLayout;
  private final String layout;
  private final long vectorBytes;
  private CodeBuilder code;
  private final int[][] sum;
  private final int[] row;
  private final int[] loaded;

  private TileKernelCompiler(Tile tile) {
    this.tile = tile;
    boolean single = tile.dtype() == DType.F32;
    vector = desc(single ? FloatVector.class : DoubleVector.class);
    element = single ? ConstantDescs.CD_float : ConstantDescs.CD_double;
    elementLayout = desc(single ? ValueLayout.OfFloat.class : ValueLayout.OfDouble.class);
    layout = single ? "JAVA_FLOAT_UNALIGNED" : "JAVA_DOUBLE_UNALIGNED";
    vectorBytes =
        single
            ? FloatVector.SPECIES_PREFERRED.vectorByteSize()
            : DoubleVector.SPECIES_PREFERRED.vectorByteSize();
    sum = new int[tile.rows()][tile.vectors()];
    row = new int[tile.rows()];
    loaded = new int[tile.vectors()];
  }

  static TileKernel compile(Tile tile) {
    byte[] bytes = new TileKernelCompiler(tile).classFile();
    try {
      return (TileKernel)
          MethodHandles.lookup()
              .defineHiddenClass(bytes, true)
              .lookupClass()
              .getDeclaredConstructor()
              .newInstance();
    } catch (ReflectiveOperationException failure) {
      throw new IllegalStateException("generated matrix kernel was refused", failure);
    }
  }

  private byte[] classFile() {
    return ClassFile.of()
        .build(
            ClassDesc.of(getClass().getPackageName(), "Tile" + tile.rows() + "x" + tile.vectors()),
            type ->
                type.withFlags(ClassFile.ACC_FINAL)
                    .withInterfaceSymbols(desc(TileKernel.class))
                    .withMethodBody(
                        ConstantDescs.INIT_NAME,
                        ConstantDescs.MTD_void,
                        0,
                        init ->
                            init.aload(0)
                                .invokespecial(
                                    ConstantDescs.CD_Object,
                                    ConstantDescs.INIT_NAME,
                                    ConstantDescs.MTD_void)
                                .return_())
                    .withMethodBody("run", RUN, ClassFile.ACC_PUBLIC, this::writeRun));
  }

  private void writeRun(CodeBuilder builder) {
    code = builder;
    for (int[] sums : sum) {
      Arrays.setAll(sums, _ -> code.allocateLocal(TypeKind.REFERENCE));
    }
    Arrays.setAll(row, _ -> code.allocateLocal(TypeKind.LONG));
    Arrays.setAll(loaded, _ -> code.allocateLocal(TypeKind.REFERENCE));
    clean(B);
    clean(C);
    shorten(A_STEP);
    shorten(B_STEP);
    writeStart();
    writeLoop();
    // Rows beyond the last repeat it, so the last is written after them.
    for (int i = tile.rows() - 1; i >= 0; i--) {
      for (int j = 0; j < tile.vectors(); j++) {
        code.aload(sum[i][j]).getstatic(MEMORY, "EVERYTHING", SEGMENT);
        writeRowOf(C, C_ROW, i);
        code.loadConstant(j * vectorBytes).ladd();
        writeOrder();
        code.invokevirtual(
            vector,
            "intoMemorySegment",
            MethodTypeDesc.of(ConstantDescs.CD_void, SEGMENT, LONG, ORDER));
      }
    }
    code.return_();
  }

  /** Tells the compiler that an address is not negative, which spares a check per access. */
  private void clean(int slot) {
    code.lload(slot).loadConstant(0xff_ffff_ffff_ffffL).land().lstore(slot);
  }

  private void shorten(int slot) {
    code.lload(slot).loadConstant(0x7fff_ffffL).land().lstore(slot);
  }

  private void writeStart() {
    int zero = sum[0][0];
    code.getstatic(vector, "SPECIES_PREFERRED", SPECIES)
        .invokestatic(vector, "zero", MethodTypeDesc.of(vector, SPECIES))
        .astore(zero);
    for (int i = 0; i < tile.rows(); i++) {
      for (int j = 0; j < tile.vectors(); j++) {
        code.aload(zero).astore(sum[i][j]);
      }
      writeRowOf(A, A_ROW, i);
      code.lstore(row[i]);
      clean(row[i]);
    }
  }

  private void writeLoop() {
    int p = code.allocateLocal(TypeKind.INT);
    int aOffset = code.allocateLocal(TypeKind.LONG);
    int bOffset = code.allocateLocal(TypeKind.LONG);
    var next = code.newLabel();
    var end = code.newLabel();
    code.iconst_0().istore(p).labelBinding(next).iload(p).iload(K).if_icmpge(end);
    writeOffset(p, A_STEP, aOffset);
    writeOffset(p, B_STEP, bOffset);
    for (int j = 0; j < tile.vectors(); j++) {
      writeLoad(j, () -> code.lload(B).lload(bOffset).ladd());
      code.astore(loaded[j]);
    }
    int factor = code.allocateLocal(TypeKind.REFERENCE);
    for (int i = 0; i < tile.rows(); i++) {
      code.getstatic(vector, "SPECIES_PREFERRED", SPECIES)
          .getstatic(MEMORY, "EVERYTHING", SEGMENT)
          .getstatic(desc(ValueLayout.class), layout, elementLayout)
          .lload(row[i])
          .lload(aOffset)
          .ladd()
          .invokeinterface(SEGMENT, "get", MethodTypeDesc.of(element, elementLayout, LONG))
          .invokestatic(vector, "broadcast", MethodTypeDesc.of(vector, SPECIES, element))
          .astore(factor);
      for (int j = 0; j < tile.vectors(); j++) {
        code.aload(factor)
            .aload(loaded[j])
            .aload(sum[i][j])
            .invokevirtual(vector, "fma", MethodTypeDesc.of(vector, VECTOR, VECTOR))
            .astore(sum[i][j]);
      }
    }
    code.iinc(p, 1).goto_(next).labelBinding(end);
  }

  private void writeOffset(int p, int step, int slot) {
    code.iload(p).loadConstant(Integer.MAX_VALUE).iand().i2l().lload(step).lmul().lstore(slot);
  }

  private void writeRowOf(int base, int stride, int i) {
    code.lload(base);
    if (i > 0) {
      code.loadConstant(i)
          .iload(ROWS)
          .iconst_1()
          .isub()
          .invokestatic(
              desc(Math.class),
              "min",
              MethodTypeDesc.of(ConstantDescs.CD_int, ConstantDescs.CD_int, ConstantDescs.CD_int))
          .i2l()
          .lload(stride)
          .lmul()
          .ladd();
    }
  }

  private void writeLoad(int j, Runnable address) {
    code.getstatic(vector, "SPECIES_PREFERRED", SPECIES).getstatic(MEMORY, "EVERYTHING", SEGMENT);
    address.run();
    code.loadConstant(j * vectorBytes).ladd();
    writeOrder();
    code.invokestatic(
        vector, "fromMemorySegment", MethodTypeDesc.of(vector, SPECIES, SEGMENT, LONG, ORDER));
  }

  private void writeOrder() {
    code.invokestatic(ORDER, "nativeOrder", MethodTypeDesc.of(ORDER));
  }

  private static ClassDesc desc(Class<?> type) {
    return type.describeConstable().orElseThrow();
  }
}

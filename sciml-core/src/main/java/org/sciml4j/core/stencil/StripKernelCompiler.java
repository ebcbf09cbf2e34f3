package org.sciml4j.core.stencil;

import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandles;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.Vector;
import jdk.incubator.vector.VectorSpecies;
import org.sciml4j.core.kernel.NativeMemory;
import org.sciml4j.core.tensor.DType;

/**
 * Writes the bytecode of a {@link StripKernel}: every tap of one output channel unrolled over
 * {@code rows} neighbouring rows, with the distances between rows as constants. A value that
 * several rows of the strip need is loaded once, which is what makes a strip faster than its rows
 * one by one: unaligned loads are what a stencil spends its time on (3x3: 9 loads a point for
 * single rows, 4.5 for strips of four).
 */
final class StripKernelCompiler {
  /**
   * Most vector operations in one method, loads counting twice. From about 150 the JVM's first-tier
   * compiler runs out of registers, never profiles the method, and the vectors stay boxed: a
   * thousand times slower.
   */
  private static final int BUDGET = 130;

  private static final ClassDesc SPECIES = desc(VectorSpecies.class);
  private static final ClassDesc SEGMENT = desc(MemorySegment.class);
  private static final ClassDesc VECTOR = desc(Vector.class);
  private static final ClassDesc ORDER = desc(ByteOrder.class);

  private final DType dtype;
  private final boolean arrays;
  private final List<Tap> taps;
  private final long[] inputStrides;
  private final long rowPitch;
  private final long resultPitch;
  private final long centre;
  private final int rows;
  private final ClassDesc vector;
  private final ClassDesc element;

  /**
   * @param arrays whether the fields are Java arrays (positions count elements) or native (bytes)
   * @param taps of one output channel, in the order of summation, with three offsets each
   * @param inputStrides distances between channels, planes, rows and columns of the field
   * @param resultPitch distance between rows of the result
   * @param centre distance of the value that {@code step} multiplies by {@code a}
   * @param mostRows rows of the result
   */
  StripKernelCompiler(
      DType dtype,
      boolean arrays,
      List<Tap> taps,
      long[] inputStrides,
      long resultPitch,
      long centre,
      long mostRows) {
    this.dtype = dtype;
    this.arrays = arrays;
    this.taps = taps;
    this.inputStrides = inputStrides;
    this.rowPitch = inputStrides[2];
    this.resultPitch = resultPitch;
    this.centre = centre;
    this.vector = desc(dtype == DType.F32 ? FloatVector.class : DoubleVector.class);
    this.element = dtype == DType.F32 ? ConstantDescs.CD_float : ConstantDescs.CD_double;
    this.rows = affordableRows(mostRows);
  }

  /** Rows in a strip; zero where the stencil is too large to unroll. */
  int rows() {
    return rows;
  }

  /** Compiles the strip and loads it as a hidden class. */
  StripKernel compile() {
    byte[] bytes =
        ClassFile.of().build(ClassDesc.of(getClass().getPackageName(), "Strip"), this::writeClass);
    try {
      return (StripKernel)
          MethodHandles.lookup()
              .defineHiddenClass(bytes, true)
              .lookupClass()
              .getDeclaredConstructor()
              .newInstance();
    } catch (ReflectiveOperationException failure) {
      throw new IllegalStateException("generated stencil kernel was refused", failure);
    }
  }

  private int affordableRows(long mostRows) {
    for (int choice : new int[] {4, 2, 1}) {
      if (choice <= mostRows && 2 * uses(choice).size() + taps.size() * choice <= BUDGET) {
        return choice;
      }
    }
    return 0;
  }

  /** One loaded value and the rows of the strip that use it, each with the tap that does. */
  private record Use(int row, int tap) {}

  private record Position(long[] key) implements Comparable<Position> {
    @Override
    public int compareTo(Position other) {
      return Arrays.compare(key, other.key);
    }
  }

  private TreeMap<Position, List<Use>> uses(int rowCount) {
    TreeMap<Position, List<Use>> uses = new TreeMap<>();
    for (int tap = 0; tap < taps.size(); tap++) {
      int[] offset = taps.get(tap).offset();
      for (int row = 0; row < rowCount; row++) {
        long[] key = new long[offset.length + 1];
        key[0] = taps.get(tap).channel();
        for (int axis = 0; axis < offset.length; axis++) {
          key[axis + 1] = offset[axis];
        }
        key[key.length - 2] += row;
        uses.computeIfAbsent(new Position(key), _ -> new ArrayList<>()).add(new Use(row, tap));
      }
    }
    return uses;
  }

  private void writeClass(ClassBuilder type) {
    type.withFlags(ClassFile.ACC_FINAL)
        .withInterfaceSymbols(desc(StripKernel.class))
        .withMethodBody(
            ConstantDescs.INIT_NAME,
            ConstantDescs.MTD_void,
            0,
            code ->
                code.aload(0)
                    .invokespecial(
                        ConstantDescs.CD_Object, ConstantDescs.INIT_NAME, ConstantDescs.MTD_void)
                    .return_())
        .withMethodBody(
            "leastColumns",
            MethodTypeDesc.of(ConstantDescs.CD_int),
            ClassFile.ACC_PUBLIC,
            code -> code.loadConstant(lanes()).ireturn())
        .withMethodBody(
            "apply", signature(), ClassFile.ACC_PUBLIC, code -> new StripBody(code, false).write())
        .withMethodBody(
            "step",
            signature(ConstantDescs.CD_double, ConstantDescs.CD_double),
            ClassFile.ACC_PUBLIC,
            code -> new StripBody(code, true).write());
  }

  private static MethodTypeDesc signature(ClassDesc... more) {
    return MethodTypeDesc.of(
            ConstantDescs.CD_void,
            ConstantDescs.CD_Object,
            ConstantDescs.CD_long,
            ConstantDescs.CD_Object,
            ConstantDescs.CD_long,
            ConstantDescs.CD_int)
        .insertParameterTypes(5, more);
  }

  private int lanes() {
    return dtype == DType.F32
        ? FloatVector.SPECIES_PREFERRED.length()
        : DoubleVector.SPECIES_PREFERRED.length();
  }

  /** The body of one method; field names are those of the local variables they stand for. */
  private final class StripBody {
    private static final int U = 1;
    private static final int SRC = 2;
    private static final int OUT = 4;
    private static final int DST = 5;
    private static final int COLUMNS = 7;
    private static final int A = 8;
    private static final int B = 10;

    private final CodeBuilder code;
    private final boolean step;
    private final int species;
    private final int from;
    private final int to;
    private final int order;
    private final int x;
    private final int position;
    private final int result;
    private final int loaded;
    private final int zero;
    private final int va;
    private final int vb;
    private final int[] weight = new int[taps.size()];
    private final int[] sum = new int[rows];

    StripBody(CodeBuilder code, boolean step) {
      this.code = code;
      this.step = step;
      species = local(TypeKind.REFERENCE);
      from = local(TypeKind.REFERENCE);
      to = local(TypeKind.REFERENCE);
      order = local(TypeKind.REFERENCE);
      x = local(TypeKind.INT);
      position = local(TypeKind.LONG);
      result = local(TypeKind.LONG);
      loaded = local(TypeKind.REFERENCE);
      zero = local(TypeKind.REFERENCE);
      va = local(TypeKind.REFERENCE);
      vb = local(TypeKind.REFERENCE);
      Arrays.setAll(weight, _ -> local(TypeKind.REFERENCE));
      Arrays.setAll(sum, _ -> local(TypeKind.REFERENCE));
    }

    private int local(TypeKind kind) {
      return code.allocateLocal(kind);
    }

    void write() {
      writePrologue();
      var next = code.newLabel();
      var end = code.newLabel();
      code.labelBinding(next).iload(x).iload(COLUMNS).if_icmpge(end);
      writePositions();
      for (int row = 0; row < rows; row++) {
        code.aload(zero).astore(sum[row]);
      }
      uses(rows).forEach(this::writeUses);
      for (int row = 0; row < rows; row++) {
        if (step) {
          writeCombination(row);
        }
        writeStore(row);
      }
      code.iinc(x, lanes()).goto_(next).labelBinding(end).return_();
    }

    private void writePrologue() {
      code.getstatic(vector, "SPECIES_PREFERRED", SPECIES).astore(species);
      if (arrays) {
        code.aload(U).checkcast(element.arrayType()).astore(from);
        code.aload(OUT).checkcast(element.arrayType()).astore(to);
      } else {
        code.getstatic(desc(NativeMemory.class), "EVERYTHING", SEGMENT).astore(from);
        code.aload(from).astore(to);
        code.invokestatic(ORDER, "nativeOrder", MethodTypeDesc.of(ORDER)).astore(order);
      }
      for (int tap = 0; tap < taps.size(); tap++) {
        writeConstant(taps.get(tap).weight());
        writeBroadcast(weight[tap]);
      }
      code.aload(species)
          .invokestatic(vector, "zero", MethodTypeDesc.of(vector, SPECIES))
          .astore(zero);
      if (step) {
        writeArgument(A);
        writeBroadcast(va);
        writeArgument(B);
        writeBroadcast(vb);
      }
      code.iconst_0().istore(x);
    }

    private void writeConstant(double value) {
      if (dtype == DType.F32) {
        code.loadConstant((float) value);
      } else {
        code.loadConstant(value);
      }
    }

    private void writeArgument(int slot) {
      code.dload(slot);
      if (dtype == DType.F32) {
        code.d2f();
      }
    }

    private void writeBroadcast(int slot) {
      int scalar = code.allocateLocal(TypeKind.fromDescriptor(element.descriptorString()));
      code.storeLocal(TypeKind.fromDescriptor(element.descriptorString()), scalar)
          .aload(species)
          .loadLocal(TypeKind.fromDescriptor(element.descriptorString()), scalar)
          .invokestatic(vector, "broadcast", MethodTypeDesc.of(vector, SPECIES, element))
          .astore(slot);
    }

    /**
     * The last vector reaches back over points already written and writes the same values again.
     */
    private void writePositions() {
      code.iload(x)
          .iload(COLUMNS)
          .loadConstant(lanes())
          .isub()
          .invokestatic(
              desc(Math.class),
              "min",
              MethodTypeDesc.of(ConstantDescs.CD_int, ConstantDescs.CD_int, ConstantDescs.CD_int))
          .istore(x);
      writePosition(SRC, position);
      writePosition(DST, result);
    }

    private void writePosition(int start, int slot) {
      code.lload(start).iload(x).i2l();
      if (!arrays) {
        code.loadConstant((long) dtype.bytes()).lmul();
      }
      code.ladd().lstore(slot);
    }

    private void writeUses(Position at, List<Use> uses) {
      long distance = 0;
      for (int i = 0; i < at.key().length; i++) {
        distance += at.key()[i] * inputStrides[i];
      }
      writeLoad(distance);
      code.astore(loaded);
      for (Use use : uses) {
        code.aload(loaded).aload(weight[use.tap()]).aload(sum[use.row()]);
        writeFma();
        code.astore(sum[use.row()]);
      }
    }

    private void writeCombination(int row) {
      code.aload(sum[row]).aload(vb);
      writeLoad(centre + row * rowPitch);
      code.aload(va).invokevirtual(vector, "mul", MethodTypeDesc.of(vector, VECTOR));
      writeFma();
      code.astore(sum[row]);
    }

    private void writeFma() {
      code.invokevirtual(vector, "fma", MethodTypeDesc.of(vector, VECTOR, VECTOR));
    }

    private void writeLoad(long distance) {
      code.aload(species).aload(from);
      writeAddress(position, distance);
      if (arrays) {
        code.invokestatic(
            vector,
            "fromArray",
            MethodTypeDesc.of(vector, SPECIES, element.arrayType(), ConstantDescs.CD_int));
      } else {
        code.aload(order)
            .invokestatic(
                vector,
                "fromMemorySegment",
                MethodTypeDesc.of(vector, SPECIES, SEGMENT, ConstantDescs.CD_long, ORDER));
      }
    }

    private void writeStore(int row) {
      code.aload(sum[row]).aload(to);
      writeAddress(result, row * resultPitch);
      if (arrays) {
        code.invokevirtual(
            vector,
            "intoArray",
            MethodTypeDesc.of(ConstantDescs.CD_void, element.arrayType(), ConstantDescs.CD_int));
      } else {
        code.aload(order)
            .invokevirtual(
                vector,
                "intoMemorySegment",
                MethodTypeDesc.of(ConstantDescs.CD_void, SEGMENT, ConstantDescs.CD_long, ORDER));
      }
    }

    private void writeAddress(int slot, long distance) {
      code.lload(slot).loadConstant(distance).ladd();
      if (arrays) {
        code.l2i();
      }
    }
  }

  private static ClassDesc desc(Class<?> type) {
    return type.describeConstable().orElseThrow();
  }
}

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
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.Vector;
import jdk.incubator.vector.VectorSpecies;
import org.sciml4j.core.kernel.HiddenClass;
import org.sciml4j.core.kernel.NativeMemory;
import org.sciml4j.core.tensor.DType;

/**
 * Writes the bytecode of a {@link StripKernel}: the taps of one pass of a {@link StripPlan}
 * unrolled over neighbouring rows, with the distances between rows as constants. A value that
 * several rows of the strip need is loaded once, which is what makes a strip faster than its rows
 * one by one: unaligned loads are what a stencil spends its time on (3x3: 9 loads a point for
 * single rows, 4.5 for strips of four).
 */
final class StripKernelCompiler {
  private static final ClassDesc SPECIES = desc(VectorSpecies.class);
  private static final ClassDesc SEGMENT = desc(MemorySegment.class);
  private static final ClassDesc VECTOR = desc(Vector.class);
  private static final ClassDesc ORDER = desc(ByteOrder.class);

  private final DType dtype;
  private final boolean arrays;
  private final long[] inputStrides;
  private final long resultPitch;
  private final long centre;
  private final ClassDesc vector;
  private final ClassDesc element;

  /**
   * Prepares to compile strips.
   *
   * @param arrays whether the fields are Java arrays (positions count elements) or native (bytes)
   * @param inputStrides distances between channels, planes, rows and columns of the field
   * @param resultPitch distance between rows of the result
   * @param centre distance of the value that {@code step} multiplies by {@code a}
   */
  StripKernelCompiler(
      DType dtype, boolean arrays, long[] inputStrides, long resultPitch, long centre) {
    this.dtype = dtype;
    this.arrays = arrays;
    this.inputStrides = inputStrides;
    this.resultPitch = resultPitch;
    this.centre = centre;
    this.vector = desc(dtype == DType.F32 ? FloatVector.class : DoubleVector.class);
    this.element = dtype == DType.F32 ? ConstantDescs.CD_float : ConstantDescs.CD_double;
  }

  /** Compiles every pass of a plan of one row or more. */
  StripKernel compile(StripPlan plan) {
    List<StripKernel> kernels = new ArrayList<>();
    int first = 0;
    for (List<Tap> taps : plan.passes()) {
      kernels.add(load(new Pass(taps, first, plan.rows(), !kernels.isEmpty())));
      first += taps.size();
    }
    return kernels.size() == 1 ? kernels.getFirst() : new StripPasses(kernels);
  }

  /** One pass: its taps, the first one's number, and whether it adds to the result. */
  private record Pass(List<Tap> taps, int first, int rows, boolean adds) {}

  private StripKernel load(Pass pass) {
    return HiddenClass.instance(
        MethodHandles.lookup(), StripKernel.class, "Strip", type -> writeMethods(type, pass));
  }

  private void writeMethods(ClassBuilder type, Pass pass) {
    type.withMethodBody(
            "leastColumns",
            MethodTypeDesc.of(ConstantDescs.CD_int),
            ClassFile.ACC_PUBLIC,
            code -> code.loadConstant(lanes()).ireturn())
        .withMethodBody(
            "apply",
            signature(),
            ClassFile.ACC_PUBLIC,
            code -> new StripBody(code, pass, false).write())
        .withMethodBody(
            "step",
            signature(ConstantDescs.CD_double, ConstantDescs.CD_double),
            ClassFile.ACC_PUBLIC,
            code -> new StripBody(code, pass, true).write());
  }

  private static MethodTypeDesc signature(ClassDesc... more) {
    return MethodTypeDesc.of(
            ConstantDescs.CD_void,
            ConstantDescs.CD_Object,
            ConstantDescs.CD_long,
            ConstantDescs.CD_Object,
            ConstantDescs.CD_long,
            ConstantDescs.CD_int,
            ConstantDescs.CD_double.arrayType())
        .insertParameterTypes(6, more);
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
    private static final int WEIGHTS = 8;
    private static final int A = 9;
    private static final int B = 11;

    private final CodeBuilder code;
    private final List<Tap> taps;
    private final int first;
    private final int rows;
    private final boolean adds;
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
    private final int last;
    private final int head;
    private final int[] weight;
    private final int[] sum;
    private final int[] ending;

    StripBody(CodeBuilder code, Pass pass, boolean step) {
      this.code = code;
      taps = pass.taps();
      first = pass.first();
      rows = pass.rows();
      adds = pass.adds();
      this.step = step;
      weight = new int[taps.size()];
      sum = new int[rows];
      ending = new int[rows];
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
      last = local(TypeKind.INT);
      head = local(TypeKind.INT);
      Arrays.setAll(ending, _ -> local(TypeKind.REFERENCE));
    }

    private int local(TypeKind kind) {
      return code.allocateLocal(kind);
    }

    void write() {
      writePrologue();
      if (adds) {
        writeAddingLoop();
      } else {
        writeOverwritingLoop();
      }
      code.return_();
    }

    /**
     * The second vector may start inside the first so that from there on the result, and the
     * columns of the field right under it, are aligned in memory; the last vector reaches back into
     * the one before. Points covered twice get the same value twice.
     */
    private void writeOverwritingLoop() {
      var next = code.newLabel();
      var notFirst = code.newLabel();
      var end = code.newLabel();
      writeHead();
      code.iconst_0().istore(x).labelBinding(next);
      code.iload(x)
          .iload(last)
          .invokestatic(
              desc(Math.class),
              "min",
              MethodTypeDesc.of(ConstantDescs.CD_int, ConstantDescs.CD_int, ConstantDescs.CD_int))
          .istore(x);
      writePositions();
      for (int row = 0; row < rows; row++) {
        code.aload(zero).astore(sum[row]);
      }
      writeSums();
      writeStores(sum);
      code.iload(x).iload(last).if_icmpeq(end);
      code.iload(x).ifne(notFirst).iload(head).istore(x).goto_(next);
      code.labelBinding(notFirst).iinc(x, lanes()).goto_(next).labelBinding(end);
    }

    /** How far the second vector starts behind the first: to the next aligned column. */
    private void writeHead() {
      if (arrays) {
        code.loadConstant(lanes()).istore(head);
        return;
      }
      long vectorBytes = (long) lanes() * dtype.bytes();
      code.loadConstant(vectorBytes)
          .lload(DST)
          .loadConstant(vectorBytes - 1)
          .land()
          .lsub()
          .loadConstant((long) dtype.bytes())
          .ldiv()
          .l2i()
          .istore(head);
    }

    /**
     * The last vector reaches back too, so it is computed first, while the points it shares with
     * its neighbour are as the pass before left them, and written when all others are.
     */
    private void writeAddingLoop() {
      var next = code.newLabel();
      var store = code.newLabel();
      var advance = code.newLabel();
      for (int row = 0; row < rows; row++) {
        code.aload(zero).astore(ending[row]);
      }
      code.iload(last).istore(x).labelBinding(next);
      writePositions();
      for (int row = 0; row < rows; row++) {
        writeLoad(to, result, row * resultPitch);
        code.astore(sum[row]);
      }
      writeSums();
      code.iload(x).iload(last).if_icmpne(store);
      for (int row = 0; row < rows; row++) {
        code.aload(sum[row]).astore(ending[row]);
      }
      code.loadConstant(-lanes()).istore(x).goto_(advance).labelBinding(store);
      writeStores(sum);
      code.labelBinding(advance).iinc(x, lanes()).iload(x).iload(last).if_icmplt(next);
      code.iload(last).istore(x);
      writePositions();
      writeStores(ending);
    }

    private void writeSums() {
      StripPlan.uses(taps, rows).forEach(this::writeUses);
      for (int row = 0; row < rows && step; row++) {
        writeCombination(row);
      }
    }

    private void writeStores(int[] values) {
      for (int row = 0; row < rows; row++) {
        writeStore(values[row], row);
      }
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
        code.aload(WEIGHTS).loadConstant(first + tap).daload();
        writeNarrowing();
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
      code.iload(COLUMNS).loadConstant(lanes()).isub().istore(last);
    }

    private void writeArgument(int slot) {
      code.dload(slot);
      writeNarrowing();
    }

    private void writeNarrowing() {
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

    private void writePositions() {
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

    private void writeUses(StripPlan.Position at, List<StripPlan.Use> uses) {
      long distance =
          at.channel() * inputStrides[0]
              + at.plane() * inputStrides[1]
              + at.row() * inputStrides[2]
              + at.column() * inputStrides[3];
      writeLoad(from, position, distance);
      code.astore(loaded);
      for (StripPlan.Use use : uses) {
        code.aload(loaded).aload(weight[use.tap()]).aload(sum[use.row()]);
        writeFma();
        code.astore(sum[use.row()]);
      }
    }

    private void writeCombination(int row) {
      code.aload(sum[row]).aload(vb);
      writeLoad(from, position, centre + row * inputStrides[2]);
      code.aload(va).invokevirtual(vector, "mul", MethodTypeDesc.of(vector, VECTOR));
      writeFma();
      code.astore(sum[row]);
    }

    private void writeFma() {
      code.invokevirtual(vector, "fma", MethodTypeDesc.of(vector, VECTOR, VECTOR));
    }

    private void writeLoad(int memory, int start, long distance) {
      code.aload(species).aload(memory);
      writeAddress(start, distance);
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

    private void writeStore(int value, int row) {
      code.aload(value).aload(to);
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

package org.sciml4j.core.kernel;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.Vector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import org.sciml4j.core.tensor.DType;

/** Writes bytecode of vector operations on native memory for one element type. */
public final class VectorCode {
  private static final ClassDesc LONG = ConstantDescs.CD_long;
  private static final ClassDesc SPECIES = desc(VectorSpecies.class);
  private static final ClassDesc SEGMENT = desc(MemorySegment.class);
  private static final ClassDesc VECTOR = desc(Vector.class);
  private static final ClassDesc MASK = desc(VectorMask.class);
  private static final ClassDesc COMPARISON = desc(VectorOperators.Comparison.class);
  private static final ClassDesc ORDER = desc(ByteOrder.class);
  private static final ClassDesc MEMORY = desc(NativeMemory.class);

  private final CodeBuilder code;
  private final boolean single;
  private final ClassDesc vector;
  private final ClassDesc element;

  /** Writes to a method's code. */
  public VectorCode(CodeBuilder code, DType dtype) {
    this.code = code;
    single = dtype == DType.F32;
    vector = desc(single ? FloatVector.class : DoubleVector.class);
    element = single ? ConstantDescs.CD_float : ConstantDescs.CD_double;
  }

  /** Elements of a vector. */
  public static int lanes(DType dtype) {
    return dtype == DType.F32
        ? FloatVector.SPECIES_PREFERRED.length()
        : DoubleVector.SPECIES_PREFERRED.length();
  }

  /** The name of a type. */
  public static ClassDesc desc(Class<?> type) {
    return type.describeConstable().orElseThrow();
  }

  /** A new variable. */
  public int local(TypeKind kind) {
    return code.allocateLocal(kind);
  }

  /** New variables for vectors. */
  public int[] vectors(int count) {
    int[] slots = new int[count];
    for (int i = 0; i < count; i++) {
      slots[i] = local(TypeKind.REFERENCE);
    }
    return slots;
  }

  /** Sets a variable to zeros. */
  public void zero(int slot) {
    code.getstatic(vector, "SPECIES_PREFERRED", SPECIES)
        .invokestatic(vector, "zero", MethodTypeDesc.of(vector, SPECIES))
        .astore(slot);
  }

  /** Loads a vector from the address {@code base + offset + distance}; offset -1 is none. */
  public void load(int slot, int base, int offset, long distance) {
    code.getstatic(vector, "SPECIES_PREFERRED", SPECIES).getstatic(MEMORY, "EVERYTHING", SEGMENT);
    address(base, offset, distance);
    code.invokestatic(ORDER, "nativeOrder", MethodTypeDesc.of(ORDER))
        .invokestatic(
            vector, "fromMemorySegment", MethodTypeDesc.of(vector, SPECIES, SEGMENT, LONG, ORDER))
        .astore(slot);
  }

  /** Sets a variable to copies of the element at the address {@code base + offset}. */
  public void broadcast(int slot, int base, int offset) {
    ClassDesc layout = desc(single ? ValueLayout.OfFloat.class : ValueLayout.OfDouble.class);
    String name = single ? "JAVA_FLOAT_UNALIGNED" : "JAVA_DOUBLE_UNALIGNED";
    code.getstatic(vector, "SPECIES_PREFERRED", SPECIES)
        .getstatic(MEMORY, "EVERYTHING", SEGMENT)
        .getstatic(desc(ValueLayout.class), name, layout);
    address(base, offset, 0);
    code.invokeinterface(SEGMENT, "get", MethodTypeDesc.of(element, layout, LONG))
        .invokestatic(vector, "broadcast", MethodTypeDesc.of(vector, SPECIES, element))
        .astore(slot);
  }

  /** {@code sum = a b + sum}. */
  public void fma(int a, int b, int sum) {
    code.aload(a)
        .aload(b)
        .aload(sum)
        .invokevirtual(vector, "fma", MethodTypeDesc.of(vector, VECTOR, VECTOR))
        .astore(sum);
  }

  /** {@code result = a op b} for the method of that name, such as {@code mul}. */
  public void binary(String op, int a, int b, int result) {
    code.aload(a)
        .aload(b)
        .invokevirtual(vector, op, MethodTypeDesc.of(vector, VECTOR))
        .astore(result);
  }

  /** {@code result = op(a)} for the method of that name, such as {@code neg}. */
  public void unary(String op, int a, int result) {
    code.aload(a).invokevirtual(vector, op, MethodTypeDesc.of(vector)).astore(result);
  }

  /** {@code sum = a b + c}. */
  public void fma(int a, int b, int c, int sum) {
    code.aload(a)
        .aload(b)
        .aload(c)
        .invokevirtual(vector, "fma", MethodTypeDesc.of(vector, VECTOR, VECTOR))
        .astore(sum);
  }

  /** {@code result = a != 0 ? b : c}, lane by lane. */
  public void select(int a, int b, int c, int result) {
    code.aload(c).aload(b).aload(a).getstatic(desc(VectorOperators.class), "NE", COMPARISON);
    if (single) {
      code.fconst_0();
    } else {
      code.dconst_0();
    }
    code.invokevirtual(vector, "compare", MethodTypeDesc.of(MASK, COMPARISON, element))
        .invokevirtual(vector, "blend", MethodTypeDesc.of(vector, VECTOR, MASK))
        .astore(result);
  }

  /** Sets a variable to copies of a number. */
  public void number(int slot, double value) {
    code.getstatic(vector, "SPECIES_PREFERRED", SPECIES);
    if (single) {
      code.loadConstant((float) value);
    } else {
      code.loadConstant(value);
    }
    code.invokestatic(vector, "broadcast", MethodTypeDesc.of(vector, SPECIES, element))
        .astore(slot);
  }

  /** Stores a vector at the address {@code base + distance}. */
  public void store(int slot, int base, long distance) {
    store(slot, base, -1, distance);
  }

  /** Stores a vector at the address {@code base + offset + distance}; offset -1 is none. */
  public void store(int slot, int base, int offset, long distance) {
    code.aload(slot).getstatic(MEMORY, "EVERYTHING", SEGMENT);
    address(base, offset, distance);
    code.invokestatic(ORDER, "nativeOrder", MethodTypeDesc.of(ORDER))
        .invokevirtual(
            vector,
            "intoMemorySegment",
            MethodTypeDesc.of(ConstantDescs.CD_void, SEGMENT, LONG, ORDER));
  }

  /** {@code slot = base + min(i, count - 1) * pitch}. */
  public void row(int slot, int base, int i, int count, int pitch) {
    code.lload(base);
    if (i > 0) {
      least(i, count);
      code.i2l().lload(pitch).lmul().ladd();
    }
    code.lstore(slot);
    positive(slot);
  }

  /** Pushes {@code min(i, count - 1)}. */
  public void least(int i, int count) {
    ClassDesc integer = ConstantDescs.CD_int;
    code.loadConstant(i)
        .iload(count)
        .iconst_1()
        .isub()
        .invokestatic(desc(Math.class), "min", MethodTypeDesc.of(integer, integer, integer));
  }

  /** Tells the compiler that an address is not negative, which spares a check per access. */
  public void positive(int slot) {
    code.lload(slot).loadConstant(0xff_ffff_ffff_ffffL).land().lstore(slot);
  }

  private void address(int base, int offset, long distance) {
    code.lload(base);
    if (offset >= 0) {
      code.lload(offset).ladd();
    }
    if (distance != 0) {
      code.loadConstant(distance).ladd();
    }
  }
}

package org.sciml4j.sindy.expression;

import static java.lang.constant.ConstantDescs.CD_double;
import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_void;

import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.invoke.MethodHandles;
import java.util.Arrays;
import java.util.function.IntConsumer;
import org.sciml4j.core.kernel.HiddenClass;

/**
 * Writes a program as bytecode: what a person would write for it, with every value in a register.
 * Only for programs that are small enough for the JVM to compile well, and without functions of the
 * user.
 */
final class KernelCompiler {
  /** Above this many values registers run out, and a loop over blocks is as good. */
  private static final int MOST_VALUES = 48;

  private static final ClassDesc COLUMN = CD_double.arrayType();
  private static final ClassDesc COLUMNS = COLUMN.arrayType();
  private static final ClassDesc MATH = Math.class.describeConstable().orElseThrow();

  private final Program program;

  private KernelCompiler(Program program) {
    this.program = program;
  }

  static boolean suits(Program program) {
    return program.inputs() + program.steps().size() + program.outputs().length <= MOST_VALUES
        && program.steps().stream()
            .allMatch(
                step ->
                    !(step instanceof Step.Apply apply)
                        || apply.function() instanceof ElementaryFunction);
  }

  static Kernel compile(Program program) {
    KernelCompiler compiler = new KernelCompiler(program);
    return HiddenClass.instance(
        MethodHandles.lookup(),
        Kernel.class,
        "GeneratedKernel",
        type ->
            type.withMethodBody(
                    "point",
                    MethodTypeDesc.of(CD_void, COLUMN, COLUMN),
                    ClassFile.ACC_PUBLIC,
                    compiler::point)
                .withMethodBody(
                    "columns",
                    MethodTypeDesc.of(CD_void, COLUMNS, CD_int, CD_int, COLUMNS),
                    ClassFile.ACC_PUBLIC,
                    compiler::columns));
  }

  private void point(CodeBuilder code) {
    int in = code.parameterSlot(0);
    int out = code.parameterSlot(1);
    int[] slots = values(code, input -> code.aload(in).loadConstant(input).daload());
    for (int k = 0; k < program.outputs().length; k++) {
      code.aload(out).loadConstant(k).dload(slots[program.outputs()[k]]).dastore();
    }
    code.return_();
  }

  /**
   * One loop over samples; arrays are loaded into locals before it. Subtractions stay subtractions
   * and all arrays have the same index, which is what the JIT vectorises.
   */
  private void columns(CodeBuilder code) {
    int[] in = arrays(code, code.parameterSlot(0), program.inputs());
    int[] out = arrays(code, code.parameterSlot(3), program.outputs().length);
    int i = code.parameterSlot(1);
    int to = code.parameterSlot(2);
    Label test = code.newLabel();
    Label done = code.newLabel();
    code.labelBinding(test).iload(i).iload(to).if_icmpge(done);
    int[] slots = values(code, input -> code.aload(in[input]).iload(i).daload());
    for (int k = 0; k < out.length; k++) {
      code.aload(out[k]).iload(i).dload(slots[program.outputs()[k]]).dastore();
    }
    code.iinc(i, 1).goto_(test).labelBinding(done).return_();
  }

  private static int[] arrays(CodeBuilder code, int array, int count) {
    int[] slots = new int[count];
    for (int k = 0; k < count; k++) {
      slots[k] = code.allocateLocal(TypeKind.REFERENCE);
      code.aload(array).loadConstant(k).aaload().astore(slots[k]);
    }
    return slots;
  }

  /** Computes all values into locals, whose slots are returned. */
  private int[] values(CodeBuilder code, IntConsumer loadInput) {
    int[] slots = new int[program.inputs() + program.steps().size()];
    Arrays.setAll(slots, _ -> code.allocateLocal(TypeKind.DOUBLE));
    for (int value = 0; value < slots.length; value++) {
      if (value < program.inputs()) {
        loadInput.accept(value);
      } else {
        compute(code, program.steps().get(value - program.inputs()), slots);
      }
      code.dstore(slots[value]);
    }
    return slots;
  }

  private static void compute(CodeBuilder code, Step step, int[] slots) {
    switch (step) {
      case Step.Fill(double value) -> code.loadConstant(value);
      case Step.Multiply(int a, int b) -> code.dload(slots[a]).dload(slots[b]).dmul();
      case Step.Divide(int a, int b) -> code.dload(slots[a]).dload(slots[b]).ddiv();
      case Step.Combine combine -> {
        if (combine.hasBias()) {
          code.loadConstant(combine.bias());
        }
        for (int k = 0; k < combine.terms().length; k++) {
          boolean added = k > 0 || combine.hasBias();
          double weight = combine.weights()[k];
          double factor = added ? Math.abs(weight) : weight;
          if (factor == 1) {
            code.dload(slots[combine.terms()[k]]);
          } else {
            code.loadConstant(factor).dload(slots[combine.terms()[k]]).dmul();
          }
          if (added && weight < 0) {
            code.dsub();
          } else if (added) {
            code.dadd();
          }
        }
      }
      case Step.Apply apply -> {
        for (int argument : apply.arguments()) {
          code.dload(slots[argument]);
        }
        ClassDesc[] types = new ClassDesc[apply.arguments().length];
        Arrays.fill(types, CD_double);
        String name = apply.function().symbol();
        code.invokestatic(
            MATH, name.equals("sign") ? "signum" : name, MethodTypeDesc.of(CD_double, types));
      }
    }
  }
}

package org.sciml4j.core.elementwise;

import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.TypeKind;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.invoke.MethodHandles;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.sciml4j.core.kernel.HiddenClass;
import org.sciml4j.core.kernel.VectorCode;

/**
 * Writes the bytecode of a {@link PointLoop}: vector after vector of a line, the last one reaching
 * back into the one before, so that points of both are computed twice to the same bits.
 */
final class PointLoopCompiler {
  private static final MethodTypeDesc RUN =
      MethodTypeDesc.of(
          ConstantDescs.CD_void, ConstantDescs.CD_long.arrayType(), ConstantDescs.CD_int);
  private static final int AT = 1;
  private static final int POINTS = 2;

  private final PointProgram program;
  private final PointLines.Piece piece;
  private final List<PointProgram.Written> stores;
  private final CodeBuilder code;
  private final VectorCode lanes;
  private final Map<Integer, Integer> variables = new HashMap<>();
  private final Map<Integer, Integer> lines = new LinkedHashMap<>();
  private final Map<Integer, Integer> loadedFrom = new LinkedHashMap<>();
  private int offset;

  private PointLoopCompiler(
      PointProgram program,
      PointLines.Piece piece,
      List<PointProgram.Written> stores,
      CodeBuilder code) {
    this.program = program;
    this.piece = piece;
    this.stores = stores;
    this.code = code;
    lanes = new VectorCode(code, program.dtype());
  }

  static PointLoop compile(
      PointProgram program, PointLines.Piece piece, List<PointProgram.Written> stores) {
    return HiddenClass.instance(
        MethodHandles.lookup(),
        PointLoop.class,
        "Points",
        type ->
            type.withMethodBody(
                "run",
                RUN,
                ClassFile.ACC_PUBLIC,
                code -> new PointLoopCompiler(program, piece, stores, code).write()));
  }

  private void write() {
    int last = lanes.local(TypeKind.INT);
    int x = lanes.local(TypeKind.INT);
    offset = lanes.local(TypeKind.LONG);
    int width = VectorCode.lanes(program.dtype());
    for (int operation : piece.operations()) {
      TileStep step = step(operation);
      for (int i = 0; i < step.op().arity(); i++) {
        prepare(argument(step, i));
      }
    }
    for (PointProgram.Written store : stores) {
      prepare(store.value());
      line(store.slot());
    }
    piece.kept().values().forEach(this::line);
    code.iload(POINTS).loadConstant(width).isub().istore(last).iconst_0().istore(x);
    var next = code.newLabel();
    var end = code.newLabel();
    code.labelBinding(next)
        .iload(x)
        .iload(last)
        .invokestatic(
            VectorCode.desc(Math.class),
            "min",
            MethodTypeDesc.of(ConstantDescs.CD_int, ConstantDescs.CD_int, ConstantDescs.CD_int))
        .istore(x);
    code.iload(x).i2l().loadConstant((long) program.dtype().bytes()).lmul().lstore(offset);
    loadedFrom.forEach(
        (value, slot) -> lanes.load(variables.get(value), lines.get(slot), offset, 0));
    piece.operations().forEach(this::compute);
    piece.kept().forEach(this::store);
    stores.forEach(store -> store(store.value(), store.slot()));
    code.iload(x).iload(last).if_icmpge(end);
    code.iinc(x, width).goto_(next).labelBinding(end).return_();
  }

  private TileStep step(int operation) {
    return ((PointProgram.Entry.Operation) program.entries().get(operation)).step();
  }

  private static int argument(TileStep step, int i) {
    return i == 0 ? step.a() : i == 1 ? step.b() : step.c();
  }

  /** Gives a value a variable, and a number its value. */
  private void prepare(int value) {
    if (variables.containsKey(value)) {
      return;
    }
    int variable = lanes.local(TypeKind.REFERENCE);
    variables.put(value, variable);
    switch (program.entries().get(value)) {
      case PointProgram.Entry.Number(double number) -> lanes.number(variable, number);
      case PointProgram.Entry.Repeated(int slot) -> {
        line(slot);
        lanes.broadcast(variable, lines.get(slot), -1);
      }
      case PointProgram.Entry.Line(int slot) -> {
        line(slot);
        loadedFrom.put(value, slot);
      }
      case PointProgram.Entry.Operation _ -> {
        Integer slot = piece.loaded().get(value);
        if (slot != null) {
          line(slot);
          loadedFrom.put(value, slot);
        }
      }
    }
  }

  /** Brings the address behind a slot into a variable. */
  private void line(int slot) {
    lines.computeIfAbsent(
        slot,
        _ -> {
          int address = lanes.local(TypeKind.LONG);
          code.aload(AT).loadConstant(slot).laload().lstore(address);
          lanes.positive(address);
          return address;
        });
  }

  private void store(int value, int slot) {
    lanes.store(variables.get(value), lines.get(slot), offset, 0);
  }

  private void compute(int operation) {
    TileStep step = step(operation);
    int a = variables.get(step.a());
    int b = variables.get(step.op().arity() > 1 ? step.b() : step.a());
    int c = variables.get(step.op().arity() > 2 ? step.c() : step.a());
    int result = variables.computeIfAbsent(operation, _ -> lanes.local(TypeKind.REFERENCE));
    switch (step.op()) {
      case NEGATE -> lanes.unary("neg", a, result);
      case ABS -> lanes.unary("abs", a, result);
      case SQRT -> lanes.unary("sqrt", a, result);
      case ADD -> lanes.binary("add", a, b, result);
      case SUBTRACT -> lanes.binary("sub", a, b, result);
      case MULTIPLY -> lanes.binary("mul", a, b, result);
      case DIVIDE -> lanes.binary("div", a, b, result);
      case SELECT -> lanes.select(a, b, c, result);
      case MULTIPLY_ADD -> lanes.fma(a, b, c, result);
      case MULTIPLY_SUBTRACT -> {
        lanes.unary("neg", c, result);
        lanes.fma(a, b, result, result);
      }
      case SUBTRACT_PRODUCT -> {
        lanes.unary("neg", a, result);
        lanes.fma(result, b, c, result);
      }
      default -> throw new IllegalStateException(step.op() + " is not known");
    }
  }
}

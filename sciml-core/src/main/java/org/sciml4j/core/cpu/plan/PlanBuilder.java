package org.sciml4j.core.cpu.plan;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.sciml4j.core.elementwise.ElementwiseChain;
import org.sciml4j.core.elementwise.ElementwiseKernel;
import org.sciml4j.core.elementwise.Operand;
import org.sciml4j.core.elementwise.Store;
import org.sciml4j.core.elementwise.View;
import org.sciml4j.core.gemm.Gemm;
import org.sciml4j.core.graph.Constant;
import org.sciml4j.core.graph.Coordinate;
import org.sciml4j.core.graph.TensorType;
import org.sciml4j.core.graph.Value;
import org.sciml4j.core.kernel.KernelProvider;
import org.sciml4j.core.tensor.DType;

/** The storages and instructions of a plan in the making. */
final class PlanBuilder {
  private record Copy(int storage, DType dtype, Layout layout) {}

  private final Target target;
  private final ConstantPool constants;
  private final List<Storage> storages = new ArrayList<>();
  private final List<Instruction> instructions = new ArrayList<>();
  private final List<Plan.Nested> loops = new ArrayList<>();
  private final Map<Long, Place> constantPlaces = new HashMap<>();
  private final Map<Copy, Place> copies = new HashMap<>();
  private final List<Runnable> reuses = new ArrayList<>();
  private final Set<Integer> steady = new HashSet<>();
  private final List<Plan.Pack> packs = new ArrayList<>();

  PlanBuilder(Target target, ConstantPool constants) {
    this.target = target;
    this.constants = constants;
  }

  Target target() {
    return target;
  }

  KernelProvider provider() {
    return target.provider();
  }

  ConstantPool constants() {
    return constants;
  }

  /** Declares that an input stays the same over many runs of the plan. */
  void keepSteady(Place input) {
    steady.add(input.storage());
  }

  boolean isSteady(Place place) {
    return steady.contains(place.storage());
  }

  /** Where the caller is to put the packed right factor of a product, before all those runs. */
  Place packed(Gemm gemm, Place factor) {
    TensorType type = new TensorType(DType.F64, (gemm.packedBytes() + 7) / 8);
    Place packed = place(type, Storage.Role.EXTERNAL);
    packs.add(new Plan.Pack(gemm, factor, packed.storage()));
    return packed;
  }

  Storage storage(Place place) {
    return storages.get(place.storage());
  }

  /** A new place for a dense array of this type. */
  Place place(TensorType type, Storage.Role role) {
    return place(type, role, 0);
  }

  private Place place(TensorType type, Storage.Role role, long position) {
    Storage storage = new Storage(storages.size(), type.bytes(), role, position);
    storages.add(storage);
    return new Place(storage.index(), type.dtype(), Layout.dense(type.shape()));
  }

  /** Working memory for one instruction; {@code null} where none is needed. */
  Place scratch(long bytes) {
    TensorType type = new TensorType(DType.F64, (bytes + 7) / 8);
    return bytes == 0 ? null : place(type, Storage.Role.ARENA);
  }

  /** The numbers of a constant, one where all are equal. */
  Place constant(Constant constant) {
    long position = constants.position(constant);
    TensorType type = constant.type();
    return constant(position, constant.isUniform() ? type.withShape() : type);
  }

  /** The numbers 0, 1, 2, ... along a coordinate's axis. */
  Place constant(Coordinate coordinate) {
    TensorType type = coordinate.type();
    return constant(constants.position(coordinate), type.withShape(type.size(coordinate.axis())));
  }

  private Place constant(long position, TensorType type) {
    return constantPlaces.computeIfAbsent(
        position, _ -> place(type, Storage.Role.CONSTANT, position));
  }

  /** Adds an instruction; {@code null}s among the scratch places are left out. */
  void emit(
      Instruction instruction,
      Value origin,
      List<Place> reads,
      List<Place> writes,
      Place... scratch) {
    int at = instructions.size();
    for (List<Place> touched : List.of(reads, writes, Arrays.asList(scratch))) {
      for (Place place : touched) {
        if (place != null) {
          storage(place).use(at);
        }
      }
    }
    writes.forEach(this::forgetCopies);
    boolean checked = target.guarded() && origin != null;
    instructions.add(
        checked
            ? new GuardedInstruction(instruction, origin.toString(), reads, writes)
            : instruction);
  }

  /** Copies of what a storage held before it is written are no copies of what it holds then. */
  private void forgetCopies(Place written) {
    copies.keySet().removeIf(copy -> copy.storage == written.storage());
  }

  /** Adds the plan of a loop's body, which runs in the memory at {@code arena}. */
  int addLoop(Plan body, Place arena) {
    loops.add(new Plan.Nested(body, arena.storage()));
    return loops.size() - 1;
  }

  /** Copies elements between places of one shape. */
  void copy(Place from, Place to) {
    if (to.layout().count() == 0) {
      return;
    }
    ElementwiseChain chain =
        new ElementwiseChain(
            to.dtype(),
            to.layout().shape(),
            List.of(new Operand.Strided(view(from.layout()))),
            List.of(),
            List.of(new Store(0, view(to.layout()))));
    ElementwiseKernel kernel = ElementwiseKernel.with(provider(), chain);
    Place scratch = scratch(kernel.scratchBytes(target.threads()));
    Instruction copy = new ChainInstruction(kernel, List.of(from), List.of(to), scratch);
    emit(copy, null, List.of(from), List.of(to), scratch);
  }

  /** The same elements in row-major order without gaps, copied unless they lie so already. */
  Place dense(Place place) {
    if (place.layout().isDense()) {
      return place;
    }
    Copy key = new Copy(place.storage(), place.dtype(), place.layout());
    Place known = copies.get(key);
    if (known == null) {
      known = place(new TensorType(place.dtype(), place.layout().shape()), Storage.Role.ARENA);
      copy(place, known);
      copies.put(key, known);
    }
    return known;
  }

  static View view(Layout layout) {
    return new View(layout.offset(), layout.strides());
  }

  /**
   * Lets the last instruction write {@code result} over one of {@code operands}, if that turns out
   * to be read for the last time there. A result that nothing reads would leave the operand's
   * memory free for the next result of the same instruction.
   */
  void mayReuse(Place result, List<Place> operands) {
    if (target.guarded()) {
      return;
    }
    int at = instructions.size() - 1;
    reuses.add(() -> reuse(at, result, operands));
  }

  private void reuse(int at, Place result, List<Place> operands) {
    Storage own = storage(result);
    for (Place operand : operands) {
      Storage other = storage(operand).representative();
      boolean dies =
          other.role() == Storage.Role.ARENA && other.lastUse() == at && other.firstUse() < at;
      boolean sameElsewhere =
          operands.stream()
              .filter(one -> storage(one).representative() == other)
              .allMatch(one -> one.layout().equals(result.layout()));
      if (own.role() == Storage.Role.ARENA
          && own.representative() == own
          && own.firstUse() == at
          && own.lastUse() > at
          && dies
          && sameElsewhere
          && other.bytes() == own.bytes()) {
        own.lieOver(other);
        return;
      }
    }
  }

  Plan build(List<Integer> inputs, List<Integer> outputs) {
    reuses.forEach(Runnable::run);
    long arena = MemoryPlan.place(storages);
    return new Plan(instructions, inputs, outputs, storages, arena, loops, packs);
  }
}

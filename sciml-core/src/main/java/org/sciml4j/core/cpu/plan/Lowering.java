package org.sciml4j.core.cpu.plan;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.sciml4j.core.gemm.Gemm;
import org.sciml4j.core.gemm.GemmShape;
import org.sciml4j.core.gemm.Operands;
import org.sciml4j.core.graph.Broadcast;
import org.sciml4j.core.graph.Concat;
import org.sciml4j.core.graph.Constant;
import org.sciml4j.core.graph.Coordinate;
import org.sciml4j.core.graph.Embed;
import org.sciml4j.core.graph.Graph;
import org.sciml4j.core.graph.Input;
import org.sciml4j.core.graph.Item;
import org.sciml4j.core.graph.Loop;
import org.sciml4j.core.graph.MatMul;
import org.sciml4j.core.graph.Operation;
import org.sciml4j.core.graph.Reshape;
import org.sciml4j.core.graph.Reverse;
import org.sciml4j.core.graph.Slice;
import org.sciml4j.core.graph.Span;
import org.sciml4j.core.graph.StopGradient;
import org.sciml4j.core.graph.TensorType;
import org.sciml4j.core.graph.Transpose;
import org.sciml4j.core.graph.Value;
import org.sciml4j.core.kernel.KernelProvider;
import org.sciml4j.core.tensor.DType;

/** Turns a graph into a plan: views become layouts, everything else instructions. */
public final class Lowering {
  private final KernelProvider provider;
  private final ConstantPool constants;
  private final boolean guarded;
  private final List<Storage> storages = new ArrayList<>();
  private final List<Instruction> instructions = new ArrayList<>();
  private final List<Plan.Nested> loops = new ArrayList<>();
  private final Map<Value, List<Place>> places = new IdentityHashMap<>();

  private Lowering(KernelProvider provider, ConstantPool constants, boolean guarded) {
    this.provider = provider;
    this.constants = constants;
    this.guarded = guarded;
  }

  /**
   * The plan of a graph.
   *
   * @param inPlace output index to the index of the input it overwrites
   * @param guarded whether every result is checked for NaN and infinities
   */
  public static Plan plan(
      Graph graph,
      Map<Integer, Integer> inPlace,
      boolean guarded,
      KernelProvider provider,
      ConstantPool constants) {
    return new Lowering(provider, constants, guarded).lower(graph, inPlace);
  }

  private Plan lower(Graph graph, Map<Integer, Integer> inPlace) {
    List<Integer> inputs = new ArrayList<>();
    for (Value input : graph.inputs()) {
      Place place = place(input.type(), Storage.Role.EXTERNAL);
      places.put(input, List.of(place));
      inputs.add(place.storage());
    }
    for (Value value : graph.values()) {
      if (!places.containsKey(value)) {
        places.put(value, lower(value));
      }
    }
    List<Integer> outputs = outputs(graph, inputs, new TreeMap<>(inPlace));
    long arena = MemoryPlan.place(storages);
    return new Plan(instructions, inputs, outputs, storages, arena, loops);
  }

  /** Copies to overwritten inputs come last, after what they overwrite has been read. */
  private List<Integer> outputs(Graph graph, List<Integer> inputs, Map<Integer, Integer> inPlace) {
    List<Integer> outputs = new ArrayList<>();
    Set<Integer> overwritten = new HashSet<>();
    inPlace.values().forEach(input -> overwritten.add(inputs.get(input)));
    List<Place> from = new ArrayList<>();
    for (int i = 0; i < graph.outputs().size(); i++) {
      Place place = places.get(graph.outputs().get(i)).getFirst();
      boolean endangered =
          overwritten.contains(place.storage())
              && !(inPlace.containsKey(i)
                  && inputs.get(inPlace.get(i)) == place.storage()
                  && place.layout().coincidesWith(Layout.dense(place.layout().shape())));
      from.add(endangered ? copyOf(place) : place);
    }
    for (int i = 0; i < graph.outputs().size(); i++) {
      Place source = from.get(i);
      Storage storage = storages.get(source.storage());
      if (inPlace.containsKey(i)) {
        int input = inputs.get(inPlace.get(i));
        outputs.add(input);
        if (source.storage() != input) {
          copy(source, source.with(Layout.dense(source.layout().shape())).in(input));
        }
      } else if (storage.role() == Storage.Role.ARENA
          && storage.bytes() == source.bytes()
          && source.layout().coincidesWith(Layout.dense(source.layout().shape()))) {
        storage.become(Storage.Role.EXTERNAL);
        outputs.add(source.storage());
      } else {
        Place target = place(graph.outputs().get(i).type(), Storage.Role.EXTERNAL);
        copy(source, target);
        outputs.add(target.storage());
      }
    }
    return outputs;
  }

  private List<Place> lower(Value value) {
    return switch (value.primitive()) {
      case Item item -> List.of(places.get(value.operand(0)).get(item.index()));
      case Loop loop -> loop(loop, value);
      case Operation operation -> List.of(lower(operation, value));
    };
  }

  private Place lower(Operation operation, Value value) {
    return switch (operation) {
      case Input input ->
          throw new IllegalStateException("the graph lacks its input " + input.label());
      case Constant constant -> constant(constant);
      case Coordinate coordinate -> coordinate(coordinate);
      case StopGradient _ -> operand(value, 0);
      case Broadcast view -> view(value, operand(value, 0).layout().broadcast(view.shape()));
      case Transpose view -> view(value, operand(value, 0).layout().transpose(view.permutation()));
      case Slice view -> view(value, operand(value, 0).layout().slice(view.spans()));
      case Reverse view -> view(value, operand(value, 0).layout().reverse(view.axes()));
      case Reshape _ -> reshape(value);
      case Concat concat -> concat(concat, value);
      case Embed embed -> embed(embed, value);
      case MatMul _ -> matMul(value);
      default -> scalar(operation, value);
    };
  }

  private Place constant(Constant constant) {
    boolean uniform = constant.isUniform();
    TensorType type = constant.type();
    Layout layout = uniform ? Layout.repeated(type.shape()) : Layout.dense(type.shape());
    return constantPlace(type, layout, constants.position(constant));
  }

  private Place coordinate(Coordinate coordinate) {
    TensorType type = coordinate.type();
    List<Long> extents = new ArrayList<>();
    for (int axis = 0; axis < type.rank(); axis++) {
      extents.add(type.size(axis));
    }
    long[] column = new long[type.rank() - coordinate.axis()];
    java.util.Arrays.fill(column, 1);
    column[0] = type.size(coordinate.axis());
    Layout layout = Layout.dense(column).broadcast(extents);
    return constantPlace(type, layout, constants.position(coordinate));
  }

  private Place constantPlace(TensorType type, Layout layout, long position) {
    Storage storage = new Storage(storages.size(), type.bytes(), Storage.Role.CONSTANT, position);
    storages.add(storage);
    return new Place(storage.index(), type.dtype(), layout);
  }

  private Place view(Value value, Layout layout) {
    return operand(value, 0).with(layout);
  }

  private Place reshape(Value value) {
    Layout layout = operand(value, 0).layout().reshape(value.shape());
    if (layout != null) {
      return view(value, layout);
    }
    Place dense = copyOf(operand(value, 0));
    return dense.with(dense.layout().reshape(value.shape()));
  }

  private Place concat(Concat concat, Value value) {
    Place result = place(value.type(), Storage.Role.ARENA);
    long from = 0;
    for (int i = 0; i < value.operands().size(); i++) {
      Place part = operand(value, i);
      long[] shape = value.shape();
      List<Span> spans =
          new ArrayList<>(
              IntStream.range(0, shape.length).mapToObj(axis -> Span.all(shape[axis])).toList());
      long extent = part.layout().size(concat.axis());
      spans.set(concat.axis(), new Span(from, extent, 1));
      copy(part, result.with(result.layout().slice(spans)));
      from += extent;
    }
    return result;
  }

  private Place embed(Embed embed, Value value) {
    Place result = place(value.type(), Storage.Role.ARENA);
    copy(constant(new Constant(value.type(), 0)), result);
    copy(operand(value, 0), result.with(result.layout().slice(embed.spans())));
    return result;
  }

  private Place matMul(Value value) {
    long[] shape = value.shape();
    int rank = shape.length;
    long m = shape[rank - 2];
    long n = shape[rank - 1];
    long k = value.operand(0).type().size(rank - 1);
    long batch = 1;
    for (int axis = 0; axis < rank - 2; axis++) {
      batch *= shape[axis];
    }
    Place a = matrices(operand(value, 0), batch, m, k);
    Place b = matrices(operand(value, 1), batch, k, n);
    Place c = place(value.type(), Storage.Role.ARENA);
    if (value.type().count() == 0) {
      return c;
    }
    GemmShape gemmShape =
        new GemmShape(
            value.type().dtype(),
            batch,
            m,
            n,
            k,
            a.layout().stride(1),
            a.layout().stride(2),
            a.layout().stride(0),
            b.layout().stride(1),
            b.layout().stride(2),
            b.layout().stride(0),
            n,
            batch == 1 ? 0 : m * n,
            false);
    Gemm gemm = Gemm.with(provider, gemmShape, Operands.MEMORY);
    Place scratch = scratch(gemm.scratchBytes());
    Instruction product = new MatMulInstruction(gemm, a, b, c, scratch);
    emit(product, value, List.of(a, b), List.of(c), scratch == null ? List.of() : List.of(scratch));
    return c;
  }

  /** Operand of a batched product as [batch, rows, columns] with no stride negative. */
  private Place matrices(Place place, long batch, long rows, long columns) {
    Layout layout = place.layout().reshape(batch, rows, columns);
    if (layout != null && layout.stride(0) >= 0 && layout.stride(1) >= 0 && layout.stride(2) >= 0) {
      return place.with(layout);
    }
    Place copy = copyOf(place);
    return copy.with(copy.layout().reshape(batch, rows, columns));
  }

  private Place scalar(Operation operation, Value value) {
    List<Place> operands = new ArrayList<>();
    for (int i = 0; i < value.operands().size(); i++) {
      operands.add(dense(operand(value, i)));
    }
    Place result = place(value.type(), Storage.Role.ARENA);
    if (value.type().count() > 0) {
      Instruction instruction =
          new ScalarInstruction(
              operation,
              value.operands().stream().map(Value::type).toList(),
              operands,
              value.type(),
              result);
      emit(instruction, value, operands, List.of(result), List.of());
    }
    return result;
  }

  private List<Place> loop(Loop loop, Value value) {
    Plan body = plan(loop.body(), Map.of(), guarded, provider, constants);
    List<Place> operands = new ArrayList<>();
    for (int i = 0; i < value.operands().size(); i++) {
      operands.add(dense(operand(value, i)));
    }
    List<Place> results = new ArrayList<>();
    List<Place> scratch = new ArrayList<>();
    for (int i = 0; i < value.types().size(); i++) {
      results.add(place(value.types().get(i), Storage.Role.ARENA));
      if (i < loop.carries()) {
        scratch.add(place(value.types().get(i), Storage.Role.ARENA));
      }
    }
    Place arena = scratch(Math.max(1, body.arenaBytes()));
    List<Place> spare = List.copyOf(scratch);
    scratch.add(arena);
    loops.add(new Plan.Nested(body, arena.storage()));
    Instruction instruction =
        new LoopInstruction(loop, loops.size() - 1, body, operands, results, spare);
    emit(instruction, value, operands, results, scratch);
    return results;
  }

  private Place operand(Value value, int i) {
    return places.get(value.operand(i)).getFirst();
  }

  private Place dense(Place place) {
    return place.layout().isDense() ? place : copyOf(place);
  }

  private Place copyOf(Place place) {
    TensorType type = new TensorType(place.dtype(), place.layout().shape());
    Place copy = place(type, Storage.Role.ARENA);
    copy(place, copy);
    return copy;
  }

  private void copy(Place from, Place to) {
    if (to.layout().count() > 0) {
      Instruction copy = new CopyInstruction(from, to);
      emit(copy, null, List.of(from), List.of(to), List.of());
    }
  }

  private Place place(TensorType type, Storage.Role role) {
    Storage storage = new Storage(storages.size(), type.bytes(), role, 0);
    storages.add(storage);
    return new Place(storage.index(), type.dtype(), Layout.dense(type.shape()));
  }

  private Place scratch(long bytes) {
    return bytes == 0
        ? null
        : place(new TensorType(DType.F64, (bytes + 7) / 8), Storage.Role.ARENA);
  }

  private void emit(
      Instruction instruction,
      Value origin,
      List<Place> reads,
      List<Place> writes,
      List<Place> scratch) {
    int at = instructions.size();
    for (List<Place> touched : List.of(reads, writes, scratch)) {
      touched.forEach(place -> storages.get(place.storage()).use(at));
    }
    boolean checked = guarded && origin != null && !(origin.primitive() instanceof Loop);
    instructions.add(
        checked ? new GuardedInstruction(instruction, name(origin), reads, writes) : instruction);
  }

  private static String name(Value value) {
    return value.toString();
  }
}

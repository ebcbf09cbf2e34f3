package org.sciml4j.core.cpu.plan;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.sciml4j.core.convolution.TileConvolution;
import org.sciml4j.core.elementwise.PointLines;
import org.sciml4j.core.graph.TensorType;
import org.sciml4j.core.graph.Value;

/** Makes the instruction of a band: where its results go, and what they may be written over. */
final class BandEmission {
  private final PlanBuilder builder;
  private final BandLines lines;
  private final Map<BandStage, BandKernels> stages;
  private final Map<Node, Place> results;
  private final Map<BandStage, TileConvolution> tiles = new LinkedHashMap<>();

  BandEmission(
      PlanBuilder builder,
      BandLines lines,
      Map<BandStage, BandKernels> stages,
      Map<Node, Place> results) {
    this.builder = builder;
    this.lines = lines;
    this.stages = stages;
    this.results = results;
  }

  /**
   * Emits the band, and copies where a result cannot be written over what is read.
   *
   * @param origin the value it is shown under
   * @param taken the groups it computes
   * @param lowered all groups up to its last
   * @param homes concatenations that are to be put over inputs
   */
  void emit(Value origin, Set<Group> taken, Set<Group> lowered, List<BandHome> homes) {
    List<Place> reads = new ArrayList<>(lines.operands());
    stages.keySet().forEach(stage -> reads.add(stage.input()));
    Set<Integer> read = new HashSet<>();
    reads.forEach(place -> read.add(place.storage()));
    List<Place> needed = new ArrayList<>();
    results.forEach(
        (node, place) -> {
          if (isNeeded(node, taken)) {
            needed.add(place);
          }
        });
    List<Place> both = needed.stream().filter(place -> read.contains(place.storage())).toList();
    BandTiles tiling = BandTiles.of(lines.grid(), lines.dtype());
    stages.forEach(
        (stage, kernels) ->
            tiles.put(stage, stage.tile(kernels.count(), builder.provider(), tiling)));
    boolean over = both.stream().allMatch(this::mayBeOverwritten);
    Map<Integer, Integer> aside = new HashMap<>();
    for (BandHome home : homes) {
      if (over && mayMove(home, lowered)) {
        aside.put(results.get(home.parts().getFirst()).storage(), home.input().storage());
        home.move().run();
      }
    }
    if (!over) {
      both.forEach(place -> aside.computeIfAbsent(place.storage(), _ -> copyOf(place)));
    }
    List<Place> writes = new ArrayList<>();
    for (Place place : needed) {
      int storage = aside.getOrDefault(place.storage(), place.storage());
      writes.add(place.in(storage));
      lines.store(place, storage, read.contains(storage));
    }
    emit(origin, tiling, reads, writes);
    if (!over) {
      both.forEach(place -> builder.copy(place.in(aside.get(place.storage())), place));
    }
  }

  private void emit(Value origin, BandTiles tiling, List<Place> reads, List<Place> writes) {
    PointLines code = PointLines.of(lines.program(), lines.slots().size());
    List<BandInstruction.Bank> banks = new ArrayList<>();
    tiles.forEach(
        (stage, tile) -> {
          BandKernels kernels = stages.get(stage);
          Place weights = builder.constant(kernels.numbers(stage));
          boolean overwritten =
              writes.stream().anyMatch(place -> place.storage() == stage.input().storage());
          reads.add(weights);
          banks.add(
              new BandInstruction.Bank(
                  tile,
                  stage.input(),
                  stage.image(),
                  weights,
                  lines.number(kernels.slots()),
                  overwritten));
        });
    BandInstruction band =
        new BandInstruction(
            lines.dtype(),
            lines.grid(),
            tiling,
            banks,
            lines.slots(),
            code,
            lines.program().operations(),
            builder.target().threads());
    Place scratch = builder.scratch(band.scratchBytes());
    band.workIn(scratch);
    builder.emit(band, origin, reads, writes, scratch);
  }

  private static boolean isNeeded(Node node, Set<Group> taken) {
    return node.isOutput()
        || node.destination() != null
        || node.uses().stream()
            .anyMatch(use -> use.reads() && !taken.containsAll(use.user().groups()));
  }

  /**
   * Whether the band makes all of a concatenation, when nothing reads any longer what it is over.
   */
  private boolean mayMove(BandHome home, Set<Group> lowered) {
    return !home.parts().isEmpty()
        && results.keySet().containsAll(home.parts())
        && home.parts().stream()
            .allMatch(part -> mayBeOverwritten(results.get(part).in(home.input().storage())))
        && home.readers().stream().allMatch(reader -> lowered.containsAll(reader.groups()));
  }

  /** Memory as large as a storage. */
  private int copyOf(Place place) {
    long elements = builder.storage(place).bytes() / lines.dtype().bytes();
    return builder.place(new TensorType(lines.dtype(), elements), Storage.Role.ARENA).storage();
  }

  /**
   * Whether a result may be written over memory that the band reads: the points of what is read
   * there lie where those of the result do.
   */
  private boolean mayBeOverwritten(Place place) {
    int[] grid = lines.grid();
    boolean may = grid[1] == 1 && grid[0] > 1;
    for (BandInstruction.Slot slot : lines.slots()) {
      boolean same =
          slot.equals(BandInstruction.Slot.written(slot.storage(), slot.offset(), grid, false));
      may &= slot.storage() != place.storage() || (same && isApart(place, slot.offset()));
    }
    for (Map.Entry<BandStage, TileConvolution> tile : tiles.entrySet()) {
      Place input = tile.getKey().input();
      may &=
          input.storage() != place.storage()
              || (tile.getValue().mayBeOverwritten() && isApart(place, input.layout().offset()));
    }
    return may;
  }

  private boolean isApart(Place place, long offset) {
    return (place.layout().offset() - offset) % lines.points() == 0;
  }
}

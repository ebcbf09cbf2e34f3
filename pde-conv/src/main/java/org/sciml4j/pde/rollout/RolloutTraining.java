package org.sciml4j.pde.rollout;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.LongStream;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.device.Device;
import org.sciml4j.core.graph.TensorType;
import org.sciml4j.core.graph.Value;
import org.sciml4j.core.minimize.LeastSquaresFit;
import org.sciml4j.core.nn.Objective;
import org.sciml4j.core.nn.ParameterSpec;
import org.sciml4j.core.nn.Parameters;
import org.sciml4j.core.nn.Traced;
import org.sciml4j.core.random.RandomKey;
import org.sciml4j.core.tensor.DType;
import org.sciml4j.core.training.Dataset;
import org.sciml4j.core.training.FullBatchTrainer;
import org.sciml4j.core.training.History;
import org.sciml4j.core.training.LeastSquaresTraining;
import org.sciml4j.core.training.NonFiniteLossException;
import org.sciml4j.core.training.Trainer;
import org.sciml4j.core.training.TrainingListener;
import org.sciml4j.core.training.TrainingResult;
import org.sciml4j.pde.scheme.TimeStep;

/**
 * Trains a time step on rollouts, stage by stage, each from the parameters of the last; parameters
 * that only a later stage has begin as drawn. Where a loss is no longer finite the training stops
 * with the last good parameters. The methods set what is to be done and return this.
 *
 * <pre>{@code
 * RolloutResult result =
 *     RolloutTraining.of(model::step, schedule, device)
 *         .dtype(DType.F64)
 *         .scale(stage -> stage.blocks() / (dt * dt))
 *         .directory(Path.of("run"))
 *         .resume(stage -> SnapshotWindows.of(fields, stage.blocks(), DType.F64));
 * }</pre>
 */
public final class RolloutTraining {
  private final Function<RolloutStage, TimeStep> model;
  private final List<RolloutStage> stages;
  private final Device device;
  private DType dtype = DType.F32;
  private RandomKey key = RandomKey.of(0);
  private ToDoubleFunction<RolloutStage> scale = stage -> 1;
  private List<Double> sizes = List.of();
  private List<Double> noiseUnits = List.of();
  private Optional<StabilityPenalty> stability = Optional.empty();
  private TrainingListener listener = TrainingListener.NONE;
  private Path directory;
  private String identity = "";

  private RolloutTraining(
      Function<RolloutStage, TimeStep> model, List<RolloutStage> stages, Device device) {
    this.model = model;
    this.stages = List.copyOf(stages);
    this.device = device;
  }

  /**
   * A training in single precision from the key of seed 0.
   *
   * @param model the step of each stage; equal layers have equal parameter names in all of them
   * @param stages first to last
   * @throws InvalidInputException if there is no stage
   */
  public static RolloutTraining of(
      Function<RolloutStage, TimeStep> model, List<RolloutStage> stages, Device device) {
    if (stages.isEmpty()) {
      throw new InvalidInputException("stages", "none", "at least one", "name some");
    }
    return new RolloutTraining(model, stages, device);
  }

  /** Element type of the parameters. */
  public RolloutTraining dtype(DType other) {
    dtype = other;
    return this;
  }

  /** Origin of initial parameters, shuffling and noise. */
  public RolloutTraining key(RandomKey other) {
    key = other;
    return this;
  }

  /** Factor of the mean square error, for example {@code 1 / dt²} or {@code 1 / variance}. */
  public RolloutTraining scale(double factor) {
    return scale(stage -> factor);
  }

  /**
   * Factor of the mean square error by stage: {@code blocks / dt²} makes the mean over snapshots
   * the sum of PDE-Net 2.0, so that penalties do not gain weight with the number of blocks.
   */
  public RolloutTraining scale(ToDoubleFunction<RolloutStage> factor) {
    scale = factor;
    return this;
  }

  /**
   * What the differences of each variable are divided by before they are squared, for example
   * standard deviations: a variable of small numbers is not learned beside one of large ones
   * otherwise.
   */
  public RolloutTraining sizes(List<Double> ofVariables) {
    sizes = List.copyOf(ofVariables);
    return this;
  }

  /** What the noise of stages is in units of for each variable; its own units otherwise. */
  public RolloutTraining noiseUnits(List<Double> ofVariables) {
    noiseUnits = List.copyOf(ofVariables);
    return this;
  }

  /** Adds a penalty on waves that the step amplifies, in all stages but those of least squares. */
  public RolloutTraining stability(StabilityPenalty penalty) {
    stability = Optional.of(penalty);
    return this;
  }

  /** Who is told of the progress. */
  public RolloutTraining listener(TrainingListener other) {
    listener = other;
    return this;
  }

  /**
   * Keeps the parameters of every stage and a checkpoint of the one that runs in a folder. {@link
   * #train} begins anew there, {@link #resume} goes on.
   */
  public RolloutTraining directory(Path folder) {
    return directory(folder, "");
  }

  /**
   * As {@link #directory(Path)}.
   *
   * @param of what the training is of, model and data; {@link #resume} refuses a folder of others
   */
  public RolloutTraining directory(Path folder, String of) {
    directory = folder;
    identity = of;
    return this;
  }

  /**
   * Trains from the initial parameters that the layers' initialisers draw.
   *
   * @param data the windows of each stage, of its number of blocks
   * @throws InvalidInputException if windows and blocks do not fit, or files cannot be written
   */
  public RolloutResult train(Function<RolloutStage, Dataset> data) {
    clear();
    return run(data, 0, Optional.empty());
  }

  private void clear() {
    if (directory != null) {
      files().clear();
    }
  }

  private StageFiles files() {
    return new StageFiles(directory, stages, identity);
  }

  /** Trains from these parameters, which stay as they are. */
  public RolloutResult train(Function<RolloutStage, Dataset> data, Parameters initial) {
    clear();
    return run(data, 0, Optional.of(initial.copy()));
  }

  /**
   * Goes on with the first stage that is not done in the folder, from its checkpoint if there is
   * one; trains from the start where nothing is done yet.
   *
   * @throws InvalidInputException if no folder was set, or it is of other stages
   */
  public RolloutResult resume(Function<RolloutStage, Dataset> data) {
    return resume(data, Optional.empty());
  }

  /**
   * As {@link #resume(Function)}; where nothing is done yet, from these, which stay as they are.
   */
  public RolloutResult resume(Function<RolloutStage, Dataset> data, Parameters initial) {
    return resume(data, Optional.of(initial));
  }

  private RolloutResult resume(Function<RolloutStage, Dataset> data, Optional<Parameters> initial) {
    if (directory == null) {
      throw new InvalidInputException(
          "directory", "not set", "a folder to resume from", "call directory(folder) first");
    }
    StageFiles files = files();
    Optional<Integer> done = files.lastDone();
    Optional<Parameters> reached = done.map(files::load).or(() -> initial.map(Parameters::copy));
    return run(data, done.map(stage -> stage + 1).orElse(0), reached);
  }

  /** Takes over the parameters. */
  private RolloutResult run(
      Function<RolloutStage, Dataset> data, int firstStage, Optional<Parameters> initial) {
    if (directory != null) {
      files().createDirectory();
    }
    List<History> histories = new ArrayList<>();
    Optional<Parameters> reached = initial;
    for (int stage = firstStage; stage < stages.size(); stage++) {
      Dataset windows = data.apply(stages.get(stage));
      try (Parameters start = start(stage, windows, reached)) {
        reached.ifPresent(Parameters::close);
        reached = Optional.empty();
        Trained result = train(stage, windows, start);
        reached = Optional.of(result.parameters());
        histories.add(result.history());
        save(stage, result.parameters());
      } catch (NonFiniteLossException diverged) {
        String message = "stage " + stage + ": " + diverged.getMessage();
        return new RolloutResult(diverged.lastGood(), histories, Optional.of(message));
      }
    }
    return new RolloutResult(reached.orElseThrow(), histories, Optional.empty());
  }

  private RolloutObjective objective(RolloutStage stage) {
    return RolloutObjective.of(model.apply(stage), stage, scale.applyAsDouble(stage))
        .sizes(sizes)
        .noiseUnits(noiseUnits);
  }

  private Objective penalised(RolloutStage stage) {
    RolloutObjective objective = objective(stage);
    if (stability.isEmpty()) {
      return objective;
    }
    if (!stage.shared()) {
      throw new InvalidInputException(
          "stability penalty",
          "with blocks of their own parameters",
          "shared blocks",
          "leave out the penalty, or share the blocks");
    }
    return (scope, batch) -> {
      Value loss = objective.loss(scope, batch);
      TensorType state = batch.getFirst().at(2, 0).at(0, 0).type();
      return loss.plus(stability.get().of(objective.step(), scope, state));
    };
  }

  /** Initial parameters of a stage, those reached so far where it has them. */
  private Parameters start(int number, Dataset data, Optional<Parameters> reached) {
    RolloutStage stage = stages.get(number);
    requireWindows(stage, data);
    List<TensorType> batch =
        data.types().stream()
            .map(
                type ->
                    type.withShape(
                        LongStream.concat(LongStream.of(1), LongStream.of(type.shape())).toArray()))
            .toList();
    List<ParameterSpec> specs = Traced.of(objective(stage), dtype, batch, true).specs();
    Parameters start = Parameters.initial(specs, key);
    reached.ifPresent(
        parameters ->
            start
                .asMap()
                .forEach(
                    (name, tensor) -> {
                      if (parameters.asMap().containsKey(name)) {
                        tensor.copyFrom(parameters.get(name));
                      }
                    }));
    return start;
  }

  private static void requireWindows(RolloutStage stage, Dataset data) {
    TensorType window = data.types().getFirst();
    if (window.rank() < 3 || window.size(1) != stage.blocks() + 1) {
      throw new InvalidInputException(
          "windows of a stage of " + stage.blocks() + " blocks",
          window,
          "[variables, " + (stage.blocks() + 1) + " snapshots, space...]",
          "make windows of as many steps as there are blocks");
    }
  }

  private record Trained(Parameters parameters, History history) {
    static Trained of(TrainingResult result) {
      return new Trained(result.parameters(), result.history());
    }
  }

  private Trained train(int number, Dataset data, Parameters start) {
    RolloutStage stage = stages.get(number);
    Optional<Path> checkpoint = Optional.ofNullable(directory).map(_ -> files().checkpoint(number));
    RandomKey own = key.child(number + 1L);
    return switch (stage.optimizer()) {
      case StageOptimizer.LeastSquares least -> leastSquares(stage, least, data, start);
      case StageOptimizer.FullBatch full -> {
        FullBatchTrainer trainer =
            FullBatchTrainer.of(penalised(stage), full.options(), device)
                .dtype(dtype)
                .key(own)
                .listener(listener)
                .epochs(full.epochs());
        checkpoint.ifPresent(trainer::checkpoint);
        yield Trained.of(
            checkpoint.filter(Files::exists).isPresent()
                ? trainer.resume(data)
                : trainer.train(data, start));
      }
      case StageOptimizer.Batches batches -> {
        Trainer trainer =
            Trainer.of(penalised(stage), batches.optimizer(), device)
                .dtype(dtype)
                .key(own)
                .listener(listener)
                .batchSize(Math.toIntExact(Math.min(batches.batchSize(), data.size())))
                .epochs(batches.epochs());
        checkpoint.ifPresent(trainer::checkpoint);
        yield Trained.of(
            checkpoint.filter(Files::exists).isPresent()
                ? trainer.resume(data)
                : trainer.train(data, start));
      }
    };
  }

  private Trained leastSquares(
      RolloutStage stage, StageOptimizer.LeastSquares least, Dataset data, Parameters start) {
    RolloutObjective objective = objective(stage);
    LeastSquaresTraining.Result result =
        LeastSquaresTraining.ofResiduals(
                (batch, scope) -> List.of(objective.differences(scope, batch)), device)
            .settings(least.settings())
            .fit(data, start);
    result.standardErrors().close();
    LeastSquaresFit fit = result.fit();
    double norm = fit.residualNorm();
    double residuals = fit.degreesOfFreedom() + fit.parameters().length;
    History.Epoch epoch =
        new History.Epoch(
            1, objective.scale() * norm * norm / residuals, OptionalDouble.empty(), Map.of(), 1);
    listener.epochDone(epoch);
    return new Trained(result.parameters(), History.empty().and(epoch));
  }

  private void save(int stage, Parameters parameters) {
    if (directory != null) {
      StageFiles files = files();
      files.save(stage, parameters);
      files.removeCheckpoint(stage);
    }
  }
}

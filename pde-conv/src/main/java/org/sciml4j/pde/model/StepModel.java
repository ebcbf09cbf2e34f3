package org.sciml4j.pde.model;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.graph.TensorType;
import org.sciml4j.core.nn.Parameters;
import org.sciml4j.core.nn.Traced;
import org.sciml4j.core.tensor.DType;
import org.sciml4j.core.tensor.Tensor;
import org.sciml4j.core.training.ModelFile;
import org.sciml4j.pde.rhs.Masked;
import org.sciml4j.pde.scheme.TimeStep;

/**
 * A trained time step: what it is built from and its numbers. Closing frees the numbers.
 *
 * <pre>{@code
 * try (StepModel model = StepModel.read(Path.of("burgers/model.safetensors"));
 *     Stepper stepper = Stepper.of(model.step(), model.parameters(), state)) {
 *   stepper.step(u);
 * }
 * }</pre>
 *
 * @param design what it is built from
 * @param parameters its numbers; under {@value #MASK}, where there is one, the mask of {@link
 *     Masked}
 */
public record StepModel(StepDesign design, Parameters parameters) implements AutoCloseable {
  /** Name of the mask among the parameters. */
  public static final String MASK = "mask";

  private static final String KEY = "sciml4j.time_step";
  private static final String CHECKSUM = "sciml4j.checksum";
  private static final int PROBE = 64;

  /**
   * A trained step.
   *
   * @param mask {@code [space...]}, 1 where the step changes the state, 0 where it stays, NaN where
   *     it is not known either; copied
   */
  public static StepModel of(StepDesign design, Parameters parameters, Optional<Tensor> mask) {
    if (mask.isEmpty()) {
      return new StepModel(design, parameters);
    }
    Map<String, Tensor> all = new LinkedHashMap<>(parameters.asMap());
    all.put(MASK, mask.get().copy());
    return new StepModel(design, Parameters.of(all));
  }

  /**
   * 1 where the step changes the state, 0 where it stays, NaN where it is not known either, {@code
   * [space...]}; none where it changes everywhere.
   */
  public Optional<Tensor> mask() {
    return Optional.ofNullable(parameters.asMap().get(MASK));
  }

  /** The step, with the mask where there is one. */
  public TimeStep step() {
    return mask().map(mask -> masked(design.step(), mask)).orElseGet(design::step);
  }

  /** A step whose right-hand side is zero where the mask is. */
  public static TimeStep masked(TimeStep step, Tensor mask) {
    return new TimeStep(new Masked(step.rightHandSide(), mask), step.scheme(), step.dt());
  }

  /**
   * Writes a safetensors file, with the design, and for readers the equations of a PDE-Net, in its
   * metadata.
   *
   * @throws InvalidInputException if the file cannot be written
   */
  public void save(Path file) {
    ModelFile.save(
        file,
        parameters,
        Map.of(KEY, DesignJson.write(design, parameters), CHECKSUM, Checksum.of(parameters)));
  }

  /**
   * Reads a saved model.
   *
   * @throws InvalidInputException if the file cannot be read, is damaged, or holds no time step
   */
  public static StepModel read(Path file) {
    Map<String, String> metadata = ModelFile.metadata(file);
    StepDesign design = DesignJson.read(file, metadata.get(KEY));
    Parameters parameters = ModelFile.load(file);
    String written = metadata.get(CHECKSUM);
    if (written != null && !written.equals(Checksum.of(parameters))) {
      parameters.close();
      throw new InvalidInputException(
          "file '"
              + file
              + "' is damaged: its numbers are not those that were written; copy it again, or train"
              + " again");
    }
    try {
      StepModel model = new StepModel(design, parameters);
      model.requireNumbers();
      return model;
    } catch (InvalidInputException failure) {
      parameters.close();
      throw new InvalidInputException(
          "file '" + file + "' does not hold the numbers of its design: " + failure.getMessage(),
          failure);
    }
  }

  private void requireNumbers() {
    int dims = design.grid().dims();
    long extent = design instanceof UNetDesign net ? Math.max(PROBE, 2L << net.levels()) : PROBE;
    long[] shape = new long[2 + dims];
    Arrays.fill(shape, extent);
    shape[0] = 1;
    shape[1] = design.grid().variables().size();
    if (design instanceof VaryingPdeNetDesign net) {
      Arrays.setAll(shape, i -> i < 2 ? shape[i] : net.axes().get(i - 2).size());
    }
    if (parameters.names().isEmpty()) {
      throw new InvalidInputException("numbers", "none", "those of a network", "train it again");
    }
    DType dtype = parameters.get(parameters.names().getFirst()).dtype();
    parameters.requireFor(Traced.of(design.step(), new TensorType(dtype, shape), false).specs());
    mask()
        .ifPresent(
            mask -> {
              masked(design.step(), mask);
              if (mask.rank() != dims) {
                throw new InvalidInputException(
                    "mask", "of " + mask.rank() + " axes", dims + "", "train again");
              }
            });
  }

  /** Frees the numbers. */
  @Override
  public void close() {
    parameters.close();
  }
}

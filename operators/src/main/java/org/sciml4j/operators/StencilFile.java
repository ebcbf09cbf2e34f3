package org.sciml4j.operators;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.stencil.BoundaryMode;

/**
 * What a {@code stencil.json} holds: {@code out = bias + sum over inputs of K*u}, each kernel as
 * applied to field values, {@code out[i,j] = sum k[a][b] u[i+a-r, j+b-r]}, with the axes in the
 * order of the field's file.
 *
 * <pre>{@code
 * {"inputs":["T"], "kernels":{"T":[[0,1,0],[1,-4,1],[0,1,0]]}, "bias":0.0,
 *  "dims":["y","x"], "spacing":[1.0,1.0], "boundary":"periodic"}
 * }</pre>
 *
 * @param inputs the fields the stencil reads, each with its kernel; at least one
 * @param axes the axes the kernels span, slowest first; as many as each kernel has
 * @param bias what is added to every value
 * @param biasStandardError standard error of the bias where it was fitted
 * @param identified the classical stencil the kernel was recognised as
 * @param origin where the numbers come from
 */
public record StencilFile(
    List<Input> inputs,
    List<GridAxis> axes,
    double bias,
    OptionalDouble biasStandardError,
    Optional<Identified> identified,
    Origin origin) {

  /**
   * Checks that names are unique and kernels span the axes.
   *
   * @throws InvalidInputException if they do not
   */
  public StencilFile {
    inputs = List.copyOf(inputs);
    axes = List.copyOf(axes);
    if (inputs.isEmpty()) {
      throw new InvalidInputException(
          "inputs", "empty", "at least one field", "name the field the kernel applies to");
    }
    Set<String> names = new HashSet<>();
    for (Input input : inputs) {
      if (!names.add(input.name())) {
        throw new InvalidInputException(
            "inputs", "'" + input.name() + "' twice", "different names", "rename one of them");
      }
      if (input.kernel().dims() != axes.size()) {
        throw new InvalidInputException(
            "kernels." + input.name(),
            "an array of " + input.kernel().dims() + " levels",
            axes.size() + " levels, one per axis",
            "match the kernel to spacing and dims");
      }
    }
    requireFinite("bias", bias);
    biasStandardError.ifPresent(error -> requireFinite("biasStandardError", error));
  }

  /**
   * One field the stencil reads.
   *
   * @param name the field's name
   * @param units units of the coefficients; empty where unknown
   * @param kernel coefficients as applied to field values; finite
   * @param standardErrors standard errors of the coefficients where they were fitted, NaN where the
   *     fit had no point or could not tell; the file keeps any that is not finite as null
   */
  public record Input(String name, String units, Kernel kernel, Optional<Kernel> standardErrors) {
    /**
     * Checks the numbers.
     *
     * @throws InvalidInputException if a weight is not finite, or the standard errors have another
     *     extent or are negative
     */
    public Input {
      for (double weight : kernel.values()) {
        if (!Double.isFinite(weight)) {
          throw new InvalidInputException(
              "kernels." + name, "with a weight " + weight, "finite weights", "fit it again");
        }
      }
      if (standardErrors.isPresent()) {
        Kernel errors = standardErrors.get();
        if (!Arrays.equals(errors.extent(), kernel.extent())) {
          throw new InvalidInputException(
              "standardErrors." + name,
              "of extent " + Arrays.toString(errors.extent()),
              "the kernel's extent " + Arrays.toString(kernel.extent()),
              "give one per weight or leave the field out");
        }
        if (Arrays.stream(errors.values()).anyMatch(error -> error < 0)) {
          throw new InvalidInputException(
              "standardErrors." + name,
              "partly negative",
              "numbers of zero or more",
              "correct them or leave the field out");
        }
      }
    }
  }

  /**
   * One axis of the grid.
   *
   * @param name the axis' name
   * @param units units of the spacing; empty where unknown
   * @param spacing distance between grid points; negative where the coordinate decreases
   * @param boundary what the stencil sees beyond the edge
   */
  public record GridAxis(String name, String units, double spacing, BoundaryMode boundary) {
    /**
     * Checks the spacing.
     *
     * @throws InvalidInputException if it is zero or not finite
     */
    public GridAxis {
      if (!Double.isFinite(spacing) || spacing == 0) {
        throw new InvalidInputException(
            "spacing", spacing + " along " + name, "a finite number other than 0", "correct it");
      }
    }
  }

  /**
   * The classical stencil a kernel was recognised as: {@code factor} times {@code name}.
   *
   * @param name name of the classical stencil
   * @param factor its physical coefficient, for instance a diffusivity
   * @param standardError standard error of the factor; NaN where unknown
   * @param units units of the factor; empty where unknown
   * @param text the finding as a sentence
   */
  public record Identified(
      String name, double factor, double standardError, String units, String text) {
    /**
     * Checks the factor.
     *
     * @throws InvalidInputException if it is not finite
     */
    public Identified {
      requireFinite("identified.factor", factor);
    }
  }

  /**
   * Where the numbers come from.
   *
   * @param source the data's file or scheme; empty where unknown
   * @param version what wrote the file, with its version; empty where unknown
   * @param timeStep distance between the time levels of the fitted data, where time was involved
   * @param timeUnits units of the time step; empty where unknown
   */
  public record Origin(String source, String version, OptionalDouble timeStep, String timeUnits) {
    /**
     * Checks the time step.
     *
     * @throws InvalidInputException if it is not finite
     */
    public Origin {
      timeStep.ifPresent(step -> requireFinite("timeStep", step));
    }

    /** Nothing is known. */
    public static Origin unknown() {
      return new Origin("", "", OptionalDouble.empty(), "");
    }
  }

  /**
   * A file for a stencil of one field, its axes named {@code z, y, x} from the last.
   *
   * @param input name of the field
   * @param boundary one mode for all axes, or one per axis
   */
  public static StencilFile of(String input, Stencil stencil, BoundaryMode... boundary) {
    double[] spacing = stencil.spacing();
    List<GridAxis> axes = new ArrayList<>();
    for (int axis = 0; axis < spacing.length; axis++) {
      axes.add(
          new GridAxis(
              axisName(axis, spacing.length),
              "",
              spacing[axis],
              boundary(boundary, axis, spacing.length)));
    }
    return new StencilFile(
        List.of(new Input(input, "", Kernel.of(stencil), Optional.empty())),
        axes,
        0,
        OptionalDouble.empty(),
        Optional.empty(),
        Origin.unknown());
  }

  /** The same with a bias. */
  public StencilFile withBias(double value, OptionalDouble standardError) {
    return new StencilFile(inputs, axes, value, standardError, identified, origin);
  }

  /** The same with what the kernel was recognised as. */
  public StencilFile withIdentified(Identified finding) {
    return new StencilFile(inputs, axes, bias, biasStandardError, Optional.of(finding), origin);
  }

  /** The same with where it comes from. */
  public StencilFile withOrigin(Origin where) {
    return new StencilFile(inputs, axes, bias, biasStandardError, identified, where);
  }

  /** The same with other boundary modes, one for all axes or one per axis. */
  public StencilFile withBoundary(BoundaryMode... boundary) {
    List<GridAxis> changed = new ArrayList<>();
    for (GridAxis axis : axes) {
      BoundaryMode mode = boundary(boundary, changed.size(), axes.size());
      changed.add(new GridAxis(axis.name(), axis.units(), axis.spacing(), mode));
    }
    return new StencilFile(inputs, changed, bias, biasStandardError, identified, origin);
  }

  /** Number of axes the kernels span. */
  public int dims() {
    return axes.size();
  }

  /** The first input's stencil: its points whose weight is not zero. */
  public Stencil stencil() {
    return inputs.getFirst().kernel().stencil(spacing());
  }

  /**
   * The stencil of one input: its points whose weight is not zero.
   *
   * @throws InvalidInputException if there is no such input, naming those there are
   */
  public Stencil stencil(String input) {
    return input(input).kernel().stencil(spacing());
  }

  /**
   * One input by its name.
   *
   * @throws InvalidInputException if there is no such input, naming those there are
   */
  public Input input(String name) {
    return inputs.stream()
        .filter(input -> input.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new InvalidInputException(
                    "input",
                    "'" + name + "'",
                    "one of " + inputs.stream().map(Input::name).toList(),
                    "choose one of these"));
  }

  /** Distance between grid points along each axis. */
  public double[] spacing() {
    return axes.stream().mapToDouble(GridAxis::spacing).toArray();
  }

  /** Boundary mode along each axis. */
  public BoundaryMode[] boundary() {
    return axes.stream().map(GridAxis::boundary).toArray(BoundaryMode[]::new);
  }

  /**
   * Reads a {@code stencil.json}; fields it does not know are ignored.
   *
   * @throws InvalidInputException if the file cannot be read or a field is missing or malformed,
   *     naming it
   */
  public static StencilFile read(Path path) {
    return StencilJson.read(path);
  }

  /**
   * Writes a {@code stencil.json} that {@link #read} returns exactly. The file appears complete or
   * not at all, in place of one that is there.
   *
   * @throws InvalidInputException if the folder cannot be written to
   */
  public void write(Path path) {
    StencilJson.write(this, path);
  }

  /** The file's contents as JSON text. */
  public String toJson() {
    return StencilJson.text(this);
  }

  private static void requireFinite(String name, double value) {
    if (!Double.isFinite(value)) {
      throw new InvalidInputException(name, value, "a finite number", "correct or leave it out");
    }
  }

  static String axisName(int axis, int dims) {
    return "zyx".substring(3 - dims + axis, 4 - dims + axis);
  }

  private static BoundaryMode boundary(BoundaryMode[] boundary, int axis, int dims) {
    if (boundary.length != 1 && boundary.length != dims) {
      throw new InvalidInputException(
          "boundary",
          boundary.length + " modes",
          "1 or " + dims + " modes",
          "give one for all axes or one per axis");
    }
    return boundary.length == 1 ? boundary[0] : boundary[axis];
  }
}

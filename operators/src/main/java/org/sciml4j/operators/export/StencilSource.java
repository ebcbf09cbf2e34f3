package org.sciml4j.operators.export;

import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.stencil.BoundaryMode;
import org.sciml4j.core.tensor.DType;
import org.sciml4j.operators.Stencil;
import org.sciml4j.operators.StencilFile;

/**
 * Turns a stencil into source text without dependencies, for a time loop in another language.
 *
 * <pre>{@code
 * String c = StencilSource.in(Language.C).of(laplacian, boundary, DType.F64, "laplacian");
 * }</pre>
 *
 * <p>The text defines two functions on row-major fields (last axis fastest), with the boundary
 * modes compiled in: {@code name(u, out, n0, n1)} sets {@code out = K*u + bias}, and {@code
 * name_step(a, base, b, u, out, n0, n1)} sets {@code out = a*base + b*(K*u + bias)}, a
 * forward-Euler step where {@code base} is {@code u}. {@code base} has the shape of {@code u};
 * {@code out} is smaller by twice the radius along {@link BoundaryMode#VALID} axes and shares no
 * memory with the others. Several inputs follow one another in place of {@code u}; one whose
 * weights are all zero is left out.
 *
 * <p>Interiors are straight-line code; edges follow {@link BoundaryMode#source}, also where the
 * field is smaller than the stencil.
 */
public final class StencilSource {
  private final Language language;

  private StencilSource(Language language) {
    this.language = language;
  }

  /** Source text in this language. */
  public static StencilSource in(Language language) {
    return new StencilSource(language);
  }

  /**
   * Source of {@code out = K*u}.
   *
   * @param boundary one mode for all axes, or one per axis
   * @param dtype element type of fields and arithmetic
   * @param functionName a name that is legal in every language
   * @throws InvalidInputException if the name is not legal, a weight is not finite in {@code
   *     dtype}, or all weights are zero
   */
  public String of(Stencil stencil, BoundaryMode[] boundary, DType dtype, String functionName) {
    return of(StencilFile.of("u", stencil, boundary), dtype, functionName);
  }

  /**
   * Source of {@code out = bias + sum over inputs of K*u} with the boundary modes of the file.
   *
   * @param dtype element type of fields and arithmetic
   * @param functionName a name that is legal in every language
   * @throws InvalidInputException if the name is not legal, a weight is not finite in {@code
   *     dtype}, or all weights are zero
   */
  public String of(StencilFile file, DType dtype, String functionName) {
    return language.emitter().emit(ProgramBuilder.program(file, dtype, functionName));
  }

  /** As {@link #of(StencilFile, DType, String)} with other boundary modes, one or one per axis. */
  public String of(StencilFile file, BoundaryMode[] boundary, DType dtype, String functionName) {
    return of(file.withBoundary(boundary), dtype, functionName);
  }
}

package org.sciml4j.cli;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.sciml4j.core.stencil.BoundaryMode;
import org.sciml4j.core.tensor.DType;
import org.sciml4j.operators.export.Language;
import org.sciml4j.operators.fit.TimeDifference;
import org.sciml4j.validation.discretization.LearnedForm;
import org.sciml4j.validation.pdenet.PdeNet2Problem;
import picocli.CommandLine;
import picocli.CommandLine.TypeConversionException;

/** Choices on the command line are in lower case, their words joined by hyphens. */
final class EnumConverters {
  private EnumConverters() {}

  static CommandLine register(CommandLine command) {
    return command
        .registerConverter(BoundaryMode.class, text -> parse(BoundaryMode.class, text))
        .registerConverter(DType.class, text -> parse(DType.class, text))
        .registerConverter(Language.class, text -> parse(Language.class, text))
        .registerConverter(LearnedForm.class, text -> parse(LearnedForm.class, text))
        .registerConverter(PdeNet2Problem.class, text -> parse(PdeNet2Problem.class, text))
        .registerConverter(TimeDifference.class, text -> parse(TimeDifference.class, text));
  }

  /** A choice as it is written on the command line. */
  static String written(Enum<?> choice) {
    return choice.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static <E extends Enum<E>> E parse(Class<E> type, String text) {
    String wanted = text.toLowerCase(Locale.ROOT).replace("centered", "centred");
    return Arrays.stream(type.getEnumConstants())
        .filter(choice -> written(choice).equals(wanted))
        .findFirst()
        .orElseThrow(
            () ->
                new TypeConversionException(
                    "'"
                        + text
                        + "' is not one of "
                        + Arrays.stream(type.getEnumConstants())
                            .map(EnumConverters::written)
                            .collect(Collectors.joining(", "))));
  }
}

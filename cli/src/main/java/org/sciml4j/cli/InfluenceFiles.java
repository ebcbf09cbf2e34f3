package org.sciml4j.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.sciml4j.cli.figure.FieldComparisonFigure;
import org.sciml4j.cli.figure.Figure;
import org.sciml4j.cli.figure.InfluenceFigure;
import org.sciml4j.core.field.Axis;
import org.sciml4j.core.field.Field;
import org.sciml4j.core.field.Region;
import org.sciml4j.core.tensor.DType;
import org.sciml4j.core.tensor.Tensor;
import org.sciml4j.operators.mks.InfluenceKernels;

/** Writes what a fit of influence kernels found: the kernels and pictures. */
record InfluenceFiles(
    InfluenceKernels kernels,
    LocalizationRun run,
    List<Field> responses,
    List<PredictionScore> scores) {

  /** Writes all files and answers their paths in the folder as it is for now. */
  List<Path> write(OutputFolder folder) throws IOException {
    List<Path> files = new ArrayList<>();
    Path path = folder.resolve(MksFitCommand.FILE_NAME);
    kernels.write(path);
    files.add(path);
    for (int response = 0; response < responses.size(); response++) {
      String suffix = responses.size() == 1 ? "" : "-" + responses.get(response).name();
      List<Figure> figures = new ArrayList<>();
      InfluenceFigure.of("influence" + suffix, kernels, response).ifPresent(figures::add);
      figures.add(comparison("prediction" + suffix, response));
      for (Figure figure : figures) {
        files.addAll(figure.write(folder.staging()));
      }
    }
    return files;
  }

  /** The last sample, or its middle plane; of one dimension the last samples below each other. */
  private Figure comparison(String name, int response) {
    Field field = responses.get(response);
    List<Axis> axes = field.axes();
    long[] shape = field.shape();
    int dims = shape.length - 1;
    long[] origin = new long[shape.length];
    long[] size = shape.clone();
    long rows = dims == 1 ? Math.min(shape[0], shape[1]) : 1;
    origin[0] = shape[0] - rows;
    size[0] = rows;
    double mean = scores.get(response).mean();
    try (Tensor states = Tensor.zeros(DType.F64, size);
        Tensor data = Tensor.zeros(DType.F64, size)) {
      Tensor[] predicted = new Tensor[responses.size()];
      Arrays.setAll(predicted, i -> Tensor.wrap(new double[(int) states.count()], size));
      run.microstructures().read(new Region(origin, size), states);
      field.read(new Region(origin, size), data);
      run.localization().predict(states, predicted);
      Axis across = axes.getLast();
      Axis down = dims == 1 ? axes.getFirst().slice(origin[0], rows, 1) : axes.get(dims - 1);
      int plane = down.size() * across.size();
      int from = dims == 3 ? (int) (size[1] / 2) * plane : 0;
      return FieldComparisonFigure.of(
          name,
          field.name() + ": data and influence kernels",
          (dims == 1 ? "the last samples" : "the last sample")
              + (dims == 3 ? ", middle plane" : ""),
          field.name()
              + " less "
              + Decimal.of(mean)
              + (field.units().isEmpty() ? "" : " [" + field.units() + "]"),
          down,
          across,
          lessMean(data.toDoubles(), from, plane, mean),
          lessMean(predicted[response].toDoubles(), from, plane, mean));
    }
  }

  private static double[] lessMean(double[] values, int from, int count, double mean) {
    double[] result = new double[count];
    Arrays.setAll(result, i -> values[from + i] - mean);
    return result;
  }
}

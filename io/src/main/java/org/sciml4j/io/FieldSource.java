package org.sciml4j.io;

import java.nio.file.Path;
import ucar.nc2.Dimension;
import ucar.nc2.NetcdfFile;
import ucar.nc2.Variable;

/** Where the variables of a {@link FieldFile} come from: one file or several joined. */
sealed interface FieldSource extends AutoCloseable permits NetcdfSource, JoinedSource {
  /** The file, or the first of them. */
  Path path();

  /** Dimensions, attributes, variables and groups of that file. */
  NetcdfFile header();

  /** Number of points along a dimension of the header, in all files together. */
  long size(Dimension dimension);

  /** All values of a numeric coordinate variable of the header. */
  double[] coordinates(Variable coordinate);

  /** A reader for a numeric variable of the header. */
  VariableReader reader(Variable variable, Packing packing);

  @Override
  void close();
}

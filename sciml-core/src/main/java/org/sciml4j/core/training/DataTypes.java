package org.sciml4j.core.training;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.graph.TensorType;
import org.sciml4j.core.nn.Traced;
import org.sciml4j.core.tensor.DType;

/** Says which arrays have another element type than the parameters where that is what is wrong. */
final class DataTypes {
  private DataTypes() {}

  /**
   * A network traced for batches of these types.
   *
   * @param network traces it
   * @param dtype element type of the parameters
   * @param canChoose whether the caller can choose that type
   * @throws InvalidInputException what tracing throws; where arrays of the parameters' type would
   *     do, it names those of another
   */
  static Traced trace(
      Function<List<TensorType>, Traced> network,
      DType dtype,
      List<TensorType> batch,
      boolean canChoose) {
    try {
      return network.apply(batch);
    } catch (InvalidInputException failure) {
      List<TensorType> converted =
          batch.stream().map(type -> new TensorType(dtype, type.shape())).toList();
      if (batch.equals(converted) || !fits(network, converted)) {
        throw failure;
      }
      throw mismatch(dtype, batch, canChoose);
    }
  }

  private static boolean fits(
      Function<List<TensorType>, Traced> network, List<TensorType> converted) {
    try {
      return network.apply(converted) != null;
    } catch (InvalidInputException _) {
      return false;
    }
  }

  private static InvalidInputException mismatch(
      DType dtype, List<TensorType> batch, boolean canChoose) {
    List<String> others = new ArrayList<>();
    for (int k = 0; k < batch.size(); k++) {
      if (batch.get(k).dtype() != dtype) {
        others.add(batch.get(k) + " in array " + k);
      }
    }
    DType given = batch.getFirst().dtype();
    boolean isOneType = batch.stream().allMatch(type -> type.dtype() == given);
    return new InvalidInputException(
        "element type of the data",
        String.join(", ", others),
        "that of the parameters, " + dtype,
        (canChoose && isOneType ? "call dtype(DType." + given + ") of the trainer, or " : "")
            + "convert tensors by to(DType."
            + dtype
            + ")");
  }
}

package org.sciml4j.core.training;

import java.util.List;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.nn.Traced;
import org.sciml4j.core.nn.loss.ClassNumbers;
import org.sciml4j.core.tensor.Tensor;

/** What is wrong with the numbers of a batch themselves, where a loss is not finite. */
final class BatchFaults {
  private BatchFaults() {}

  /**
   * The first array that holds a NaN or an infinity, in words; empty if none does.
   *
   * @param samples numbers of the batch's samples
   * @throws InvalidInputException if a target is no class number of the network
   */
  static String find(Traced traced, List<Tensor> arrays, long... samples) {
    for (int k = 0; k < arrays.size(); k++) {
      Tensor array = arrays.get(k);
      for (long i = 0; i < array.count(); i++) {
        if (!Double.isFinite(array.getFlat(i))) {
          return "array %d of sample %d holds %s"
              .formatted(k, sample(i, array, samples), array.getFlat(i));
        }
      }
    }
    for (ClassNumbers targets : ClassNumbers.in(traced.graph())) {
      int k = traced.batchInputs().indexOf(targets.numbers());
      if (k >= 0) {
        requireClasses(k, arrays.get(k), targets.classes(), samples);
      }
    }
    return "";
  }

  private static void requireClasses(int k, Tensor array, long classes, long... samples) {
    for (long i = 0; i < array.count(); i++) {
      double label = array.getFlat(i);
      if (label != (long) label || label < 0 || label >= classes) {
        throw new InvalidInputException(
            "label of sample " + sample(i, array, samples) + " (array " + k + ")",
            label == (long) label ? Long.toString((long) label) : Double.toString(label),
            "a class number from 0 to " + (classes - 1),
            "correct the labels, or let the network give more than " + classes + " classes");
      }
    }
  }

  private static long sample(long position, Tensor array, long... samples) {
    return samples[Math.toIntExact(position / (array.count() / samples.length))];
  }
}

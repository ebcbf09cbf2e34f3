package org.sciml4j.bench.step;

import java.util.List;
import org.sciml4j.core.nn.Objective;
import org.sciml4j.core.tensor.DType;
import org.sciml4j.core.tensor.Tensor;

/** A network, its loss and made-up data to train it on. */
public interface TrainingCase extends Objective {
  /**
   * Random data for one batch, the same each time, owned by the caller.
   *
   * @param samples number of samples
   */
  List<Tensor> batch(DType dtype, long samples);
}

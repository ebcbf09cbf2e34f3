package org.sciml4j.core.training;

import java.util.List;
import org.sciml4j.core.optim.Plateau;

/**
 * How far a training has come, as a checkpoint keeps it.
 *
 * @param epoch epochs done
 * @param batch batches done of the epoch in progress
 * @param step steps done in all
 * @param lossSums sum of the epoch's losses so far, each times its number of samples, by part
 * @param samples samples of the epoch so far, by part
 * @param best smallest watched loss
 * @param waited epochs since then
 * @param plateau state of the learning rate's reduction
 * @param history the epochs done
 */
record Progress(
    int epoch,
    long batch,
    long step,
    List<Double> lossSums,
    List<Long> samples,
    double best,
    int waited,
    Plateau.State plateau,
    History history) {
  /** Between two epochs of a training that keeps nothing but these. */
  static Progress afterEpoch(int epoch, History history) {
    return new Progress(
        epoch,
        0,
        0,
        List.of(),
        List.of(),
        Double.POSITIVE_INFINITY,
        0,
        Plateau.State.START,
        history);
  }
}

package org.sciml4j.bench.step;

import static org.sciml4j.core.nn.activation.Activations.RELU;

import java.util.List;
import org.sciml4j.core.graph.Value;
import org.sciml4j.core.nn.Layer;
import org.sciml4j.core.nn.Scope;
import org.sciml4j.core.nn.Sequential;
import org.sciml4j.core.nn.layer.Conv;
import org.sciml4j.core.nn.layer.Dense;
import org.sciml4j.core.nn.layer.Flatten;
import org.sciml4j.core.nn.layer.MaxPooling;
import org.sciml4j.core.nn.loss.Losses;
import org.sciml4j.core.random.RandomKey;
import org.sciml4j.core.tensor.DType;
import org.sciml4j.core.tensor.Tensor;

/**
 * A convolutional classifier of 28x28 images in ten classes with 93,322 parameters (Chollet 2017,
 * Deep Learning with Python, listings 5.1 and 5.2), cross-entropy. Batch: images and class numbers.
 */
public record DigitClassifier() implements TrainingCase {
  private static final int CLASSES = 10;

  @Override
  public Value loss(Scope scope, List<Value> batch) {
    Layer network =
        Sequential.of(
            Conv.conv2d(32, 3).activation(RELU),
            MaxPooling.maxPool2d(2),
            Conv.conv2d(64, 3).activation(RELU),
            MaxPooling.maxPool2d(2),
            Conv.conv2d(64, 3).activation(RELU),
            new Flatten(),
            Dense.of(64).activation(RELU),
            Dense.of(CLASSES));
    Value logits = network.apply(batch.get(0), scope);
    return Losses.SPARSE_CATEGORICAL_CROSS_ENTROPY.of(logits, batch.get(1));
  }

  @Override
  public List<Tensor> batch(DType dtype, long samples) {
    Tensor classes = Tensor.zeros(dtype, samples);
    for (long i = 0; i < samples; i++) {
      classes.setFlat(i, Math.floor(CLASSES * RandomKey.of(3).uniform(i)));
    }
    return List.of(RandomKey.of(2).uniform(dtype, samples, 1, 28, 28), classes);
  }
}

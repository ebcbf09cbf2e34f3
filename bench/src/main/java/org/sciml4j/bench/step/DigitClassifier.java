package org.sciml4j.bench.step;

import java.util.List;
import org.sciml4j.core.graph.ConvolutionGeometry;
import org.sciml4j.core.graph.MaxPool;
import org.sciml4j.core.graph.PoolGeometry;
import org.sciml4j.core.graph.Value;
import org.sciml4j.core.nn.Scope;
import org.sciml4j.core.nn.activation.Activations;
import org.sciml4j.core.nn.init.Initializers;
import org.sciml4j.core.nn.layer.Dense;
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
    Value first = pool(convolution(batch.get(0), scope.child("first"), 32));
    Value second = pool(convolution(first, scope.child("second"), 64));
    Value third = convolution(second, scope.child("third"), 64);
    Value features = third.reshape(third.shape()[0], 576);
    Value hidden = Dense.of(64).activation(Activations.RELU).apply(features, scope);
    Value logits = Dense.of(CLASSES).apply(hidden, scope);
    Value shifted = logits.minus(logits.maxKeepingAxes(1).stopGradient());
    Value chosen = shifted.times(batch.get(1).oneHot(CLASSES)).sum(1);
    return shifted.exp().sum(1).log().minus(chosen).mean();
  }

  private static Value convolution(Value x, Scope scope, long filters) {
    Value kernel =
        scope.parameter("kernel", Initializers.GLOROT_UNIFORM, filters, x.shape()[1], 3, 3);
    Value bias = scope.parameter("bias", Initializers.ZEROS, filters);
    return x.crossCorrelate(kernel, ConvolutionGeometry.dense(2))
        .plus(bias.reshape(filters, 1, 1))
        .maximum(0);
  }

  private static Value pool(Value x) {
    return Value.of(new MaxPool(PoolGeometry.of(List.of(2L, 2L))), x);
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

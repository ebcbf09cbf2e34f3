package org.sciml4j.core.nn.layer;

import java.util.List;
import org.sciml4j.core.nn.Layer;
import org.sciml4j.core.nn.NamedLayer;
import org.sciml4j.core.nn.Regularizer;
import org.sciml4j.core.nn.init.Initializer;

/**
 * A layer {@code a(L(x, kernel) + bias)} with L linear in both: the choices that all of them offer.
 * Each method returns a changed copy.
 *
 * @param <L> the layer itself
 */
public sealed interface LinearLayer<L extends LinearLayer<L>> extends NamedLayer
    permits Dense, ConvolutionLayer {
  /** Kernel, bias and activation. */
  Linear linear();

  /** With this kernel, bias and activation. */
  L with(Linear linear);

  /** With this activation. */
  default L activation(Layer activation) {
    Linear old = linear();
    return with(
        new Linear(
            old.kernel(), old.bias(), old.hasBias(), activation, old.activityRegularizers()));
  }

  /** Without bias. */
  default L withoutBias() {
    Linear old = linear();
    return with(
        new Linear(old.kernel(), old.bias(), false, old.activation(), old.activityRegularizers()));
  }

  /** With this initial kernel. */
  default L kernelInitializer(Initializer initializer) {
    return with(linear().withKernel(linear().kernel().with(initializer)));
  }

  /** With this initial bias. */
  default L biasInitializer(Initializer initializer) {
    return with(linear().withBias(linear().bias().with(initializer)));
  }

  /** With these penalties on the kernel. */
  default L kernelRegularizer(Regularizer... regularizers) {
    return with(linear().withKernel(linear().kernel().with(regularizers)));
  }

  /** With these penalties on the bias. */
  default L biasRegularizer(Regularizer... regularizers) {
    return with(linear().withBias(linear().bias().with(regularizers)));
  }

  /** With these penalties on the layer's value, divided by the size of the batch. */
  default L activityRegularizer(Regularizer... regularizers) {
    Linear old = linear();
    return with(
        new Linear(
            old.kernel(), old.bias(), old.hasBias(), old.activation(), List.of(regularizers)));
  }
}

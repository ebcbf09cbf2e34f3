package org.sciml4j.sindy.expression;

/** Runs a program at one point. */
final class PointProgram {
  private final Program program;
  private final double[] values;
  private final double[][] arguments;

  PointProgram(Program program) {
    this.program = program;
    this.values = new double[program.inputs() + program.steps().size()];
    this.arguments = new double[program.steps().size()][];
    for (int i = 0; i < arguments.length; i++) {
      arguments[i] = new double[(int) program.steps().get(i).operands().count()];
    }
  }

  void run(double[] in, double[] out) {
    int inputs = program.inputs();
    System.arraycopy(in, 0, values, 0, inputs);
    for (int i = 0; i < arguments.length; i++) {
      values[inputs + i] = value(program.steps().get(i), arguments[i]);
    }
    int[] outputs = program.outputs();
    for (int k = 0; k < outputs.length; k++) {
      out[k] = values[outputs[k]];
    }
  }

  private double value(Step step, double[] buffer) {
    return switch (step) {
      case Step.Fill fill -> fill.value();
      case Step.Multiply multiply -> values[multiply.a()] * values[multiply.b()];
      case Step.Divide divide -> values[divide.a()] / values[divide.b()];
      case Step.Combine combine -> {
        double sum = combine.bias();
        for (int k = 0; k < combine.terms().length; k++) {
          sum += combine.weights()[k] * values[combine.terms()[k]];
        }
        yield sum;
      }
      case Step.Apply apply -> {
        for (int k = 0; k < buffer.length; k++) {
          buffer[k] = values[apply.arguments()[k]];
        }
        yield apply.function().apply(buffer);
      }
    };
  }
}

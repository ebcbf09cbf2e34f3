package org.sciml4j.core.device.nd4j;

import java.util.List;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;
import org.sciml4j.core.graph.Abs;
import org.sciml4j.core.graph.Add;
import org.sciml4j.core.graph.Cos;
import org.sciml4j.core.graph.Divide;
import org.sciml4j.core.graph.Elementwise;
import org.sciml4j.core.graph.Equal;
import org.sciml4j.core.graph.Erf;
import org.sciml4j.core.graph.Exp;
import org.sciml4j.core.graph.Expm1;
import org.sciml4j.core.graph.Floor;
import org.sciml4j.core.graph.Less;
import org.sciml4j.core.graph.LessOrEqual;
import org.sciml4j.core.graph.Log;
import org.sciml4j.core.graph.Log1p;
import org.sciml4j.core.graph.Maximum;
import org.sciml4j.core.graph.Minimum;
import org.sciml4j.core.graph.Multiply;
import org.sciml4j.core.graph.Negate;
import org.sciml4j.core.graph.Power;
import org.sciml4j.core.graph.Select;
import org.sciml4j.core.graph.Sigmoid;
import org.sciml4j.core.graph.Sign;
import org.sciml4j.core.graph.Sin;
import org.sciml4j.core.graph.Sqrt;
import org.sciml4j.core.graph.Subtract;
import org.sciml4j.core.graph.Tanh;

/** Elementwise operations as ND4J's; some of them overwrite their operand, hence the copies. */
final class NdElementwise {
  private NdElementwise() {}

  static INDArray evaluate(Elementwise operation, List<INDArray> operands) {
    INDArray x = operands.getFirst();
    INDArray y = operands.size() > 1 ? operands.get(1) : null;
    return switch (operation) {
      case Negate _ -> x.neg();
      case Abs _ -> Transforms.abs(x, true);
      case Sign _ -> Transforms.sign(x, true);
      case Floor _ -> Transforms.floor(x, true);
      case Exp _ -> Transforms.exp(x, true);
      case Expm1 _ -> Nd4j.math().expm1(x.dup());
      case Log _ -> Transforms.log(x, true);
      case Log1p _ -> Nd4j.math().log1p(x.dup());
      case Sqrt _ -> Transforms.sqrt(x, true);
      case Sin _ -> Transforms.sin(x, true);
      case Cos _ -> Transforms.cos(x, true);
      case Tanh _ -> Transforms.tanh(x, true);
      case Sigmoid _ -> Transforms.sigmoid(x, true);
      case Erf _ -> Nd4j.math().erf(x.dup());
      case Add _ -> x.add(y);
      case Subtract _ -> x.sub(y);
      case Multiply _ -> x.mul(y);
      case Divide _ -> x.div(y);
      case Power _ -> Transforms.pow(x, y, true);
      case Maximum _ -> Transforms.max(x, y, true);
      case Minimum _ -> Transforms.min(x, y, true);
      case Less _ -> x.lt(y).castTo(x.dataType());
      case LessOrEqual _ -> x.lt(y).castTo(x.dataType()).add(x.eq(y).castTo(x.dataType()));
      case Equal _ -> x.eq(y).castTo(x.dataType());
      case Select _ -> select(x.neq(0), y, operands.get(2));
    };
  }

  /** {@code a} where the condition holds, else {@code b}. */
  static INDArray select(INDArray condition, INDArray a, INDArray b) {
    return Nd4j.exec(
        DynamicCustomOp.builder("select").addInputs(condition.castTo(DataType.BOOL), a, b).build())[
        0];
  }
}

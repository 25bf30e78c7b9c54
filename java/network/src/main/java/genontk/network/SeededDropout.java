package genontk.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import java.util.SplittableRandom;

/**
 * Dropout (Srivastava et al. 2014) with the random numbers of its own network. In training each
 * unit is left out with the probability {@code rate}, and the others are divided by 1 - {@code
 * rate}. PyTorch's own dropout draws from one stream for all threads, so networks trained at the
 * same time would depend on their order.
 */
final class SeededDropout extends AbstractBlock {

  private final double rate;
  private final SplittableRandom random;

  SeededDropout(double rate, SplittableRandom random) {
    this.rate = rate;
    this.random = random;
  }

  @Override
  protected NDList forwardInternal(
      ParameterStore parameters,
      NDList inputs,
      boolean training,
      PairList<String, Object> arguments) {
    if (!training || rate == 0) {
      return inputs;
    }
    NDArray units = inputs.singletonOrThrow();
    float[] mask = new float[Math.toIntExact(units.size())];
    float kept = (float) (1 / (1 - rate));
    for (int i = 0; i < mask.length; i++) {
      mask[i] = random.nextDouble() < rate ? 0 : kept;
    }
    return new NDList(units.mul(units.getManager().create(mask, units.getShape())));
  }

  @Override
  public Shape[] getOutputShapes(Shape[] inputs) {
    return inputs;
  }
}

package genontk.variance.likelihood;

import genontk.variance.onekernel.Radius;
import java.util.Optional;

/** A restricted likelihood over variance components, or a model of one, with two derivatives. */
public interface LikelihoodSurface {

  /** Returns the kernels, the trait and the fixed effects. */
  ScaledKernels terms();

  /**
   * Returns the likelihood on a ray of components; nothing where V is not positive definite.
   *
   * @param direction components, of which a multiple is looked at
   * @param included which components have derivatives; the others are zero
   */
  Optional<LikelihoodPoint> at(double[] direction, boolean[] included, Radius radius);
}

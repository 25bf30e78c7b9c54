package genontk.service.fit;

import genontk.design.FixedEffects;
import genontk.linalg.LinearAlgebra;
import genontk.run.Execution;
import genontk.service.kernel.KernelChoice;
import genontk.service.training.TrainingKernels;
import java.util.List;

/** The part in which the tasks ntk_lmm and ntk_krr differ. */
interface Fitter {

  /** Returns the kernels that are needed. */
  List<KernelChoice.Component> components();

  /** Returns the number of doubles that a fit takes beside the kernels. */
  double doubles(int people, int traits);

  /** Returns whether eigenvectors of the kernels are computed. */
  boolean decomposes();

  /** Fits all traits of the people. */
  List<FitDelivery.Outcome> fit(
      TrainingKernels training, FixedEffects fixed, LinearAlgebra algebra, Execution execution);
}

package genontk.service;

import genontk.comparison.Method;
import genontk.comparison.MethodProvider;
import genontk.comparison.SplitData;
import genontk.genotype.Genotypes;
import genontk.kernel.Kernel;
import java.util.Arrays;
import java.util.List;

/** A method of another jar: its prediction is the row of a person in the genotypes. */
public final class RowNumbers implements MethodProvider {

  @Override
  public String name() {
    return "row numbers";
  }

  @Override
  public Method make(Genotypes genotypes, int[] rows, long seed) {
    return new Method() {
      @Override
      public List<Kernel> kernels() {
        return List.of();
      }

      @Override
      public double[] predict(SplitData round) {
        return Arrays.stream(round.split().test()).mapToDouble(i -> rows[i]).toArray();
      }
    };
  }
}

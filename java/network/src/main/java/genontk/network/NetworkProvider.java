package genontk.network;

import genontk.comparison.Method;
import genontk.comparison.MethodProvider;
import genontk.genotype.Genotypes;

/** Offers the network of the paper's study to comparisons. */
public final class NetworkProvider implements MethodProvider {

  @Override
  public String name() {
    return "network";
  }

  @Override
  public Method make(Genotypes genotypes, int[] rows, long seed) {
    return new NetworkMethod(genotypes, rows, seed, NetworkSettings.paper());
  }
}

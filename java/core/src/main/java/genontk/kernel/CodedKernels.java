package genontk.kernel;

import genontk.genotype.Coding;
import genontk.genotype.StandardizedGenotypes;
import java.util.ArrayList;
import java.util.List;

/**
 * The kernels among several that are made from one coding of the genotypes.
 *
 * @param coding the coding
 * @param kernels these kernels, at least one
 * @param places the place of each among all kernels
 */
record CodedKernels(Coding coding, List<Kernel> kernels, List<Integer> places) {

  /** Returns the kernels by their codings, the additive one first. */
  static List<CodedKernels> of(List<? extends Kernel> all) {
    List<CodedKernels> parts = new ArrayList<>();
    for (Coding coding : Coding.values()) {
      CodedKernels part = new CodedKernels(coding, new ArrayList<>(), new ArrayList<>());
      for (int k = 0; k < all.size(); k++) {
        if (all.get(k).coding() == coding) {
          part.kernels.add(all.get(k));
          part.places.add(k);
        }
      }
      if (!part.kernels.isEmpty()) {
        parts.add(part);
      }
    }
    return parts;
  }

  /**
   * Checks that genotypes have the codings of all kernels.
   *
   * @throws genontk.error.InvalidInput if a SNP has no such codes
   */
  static void requireCodes(List<? extends Kernel> all, StandardizedGenotypes x) {
    all.forEach(kernel -> x.coded(kernel.coding()));
  }

  /** Puts what belongs to these kernels into their places among all. */
  <T> void place(List<? extends T> made, List<T> all) {
    for (int k = 0; k < made.size(); k++) {
      all.set(places.get(k), made.get(k));
    }
  }
}

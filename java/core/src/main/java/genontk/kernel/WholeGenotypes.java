package genontk.kernel;

import genontk.genotype.StandardizedGenotypes;
import genontk.linalg.Matrix;
import genontk.run.Execution;

/**
 * All genotypes of some people, which networks of finite width need at once.
 *
 * @param values X (n x p)
 * @param people the people with their norms
 */
record WholeGenotypes(Matrix values, Gram.People people) {

  static WholeGenotypes of(StandardizedGenotypes x, Execution execution) {
    Matrix values = Matrix.zeros(x.people(), x.snps());
    x.read(0, values, execution.threads());
    Gram.People people = new Gram.People(x);
    people.add(values, execution.threads());
    people.complete();
    return new WholeGenotypes(values, people);
  }
}

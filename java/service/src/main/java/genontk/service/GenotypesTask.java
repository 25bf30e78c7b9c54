package genontk.service;

import genontk.error.InvalidInput;
import genontk.genotype.Genotypes;
import genontk.genotype.Snp;
import genontk.linalg.Matrix;
import genontk.run.MemoryBudget;
import java.util.List;
import java.util.Map;

/** The task genotypes: what a file holds, and its genotypes as a matrix if asked for. */
record GenotypesTask(Request request, Exchange exchange) implements Task {

  /** What a file holds. */
  record Result(
      String path,
      int nPeople,
      int nSnps,
      List<String> people,
      SnpColumnsTable snps,
      Map<String, Exchange.DeliveredMatrix> matrices) {}

  /** Its SNPs, an array a column. */
  record SnpColumnsTable(
      List<String> id,
      List<String> chromosome,
      long[] position,
      List<String> allele1,
      List<String> allele2) {}

  @Override
  public Result run() {
    if (request.genotypes() == null) {
      throw new InvalidInput("No genotypes were given; name a .bed.");
    }
    Genotypes genotypes = exchange.genotypes(request.genotypes());
    List<Snp> snps = genotypes.snps();
    if (Boolean.TRUE.equals(request.values())) {
      exchange.deliver("genotypes", values(genotypes), null);
    }
    return new Result(
        request.genotypes().bed(),
        genotypes.people(),
        snps.size(),
        genotypes.ids(),
        new SnpColumnsTable(
            snps.stream().map(Snp::id).toList(),
            snps.stream().map(Snp::chromosome).toList(),
            snps.stream().mapToLong(Snp::position).toArray(),
            snps.stream().map(Snp::allele1).toList(),
            snps.stream().map(Snp::allele2).toList()),
        exchange.delivered());
  }

  private static Matrix values(Genotypes genotypes) {
    MemoryBudget.require(
        MemoryBudget.doubles((double) genotypes.people() * genotypes.snps().size()),
        "A matrix of " + genotypes.people() + " x " + genotypes.snps().size() + " genotypes");
    Matrix values = Matrix.zeros(genotypes.people(), genotypes.snps().size());
    double[] column = new double[genotypes.people()];
    for (int j = 0; j < values.columns(); j++) {
      genotypes.read(j, column);
      System.arraycopy(column, 0, values.data(), values.start(j), column.length);
    }
    return values;
  }
}

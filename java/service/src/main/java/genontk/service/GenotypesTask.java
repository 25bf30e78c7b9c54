package genontk.service;

import genontk.error.InvalidInput;
import genontk.genotype.Genotypes;
import genontk.genotype.Snp;
import genontk.genotype.SnpSummary;
import genontk.genotype.Standardization;
import genontk.linalg.Matrix;
import genontk.run.Execution;
import genontk.run.MemoryBudget;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * The task genotypes: what a file holds; its genotypes as a matrix, and what can be said of each
 * SNP and person, if asked for.
 */
record GenotypesTask(Request request, Options options, Exchange exchange, Execution execution)
    implements Task {

  private static final List<String> OF_SNPS =
      List.of("count", "alleles", "frequency", "maf", "missing", "hwe");

  /** What a file holds; the SNPs of a .bed are left out beside statistics, for they are known. */
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
    Genotypes genotypes =
        Selection.of(exchange.genotypes(request.genotypes()), request.people(), request.snps());
    List<Snp> snps = genotypes.snps();
    if (Boolean.TRUE.equals(request.values())) {
      exchange.deliver("genotypes", values(genotypes), null);
    }
    if (Boolean.TRUE.equals(request.statistics())) {
      exchange.deliver("snps", ofSnps(genotypes), OF_SNPS);
      exchange.deliver("people", ofPeople(genotypes), List.of("missing"));
    }
    boolean known = Boolean.TRUE.equals(request.statistics()) && request.genotypes().bed() != null;
    return new Result(
        request.genotypes().bed(),
        genotypes.people(),
        snps.size(),
        genotypes.ids(),
        known ? null : columns(snps),
        exchange.delivered());
  }

  private static SnpColumnsTable columns(List<Snp> snps) {
    return new SnpColumnsTable(
        snps.stream().map(Snp::id).toList(),
        snps.stream().map(Snp::chromosome).toList(),
        snps.stream().mapToLong(Snp::position).toArray(),
        snps.stream().map(Snp::allele1).toList(),
        snps.stream().map(Snp::allele2).toList());
  }

  private Matrix ofSnps(Genotypes genotypes) {
    SnpSummary[] summaries = SnpSummary.of(genotypes, Everyone.rows(genotypes), execution);
    Matrix table = Matrix.zeros(summaries.length, OF_SNPS.size());
    execution
        .threads()
        .forEach(
            summaries.length,
            j -> {
              SnpSummary summary = summaries[j];
              table.set(j, 0, summary.alleleCount());
              table.set(j, 1, summary.alleles());
              table.set(j, 2, summary.frequency());
              table.set(j, 3, summary.minorFrequency());
              table.set(j, 4, (double) summary.missing() / summary.people());
              table.set(j, 5, summary.hardyWeinberg(options.midp()));
            });
    return table;
  }

  private Matrix ofPeople(Genotypes genotypes) {
    int[] missing = Standardization.missingByPerson(genotypes, Everyone.rows(genotypes), execution);
    double snps = genotypes.snps().size();
    return Matrix.column(Arrays.stream(missing).mapToDouble(count -> count / snps).toArray());
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

package genontk.service.genotypes;

import genontk.error.InvalidInput;
import genontk.error.Message;
import genontk.genotype.GenotypeCounts;
import genontk.genotype.Genotypes;
import genontk.genotype.Snp;
import genontk.genotype.SnpSummary;
import genontk.linalg.Matrix;
import genontk.run.Execution;
import genontk.run.MemoryBudget;
import genontk.service.kernel.StandardizedPeople;
import genontk.service.request.Exchange;
import genontk.service.request.Request;
import genontk.service.request.Selection;
import genontk.service.request.Task;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The task genotypes: the people and SNPs of a file. On request also its genotypes as a matrix, and
 * statistics per SNP and per person.
 */
public record GenotypesTask(Request request, Exchange exchange, Execution execution)
    implements Task {

  private static final int SNPS_PER_TASK = 1024;

  private static final List<String> OF_SNPS =
      List.of("count", "alleles", "frequency", "maf", "missing", "hwe");
  private static final List<String> CODES_OF_SNPS =
      List.of("chromosome", "position", "allele1", "allele2");

  /** The content of a file; statistics of a .bed come without SNPs, which the caller knows. */
  record Result(
      String path,
      int nPeople,
      int nSnps,
      List<String> people,
      SnpWords snps,
      Map<String, Exchange.DeliveredMatrix> matrices) {}

  /**
   * The distinct words that describe SNPs. The matrix {@code snp_codes} holds their places, counted
   * from 1: text is slow to transfer, and most words occur many times.
   */
  record SnpWords(List<String> id, List<String> chromosomes, List<String> alleles) {}

  @Override
  public Result run() {
    if (request.genotypes().genotypes() == null) {
      throw new InvalidInput("No genotypes were given; name a .bed.");
    }
    Genotypes genotypes =
        Selection.of(
            exchange.genotypes(request.genotypes().genotypes()),
            request.genotypes().people(),
            request.genotypes().snps());
    List<Snp> snps = genotypes.snps();
    if (request.genotypes().values()) {
      exchange.deliver("genotypes", values(genotypes), null);
    }
    if (request.genotypes().statistics()) {
      GenotypeCounts counts =
          GenotypeCounts.of(genotypes, StandardizedPeople.rows(genotypes), execution);
      exchange.deliver("snps", ofSnps(counts.snps()), OF_SNPS);
      exchange.deliver("people", ofPeople(counts), List.of("missing"));
    }
    boolean known =
        request.genotypes().statistics() && request.genotypes().genotypes().bed() != null;
    return new Result(
        request.genotypes().genotypes().bed(),
        genotypes.people(),
        snps.size(),
        genotypes.ids(),
        known ? null : words(snps),
        exchange.delivered());
  }

  private SnpWords words(List<Snp> snps) {
    Map<String, Integer> chromosomes = new LinkedHashMap<>();
    Map<String, Integer> alleles = new LinkedHashMap<>();
    Matrix codes = Matrix.zeros(snps.size(), CODES_OF_SNPS.size());
    for (int j = 0; j < snps.size(); j++) {
      Snp snp = snps.get(j);
      codes.set(j, 0, code(snp.chromosome(), chromosomes));
      codes.set(j, 1, snp.position());
      codes.set(j, 2, code(snp.allele1(), alleles));
      codes.set(j, 3, code(snp.allele2(), alleles));
    }
    exchange.deliver("snp_codes", codes, CODES_OF_SNPS);
    return new SnpWords(
        snps.stream().map(Snp::id).toList(),
        List.copyOf(chromosomes.keySet()),
        List.copyOf(alleles.keySet()));
  }

  /** Returns the place of a word among the words so far, counted from 1; NaN for null. */
  private static double code(String word, Map<String, Integer> words) {
    if (word == null) {
      return Double.NaN;
    }
    Integer known = words.get(word);
    if (known == null) {
      known = words.size() + 1;
      words.put(word, known);
    }
    return known;
  }

  private Matrix ofSnps(SnpSummary[] summaries) {
    Matrix table = Matrix.zeros(summaries.length, OF_SNPS.size());
    execution
        .threads()
        .forEach(
            (summaries.length + SNPS_PER_TASK - 1) / SNPS_PER_TASK,
            task -> {
              int first = task * SNPS_PER_TASK;
              for (int j = first; j < Math.min(summaries.length, first + SNPS_PER_TASK); j++) {
                write(summaries[j], table, j);
              }
            });
    return table;
  }

  private void write(SnpSummary summary, Matrix table, int j) {
    table.set(j, 0, summary.alleleCount());
    table.set(j, 1, summary.alleles());
    table.set(j, 2, summary.frequency());
    table.set(j, 3, summary.minorFrequency());
    table.set(j, 4, summary.missing() / summary.people());
    table.set(j, 5, summary.hardyWeinberg(request.snps().midp()));
  }

  private static Matrix ofPeople(GenotypeCounts counts) {
    double snps = counts.snps().length;
    return Matrix.column(
        Arrays.stream(counts.missing()).mapToDouble(count -> count / snps).toArray());
  }

  private static Matrix values(Genotypes genotypes) {
    MemoryBudget.require(
        MemoryBudget.doubles((double) genotypes.people() * genotypes.snps().size()),
        Message.of("A matrix of %s x %s genotypes", genotypes.people(), genotypes.snps().size()));
    Matrix values = Matrix.zeros(genotypes.people(), genotypes.snps().size());
    double[] column = new double[genotypes.people()];
    for (int j = 0; j < values.columns(); j++) {
      genotypes.read(j, column);
      System.arraycopy(column, 0, values.data(), values.start(j), column.length);
    }
    return values;
  }
}

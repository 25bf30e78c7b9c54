package genontk.service;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * A request as R and Python send it; docs/protocol.md describes every field. A null field was left
 * out.
 */
record Request(
    String task,
    String delivery,
    String folder,
    MatrixReference y,
    String[] yName,
    List<String> ids,
    Covariates covariates,
    GenotypeReference genotypes,
    GenotypeReference genotypes2,
    JsonNode kernel,
    MatrixReference weights,
    String ntk,
    String parameterization,
    int[] depth,
    Integer width,
    Integer networks,
    Long seed,
    Boolean unitDiagonal,
    Boolean divideBySnps,
    Double bandwidth,
    Integer degree,
    String scale,
    Double maf,
    Double hwe,
    Double maxMissing,
    String missing,
    JsonNode people,
    JsonNode snps,
    JsonNode sets,
    String precision,
    Integer threads,
    String backend,
    String method,
    Boolean constrain,
    Boolean accuracy,
    String intervals,
    Double prevalence,
    double[] penalty,
    JsonNode folds,
    Integer repeats,
    JsonNode groups,
    String rule,
    Boolean nested,
    Boolean diagnostics,
    JsonNode methods,
    Integer splits,
    Double testShare,
    String reference,
    MatrixReference model,
    MatrixReference kernelDiagonal,
    String interval,
    Boolean components,
    Double level,
    int[] widths,
    int[] networksGrid,
    Integer replicates,
    Boolean values,
    Boolean statistics,
    Boolean midp,
    Double maxMissingPerson,
    String duplicates,
    List<String> paths,
    Simulation simulation,
    String path,
    Boolean keepIds,
    Boolean effectsOnly,
    DesignRecipe design) {

  /**
   * Where a matrix or a file is.
   *
   * @param name under which it was handed over
   * @param npy the path of an .npy file
   * @param file the path of a model file
   */
  record MatrixReference(String name, String npy, String file) {}

  /**
   * The fixed-effects design.
   *
   * @param values n x q, NaN is missing
   * @param names the q column names
   */
  record Covariates(MatrixReference values, List<String> names) {}

  /**
   * Where genotypes are.
   *
   * @param bed the path of a PLINK 1 .bed
   * @param values or a matrix of people x SNPs
   * @param ids the people's IDs, or null
   * @param snps the SNPs' names, or null
   * @param bk or a file of a byte a genotype
   * @param selectedPeople which of the people; null: all
   * @param selectedSnps which of the SNPs; null: all
   */
  record GenotypeReference(
      String bed,
      MatrixReference values,
      List<String> ids,
      List<String> snps,
      ByteReference bk,
      JsonNode selectedPeople,
      JsonNode selectedSnps) {}

  /**
   * A file of a byte a genotype, column-major.
   *
   * @param path where it is
   * @param people how many people it has
   * @param codes what the 256 bytes stand for, null for missing
   * @param chromosome of each SNP, as the following
   */
  record ByteReference(
      String path,
      int people,
      Double[] codes,
      List<String> chromosome,
      long[] position,
      List<String> allele1,
      List<String> allele2) {}

  /**
   * A kernel matrix of the user's own.
   *
   * @param values n x n, or new people x training people
   * @param ids the IDs of its rows, or null
   * @param name what to call it
   */
  record KernelReference(MatrixReference values, List<String> ids, String name) {}

  /**
   * Kernels with a variance component each.
   *
   * @param components one after the other
   */
  record KernelList(List<NamedKernel> components) {}

  /**
   * One of several kernels.
   *
   * @param name what to call it
   * @param kernel its name as a text, or a {@link KernelReference}
   */
  record NamedKernel(String name, JsonNode kernel) {}
}

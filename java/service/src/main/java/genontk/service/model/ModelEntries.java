package genontk.service.model;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/** The names of a model file's entries, and the two entries that are tables of JSON. */
final class ModelEntries {

  static final String FORMAT = "genontk-model";
  static final int FORMAT_VERSION = 1;

  static final String MODEL = "model.json";
  static final String FIT = "fit.json";
  static final String SNPS = "snps.json";
  static final String DUAL = "dual.npy";
  static final String DESIGN = "design.npy";
  static final String WEIGHTS = "weights.npy";
  static final String WITHIN = "within.npy";
  static final String STANDARDIZATION = "standardization.npy";
  static final String PACKED = "genotypes.bed";
  static final String DOSAGES = "genotypes.npy";
  static final String EFFECTS = "effects.npy";

  private static final Pattern NAMES =
      Pattern.compile(
          "(model|fit|snps)\\.json|(dual|design|weights|within|standardization|effects|kernel-\\d{1,4})\\.npy"
              + "|genotypes\\.(bed|npy)");

  private ModelEntries() {}

  /** The first entry: what the file is, and the model's scalars. */
  record Header(String format, int formatVersion, FittedModel.Summary model) {}

  /** The SNPs, one array per column. */
  record SnpTable(
      List<String> id,
      List<String> chromosome,
      long[] position,
      List<String> allele1,
      List<String> allele2,
      int[] columns) {

    /** Returns whether all columns are there and equally long. */
    boolean isWhole() {
      return id != null
          && position != null
          && columns != null
          && position.length == id.size()
          && columns.length == id.size()
          && Arrays.asList(chromosome, allele1, allele2).stream()
              .allMatch(column -> column != null && column.size() == id.size());
    }
  }

  /** Returns the entry of the kernel of component k, which is counted from 0. */
  static String kernel(int k) {
    return "kernel-" + (k + 1) + ".npy";
  }

  /** Returns whether a model may have an entry of this name. */
  static boolean isKnown(String name) {
    return NAMES.matcher(name).matches();
  }
}

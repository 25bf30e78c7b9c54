package genontk.genotype;

import genontk.error.InvalidInput;
import genontk.error.Message;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.zip.CRC32;

/**
 * Files of other formats and the plink2 arguments that make a .bed of them.
 *
 * @param arguments of plink2, --out left out
 * @param stem a file name without its ending that tells this source in this state from others
 */
public record Conversion(List<String> arguments, String stem) {

  /**
   * Callers of variants leave them without names, and a .bim needs them: chromosome, position,
   * counted allele, other allele, as {@link SnpIndex} reads them.
   */
  private static final List<String> NAMED =
      List.of("--set-missing-var-ids", "@:#:$a:$r", "--new-id-max-allele-len", "80", "truncate");

  /** Chromosomes of any name, also those of other species. */
  private static final List<String> MADE = List.of("--allow-extra-chr", "--make-bed");

  /** Words that a shell takes as they are. */
  private static final Pattern PLAIN = Pattern.compile("[\\w@%+=:,./-]+");

  /**
   * Returns how a file is converted, or null if it is of no other known format.
   *
   * @param file a VCF, BGEN or PLINK 2 file by the ending of its name
   */
  public static Conversion of(Path file) {
    String name = String.valueOf(file.getFileName());
    List<String> arguments = new ArrayList<>();
    if (name.endsWith(".vcf") || name.endsWith(".vcf.gz") || name.endsWith(".vcf.zst")) {
      arguments.addAll(List.of("--vcf", file.toString()));
    } else if (name.endsWith(".bcf")) {
      arguments.addAll(List.of("--bcf", file.toString()));
    } else if (name.endsWith(".bgen")) {
      arguments.addAll(List.of("--bgen", file.toString(), "ref-first"));
      Path samples = file.resolveSibling(name.substring(0, name.length() - 5) + ".sample");
      if (Files.isRegularFile(samples)) {
        arguments.addAll(List.of("--sample", samples.toString()));
      }
    } else if (name.endsWith(".pgen")) {
      String stem = file.toString().substring(0, file.toString().length() - 5);
      arguments.addAll(List.of("--pfile", stem));
      if (Files.isRegularFile(Path.of(stem + ".pvar.zst"))) {
        arguments.add("vzs");
      }
    } else {
      return null;
    }
    arguments.addAll(NAMED);
    arguments.addAll(List.of("--max-alleles", "2"));
    arguments.addAll(MADE);
    return new Conversion(List.copyOf(arguments), stem(file, name));
  }

  /** Returns the line that converts the file, as a shell takes it. */
  public String command() {
    return line(arguments);
  }

  /** Returns the line that turns an individual-major .bed into one that is read here. */
  static String ofIndividualMajor(Path bed) {
    String stem = bed.toString().substring(0, bed.toString().length() - ".bed".length());
    List<String> arguments = new ArrayList<>(List.of("--bfile", stem));
    arguments.addAll(MADE);
    return line(arguments);
  }

  private static String line(List<String> arguments) {
    String words = arguments.stream().map(Conversion::quoted).collect(Collectors.joining(" "));
    return Message.of("plink2 %s --out NAME", words);
  }

  /** Returns a word as a shell takes it. */
  static String quoted(String word) {
    return PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
  }

  private static String stem(Path file, String name) {
    CRC32 checksum = new CRC32();
    String state =
        file.toAbsolutePath() + "|" + file.toFile().length() + "|" + file.toFile().lastModified();
    checksum.update(state.getBytes(StandardCharsets.UTF_8));
    return String.format("%s-%08x", name.replaceAll("[^A-Za-z0-9_-]", "_"), checksum.getValue());
  }

  /**
   * Does nothing for other files.
   *
   * @throws InvalidInput if the file is of a format that has to be converted; the message holds the
   *     command
   */
  static void refuse(Path file) {
    Conversion conversion = of(file);
    if (conversion != null) {
      throw InvalidInput.of(
          "'%s' is not read as it is. Convert it: %s; or read_genotypes() with convert = TRUE does"
              + " it where plink2 is installed.",
          file, conversion.command());
    }
  }
}

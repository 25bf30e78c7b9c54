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
 * The arguments of plink2 that convert a file of another format to a .bed.
 *
 * @param arguments the arguments of plink2, without --out
 * @param stem a file name without ending, which differs between source files and between states of
 *     one
 */
public record Conversion(List<String> arguments, String stem) {

  /**
   * Gives names to variants without one, since a .bim needs them: chromosome, position, counted
   * allele, other allele, as {@link SnpIndex} reads them.
   */
  private static final List<String> NAMED =
      List.of("--set-missing-var-ids", "@:#:$a:$r", "--new-id-max-allele-len", "80", "truncate");

  /** Allows chromosomes of any name, also those of other species. */
  private static final List<String> MADE = List.of("--allow-extra-chr", "--make-bed");

  /** Words that a shell takes as they are. */
  private static final Pattern PLAIN = Pattern.compile("[\\w@%+=:,./-]+");

  /**
   * Returns the conversion of a file, or null if its format needs none or is unknown.
   *
   * @param file a file whose format the ending of its name tells: VCF, BCF, BGEN or PLINK 2
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

  /** Returns the command line that converts the file. */
  public String command() {
    return line(arguments);
  }

  /** Returns the command line that makes an individual-major .bed SNP-major. */
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

  /** Returns a word, quoted if a shell needs quotes. */
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
   * Refuses a file that has to be converted, and does nothing for other files.
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

package genontk.service.request;

import genontk.error.BridgeFailed;
import genontk.error.InvalidInput;
import genontk.genotype.ByteGenotypes;
import genontk.genotype.DosageMatrix;
import genontk.genotype.Genotypes;
import genontk.genotype.PlinkBed;
import genontk.genotype.Snp;
import genontk.linalg.Matrix;
import genontk.run.MemoryBudget;
import genontk.service.wire.Archive;
import genontk.service.wire.Npy;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;

/**
 * The matrices and model bytes that pass between a caller and its job beside JSON, by name or by
 * file.
 */
public final class Exchange {

  private static final String MODEL = "model";
  private static final String MODEL_SUFFIX = ".genontk";
  private static final int BUFFER = 1 << 18;

  private final Map<String, Matrix> matrices = new ConcurrentHashMap<>();
  private final Map<String, byte[]> bytes = new ConcurrentHashMap<>();
  private final Map<String, DeliveredMatrix> delivered =
      Collections.synchronizedMap(new LinkedHashMap<>());
  private final Path folder;

  /**
   * A matrix of a result.
   *
   * @param name name by which it is fetched
   * @param rows number of its rows
   * @param columns names of its columns, or null
   * @param npy file that holds it, or null if it is fetched by name
   */
  public record DeliveredMatrix(String name, int rows, List<String> columns, String npy) {}

  public Exchange(Request request) {
    if (request.job().delivery().equals("memory")) {
      this.folder = null;
      return;
    }
    if (request.job().folder() == null || !Files.isDirectory(path(request.job().folder()))) {
      throw InvalidInput.of(
          "delivery = 'npy' was given with the folder '%s'; give a folder that exists.",
          request.job().folder());
    }
    this.folder = path(request.job().folder());
  }

  public void put(String name, Matrix matrix) {
    matrices.put(name, matrix);
  }

  public void put(String name, byte[] content) {
    bytes.put(name, content);
  }

  /** Returns the matrix behind a reference. */
  public Matrix matrix(MatrixReference reference, String argument) {
    if (reference == null) {
      throw new InvalidInput(argument + " names no matrix; give its values.");
    }
    if (reference.npy() != null) {
      return Npy.read(path(reference.npy()));
    }
    Matrix matrix = reference.name() == null ? null : matrices.get(reference.name());
    if (matrix == null) {
      throw BridgeFailed.of(
          "The request refers to the matrix '%s' for %s, which was not handed over.",
          reference.name(), argument);
    }
    return matrix;
  }

  /**
   * Returns the genotypes behind a reference.
   *
   * @throws InvalidInput if there is none, or what it names cannot be read or selected
   */
  public Genotypes genotypes(GenotypeReference reference) {
    if (reference == null) {
      throw new InvalidInput("No genotypes were given; give a .bed or a matrix.");
    }
    return Selection.of(whole(reference), reference.selectedPeople(), reference.selectedSnps());
  }

  private Genotypes whole(GenotypeReference reference) {
    if (reference.bed() != null) {
      return PlinkBed.open(path(reference.bed()));
    }
    if (reference.bk() != null) {
      return bytes(reference);
    }
    if (reference.values() == null) {
      throw new InvalidInput("genotypes names neither a .bed nor a matrix; give one of them.");
    }
    return new DosageMatrix(
        matrix(reference.values(), "genotypes"), reference.ids(), reference.snps());
  }

  private static Genotypes bytes(GenotypeReference reference) {
    ByteReference bk = reference.bk();
    List<String> names = reference.snps();
    List<Snp> snps =
        IntStream.range(0, names.size())
            .mapToObj(
                j ->
                    new Snp(
                        names.get(j),
                        bk.chromosome().get(j),
                        bk.position()[j],
                        bk.allele1().get(j),
                        bk.allele2().get(j)))
            .toList();
    double[] codes =
        Arrays.stream(bk.codes()).mapToDouble(code -> code == null ? Double.NaN : code).toArray();
    return new ByteGenotypes(path(bk.path()), codes, bk.people(), reference.ids(), snps);
  }

  /** Returns the model bytes behind a reference. */
  public byte[] model(MatrixReference reference) {
    try {
      byte[] content =
          reference.file() != null
              ? modelFile(path(reference.file()))
              : bytes.get(String.valueOf(reference.name()));
      if (content == null) {
        throw BridgeFailed.of(
            "The request refers to the model '%s', which was not handed over.", reference.name());
      }
      return content;
    } catch (IOException e) {
      throw InvalidInput.of(
          e, "The model '%s' could not be read: %s.", reference.file(), e.getMessage());
    }
  }

  private static byte[] modelFile(Path file) throws IOException {
    long size = Files.size(file);
    if (size > Archive.MOST_BYTES) {
      throw InvalidInput.of("'%s' holds %s bytes; a model file has 2 GB at most.", file, size);
    }
    MemoryBudget.require(size, "The model '" + file + "'");
    return Files.readAllBytes(file);
  }

  /** Delivers a matrix of the result and returns where it is; {@code columns} may be null. */
  public DeliveredMatrix deliver(String name, Matrix matrix, List<String> columns) {
    String npy = null;
    if (folder == null) {
      matrices.put(name, matrix);
    } else {
      Path file = folder.resolve(name + ".npy");
      try {
        Npy.write(matrix, file);
      } catch (IOException e) {
        throw cannotWrite(file, e);
      }
      npy = file.toString();
    }
    DeliveredMatrix where = new DeliveredMatrix(name, matrix.rows(), columns, npy);
    delivered.put(name, where);
    return where;
  }

  /**
   * Delivers a fitted model and returns where it is: a path, or the name by which to fetch it.
   *
   * @param suffix ending of the model's name, one per trait
   */
  public String deliverModel(Archive.Content model, String suffix) {
    if (folder == null) {
      ByteArrayOutputStream content = new ByteArrayOutputStream();
      try {
        model.write(content);
      } catch (IOException e) {
        throw BridgeFailed.of(e, "The model could not be packed: %s.", e.getMessage());
      }
      bytes.put(MODEL + suffix, content.toByteArray());
      return MODEL + suffix;
    }
    Path file = folder.resolve(MODEL + suffix + MODEL_SUFFIX);
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), BUFFER)) {
      model.write(out);
    } catch (IOException e) {
      throw cannotWrite(file, e);
    }
    return file.toString();
  }

  private static RuntimeException cannotWrite(Path file, IOException cause) {
    return BridgeFailed.of(
        cause, "'%s' could not be written: %s. Is the disk full?", file, cause.getMessage());
  }

  /** Returns the matrices that were delivered. */
  public Map<String, DeliveredMatrix> delivered() {
    return delivered;
  }

  /** Returns a delivered matrix and forgets it. */
  public double[] takeMatrix(String name) {
    Matrix matrix = name == null ? null : matrices.remove(name);
    if (matrix == null) {
      throw BridgeFailed.of(
          "There is no matrix '%s' to take; the result lists those there are: %s.",
          name, delivered.keySet());
    }
    boolean whole = matrix.data().length == matrix.rows() * matrix.columns();
    return whole ? matrix.data() : matrix.toArray();
  }

  /** Returns delivered bytes and forgets them. */
  public byte[] takeBytes(String name) {
    byte[] content = name == null ? null : bytes.remove(name);
    if (content == null) {
      throw BridgeFailed.of("There are no bytes '%s' to take; a fit delivers 'model'.", name);
    }
    return content;
  }

  public static Path path(String text) {
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      String encoding = System.getProperty("sun.jnu.encoding", "");
      boolean letters = !encoding.equals("UTF-8") && text.chars().anyMatch(c -> c > '~');
      if (text.chars().anyMatch(c -> Character.isSurrogate((char) c))) {
        throw InvalidInput.of(e, "'%s' is a file name that is no UTF-8. Rename the file.", text);
      }
      throw letters
          ? InvalidInput.of(
              e,
              "'%s' cannot be named where file names are in %s; start R or Python in a locale of"
                  + " UTF-8, as by LC_ALL=C.UTF-8, or rename it.",
              text,
              encoding)
          : InvalidInput.of(e, "'%s' is no path: %s.", text, e.getReason());
    }
  }
}

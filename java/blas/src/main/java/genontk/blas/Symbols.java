package genontk.blas;

import com.sun.jna.Function;
import com.sun.jna.NativeLibrary;
import java.util.List;
import java.util.Objects;

/**
 * The functions of one library, which may have several files and decorated names: {@code
 * scipy_dgemm_} in SciPy's wheels, {@code scipy_dgemm_64_} in NumPy's.
 */
final class Symbols {

  /**
   * The decoration of names.
   *
   * @param prefix the text before every name
   * @param fortran the text after a Fortran name
   * @param c the text after a C name
   */
  private record Decoration(String prefix, String fortran, String c) {}

  private static final List<Decoration> DECORATIONS =
      List.of(
          new Decoration("", "_", ""),
          new Decoration("scipy_", "_", ""),
          new Decoration("", "_64_", "64_"),
          new Decoration("scipy_", "_64_", "64_"),
          new Decoration("", "", ""));

  private final List<NativeLibrary> files;
  private final Decoration decoration;
  private final NativeLibrary blas;

  /**
   * Finds out how a library decorates its names.
   *
   * @param files the open files of the library
   * @throws UnsatisfiedLinkError if the library has no dgemm
   */
  Symbols(List<NativeLibrary> files) {
    this.files = files;
    this.decoration =
        DECORATIONS.stream()
            .filter(d -> find(d.prefix() + "dgemm" + d.fortran()) != null)
            .findFirst()
            .orElseThrow(() -> new UnsatisfiedLinkError("it has no function dgemm"));
    String dgemm = decoration.prefix() + "dgemm" + decoration.fortran();
    this.blas = files.stream().filter(file -> in(file, dgemm) != null).findFirst().orElseThrow();
  }

  /**
   * Returns a Fortran routine.
   *
   * @throws UnsatisfiedLinkError if there is no routine of that name
   */
  Function fortran(String name) {
    Function function = optional(name);
    if (function == null) {
      throw new UnsatisfiedLinkError("it has no function " + name);
    }
    return function;
  }

  /** Returns a Fortran routine, or null if there is no routine of that name. */
  Function optional(String name) {
    return find(decoration.prefix() + name + decoration.fortran());
  }

  /**
   * Returns a C function of the file with dgemm, or null. Other files may belong to another BLAS.
   */
  Function c(String name) {
    return in(blas, decoration.prefix() + name + decoration.c());
  }

  private Function find(String name) {
    return files.stream()
        .map(file -> in(file, name))
        .filter(Objects::nonNull)
        .findFirst()
        .orElse(null);
  }

  private static Function in(NativeLibrary file, String name) {
    try {
      return file.getFunction(name);
    } catch (UnsatisfiedLinkError e) {
      return null;
    }
  }
}

package genontk.blas;

import com.sun.jna.Function;
import com.sun.jna.NativeLibrary;
import java.util.List;
import java.util.Objects;

/**
 * The functions of one library, which may stand in several files and be decorated: SciPy's wheels
 * say {@code scipy_dgemm_}, NumPy's {@code scipy_dgemm_64_}.
 */
final class Symbols {

  /**
   * How names are decorated.
   *
   * @param prefix before every name
   * @param fortran after a Fortran name
   * @param c after a C name
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
   * Looks how the library decorates its names.
   *
   * @throws UnsatisfiedLinkError if it has no dgemm
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
   * @throws UnsatisfiedLinkError if there is none of that name
   */
  Function fortran(String name) {
    Function function = optional(name);
    if (function == null) {
      throw new UnsatisfiedLinkError("it has no function " + name);
    }
    return function;
  }

  /** Returns a Fortran routine, or null if there is none of that name. */
  Function optional(String name) {
    return find(decoration.prefix() + name + decoration.fortran());
  }

  /**
   * Returns a C function of the file that has dgemm, or null: another file may belong to another
   * BLAS.
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

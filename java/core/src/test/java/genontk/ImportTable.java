package genontk;

import static java.util.stream.Collectors.toCollection;
import static java.util.stream.Collectors.toSet;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Which package of a module may import which of the same module. */
public final class ImportTable {

  private final String root;
  private final Map<String, Set<String>> allowed = new TreeMap<>();

  /**
   * Makes a table.
   *
   * @param root the packages' common beginning, which the rows leave out; a row of its own goes by
   *     its last word
   * @param rows one per package, lowest first: its name, a colon, the packages that it may import
   * @throws IllegalArgumentException if a row allows a package of a later row
   */
  public ImportTable(String root, String... rows) {
    this.root = root + ".";
    for (String row : rows) {
      String[] words = row.split(":? +|:");
      Set<String> imports = new TreeSet<>(Arrays.asList(words).subList(1, words.length));
      if (!allowed.keySet().containsAll(imports)) {
        throw new IllegalArgumentException(row + " imports a package of a later row");
      }
      allowed.put(words[0], imports);
    }
  }

  /** Returns the imports that no row allows. */
  public List<String> forbidden(JavaClasses classes) {
    return imports(classes)
        .filter(use -> !allowed.getOrDefault(origin(use), Set.of()).contains(target(use)))
        .map(use -> origin(use) + " may not import " + target(use) + ": " + use.getDescription())
        .sorted()
        .toList();
  }

  /** Returns what rows allow and no class imports. */
  public Set<String> unused(JavaClasses classes) {
    Set<String> found =
        imports(classes).map(use -> origin(use) + " imports " + target(use)).collect(toSet());
    Set<String> unused = new TreeSet<>();
    allowed.forEach(
        (name, imports) -> imports.forEach(other -> unused.add(name + " imports " + other)));
    unused.removeAll(found);
    return unused;
  }

  /** Returns the packages that have a row. */
  public Set<String> packages() {
    return allowed.keySet();
  }

  /** Returns the packages of classes. */
  public Set<String> packages(JavaClasses classes) {
    return classes.stream().map(this::name).collect(toCollection(TreeSet::new));
  }

  private Stream<Dependency> imports(JavaClasses classes) {
    return classes.stream()
        .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
        .filter(use -> (use.getTargetClass().getPackageName() + ".").startsWith(root))
        .filter(use -> !origin(use).equals(target(use)));
  }

  private String origin(Dependency use) {
    return name(use.getOriginClass());
  }

  private String target(Dependency use) {
    return name(use.getTargetClass());
  }

  private String name(JavaClass type) {
    String name = type.getPackageName();
    return name.startsWith(root)
        ? name.substring(root.length())
        : name.substring(name.lastIndexOf('.') + 1);
  }
}

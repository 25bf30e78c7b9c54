package genontk.service.kernel;

import com.fasterxml.jackson.databind.JsonNode;
import genontk.error.InvalidInput;
import genontk.error.Message;
import genontk.kernel.Kernel;
import genontk.service.request.KernelList;
import genontk.service.request.KernelParameters;
import genontk.service.request.KernelReference;
import genontk.service.request.NamedKernel;
import genontk.service.request.Request;
import genontk.service.wire.Json;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The kernels that {@code kernel} and {@code depth} ask for: one candidate, or several that
 * cross-validation compares.
 *
 * @param candidates at least one
 */
public record KernelChoice(List<Candidate> candidates) {

  private static final String ADDITIVE = "additive";
  private static final String NON_ADDITIVE = "non-additive";

  private static final String ALLOWED =
      Message.of(
          "'%s', 'identity', a sum such as 'additive+ntk', a square matrix, or a named list of"
              + " these",
          String.join("', '", KernelParameters.NAMES));

  /**
   * One kernel, or several with a variance component each.
   *
   * @param label name of the candidate
   * @param components its components, with distinct names
   */
  public record Candidate(String label, List<Component> components) {

    /** Returns whether a component is made from genotypes. */
    boolean needsGenotypes() {
      return components.stream().anyMatch(Component::isMade);
    }
  }

  /**
   * One kernel with its variance component.
   *
   * @param name name in tables
   * @param kernel parameters of a kernel made from genotypes; null for another
   * @param given reference to a matrix of the user's own; null for another
   * @param set set of SNPs it is made of; null for all
   * @param snps places of these among the SNPs kept, once they are known; null for all
   * @param identity the identity kernel, once its levels are known; null for another
   */
  public record Component(
      String name,
      KernelParameters kernel,
      KernelReference given,
      String set,
      int[] snps,
      IdentityKernel identity) {

    Component(String name, KernelParameters kernel, KernelReference given) {
      this(name, kernel, given, null, null, null);
    }

    /** Returns this component made of a set of SNPs. */
    Component of(String setName, String ofSet) {
      return new Component(setName, kernel, given, ofSet, null, null);
    }

    /** Returns whether the kernel is a matrix of the user's own. */
    public boolean isGiven() {
      return given != null;
    }

    /** Returns whether the kernel is made from genotypes. */
    public boolean isMade() {
      return kernel != null;
    }

    /** Returns whether the kernel is the identity kernel. */
    public boolean isIdentity() {
      return !isMade() && !isGiven();
    }

    /** Returns the component with the parameters its kernel learnt from the training people. */
    Component learnt(Kernel trained, int[] places) {
      return new Component(name, kernel.learnt(trained), null, set, places, null);
    }

    /** Returns the component with the levels of the training people. */
    public Component learnt(IdentityKernel levels) {
      return new Component(name, null, null, null, null, levels);
    }
  }

  /** Returns the kernels that a request asks for. */
  public static KernelChoice of(Request request) {
    JsonNode kernel = request.kernel().kernel();
    List<Candidate> candidates = new ArrayList<>();
    boolean several = kernel.isArray();
    if (several && kernel.isEmpty()) {
      throw InvalidInput.of("kernel is an empty list; allowed are %s.", ALLOWED);
    }
    Set<String> labels = new LinkedHashSet<>();
    for (JsonNode one : several ? kernel : List.of(kernel)) {
      for (int depth : request.kernel().depth()) {
        Candidate candidate = candidate(one, depth, request);
        if (labels.add(candidate.label)) {
          candidates.add(candidate);
        }
      }
    }
    return new KernelChoice(List.copyOf(candidates));
  }

  private static Candidate candidate(JsonNode kernel, int depth, Request request) {
    List<Component> components = new ArrayList<>();
    String label;
    if (kernel.isTextual()) {
      label = kernel.asText();
      components.addAll(named(label, depth, request));
    } else if (kernel.has("components")) {
      for (NamedKernel one : Json.read(kernel, KernelList.class, "kernel").components()) {
        components.addAll(renamed(candidate(one.kernel(), depth, request), one.name()));
      }
      label = String.join("+", components.stream().map(Component::name).toList());
    } else if (kernel.isObject()) {
      KernelReference given = Json.read(kernel, KernelReference.class, "kernel");
      label = given.name() == null ? "kernel" : given.name();
      components.add(new Component(label, null, given));
    } else {
      throw InvalidInput.of("kernel = %s was given; allowed are %s.", kernel, ALLOWED);
    }
    if (components.isEmpty()) {
      throw InvalidInput.of("kernel is an empty list; allowed are %s.", ALLOWED);
    }
    requireDistinct(components);
    boolean deep = components.stream().anyMatch(c -> c.isMade() && c.kernel.depth() != null);
    String depths = deep && request.kernel().depth().length > 1 ? " (depth " + depth + ")" : "";
    return new Candidate(label + depths, List.copyOf(components));
  }

  /** Returns the kernels of a sum. Beside the additive kernel, "ntk" is its non-additive part. */
  private static List<Component> named(String sum, int depth, Request request) {
    List<String> names = Arrays.asList(sum.split("\\+", -1));
    boolean split =
        names.contains(ADDITIVE) && !request.kernel().ntk().equals(KernelParameters.EMPIRICAL);
    List<Component> components = new ArrayList<>();
    for (String name : names) {
      if (name.equals(IdentityKernel.NAME)) {
        components.add(new Component(name, null, null));
        continue;
      }
      if (!KernelParameters.NAMES.contains(name)) {
        throw InvalidInput.of("kernel = '%s' was given; allowed are %s.", sum, ALLOWED);
      }
      String own = split && name.equals("ntk") ? NON_ADDITIVE : name;
      components.add(new Component(own, KernelParameters.of(own, depth, request), null));
    }
    return components;
  }

  /**
   * Names a single kernel as in the list, the parts of a sum as in the list with their own name.
   */
  private static List<Component> renamed(Candidate candidate, String name) {
    if (name == null || name.isBlank()) {
      throw new InvalidInput("A kernel of the list has no name; name every one.");
    }
    boolean single = candidate.components.size() == 1;
    return candidate.components.stream()
        .map(c -> new Component(single ? name : name + "." + c.name, c.kernel, c.given))
        .toList();
  }

  static void requireDistinct(List<Component> components) {
    Map<String, Integer> seen = new LinkedHashMap<>();
    components.forEach(component -> seen.merge(component.name, 1, Integer::sum));
    seen.forEach(
        (name, count) -> {
          if (count > 1 || name.equals("residual") || name.equals("total")) {
            throw InvalidInput.of(
                "kernel has a component named '%s'%s; give each a name of its own.",
                name, count > 1 ? " more than once" : ", which tables use themselves");
          }
        });
  }

  /** Returns the only candidate. */
  public Candidate only() {
    if (candidates.size() > 1) {
      throw InvalidInput.of(
          "kernel or depth has several values (%s); only ntk_krr compares them. Give one, or a"
              + " named list of kernels with a variance component each.",
          String.join(", ", candidates.stream().map(Candidate::label).toList()));
    }
    return candidates.get(0);
  }
}

package genontk.service.request;

import com.fasterxml.jackson.annotation.JsonInclude;
import genontk.error.InvalidInput;
import genontk.genotype.Coding;
import genontk.kernel.AdditiveKernel;
import genontk.kernel.ArcCosineKernel;
import genontk.kernel.DistanceKernel;
import genontk.kernel.DominanceKernel;
import genontk.kernel.EmpiricalNeuralTangentKernel;
import genontk.kernel.GaussianKernel;
import genontk.kernel.Kernel;
import genontk.kernel.LaplaceKernel;
import genontk.kernel.NeuralTangentKernel;
import genontk.kernel.NonAdditiveKernel;
import genontk.kernel.Parameterization;
import genontk.kernel.PolynomialKernel;
import java.util.Arrays;
import java.util.List;

/**
 * One kernel as users name it, with all its parameters, as requests ask for it and models keep it.
 * A parameter that the kernel does not have is null.
 *
 * @param kernel its name
 * @param ntk "exact" or "empirical", of the NTK
 * @param depth hidden layers
 * @param parameterization "ntk" or "standard", of the empirical NTK
 * @param width units per layer
 * @param networks number of networks that are averaged
 * @param seed seed of the networks' weights
 * @param unitDiagonal whether the NTK is scaled to K_ii = 1
 * @param divideBySnps whether the empirical NTK is divided by p
 * @param bandwidth bandwidth of kernels of distance, relative to the median
 * @param distance that median, learnt from the training people; null before
 * @param degree degree of the polynomial kernel
 * @param pairwise whether a linear kernel counts SNPs by pairs of people
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record KernelParameters(
    String kernel,
    String ntk,
    Integer depth,
    String parameterization,
    Integer width,
    Integer networks,
    Long seed,
    Boolean unitDiagonal,
    Boolean divideBySnps,
    Double bandwidth,
    Double distance,
    Integer degree,
    Boolean pairwise) {

  public static final String EMPIRICAL = "empirical";
  private static final String DOMINANCE = "dominance";
  public static final List<String> NAMES =
      List.of(
          "ntk",
          "additive",
          DOMINANCE,
          "non-additive",
          "gaussian",
          "polynomial",
          "arccosine",
          "laplace");

  /** The kernels that are sums over SNPs, which therefore give each SNP an effect. */
  private static final List<String> LINEAR = List.of("additive", DOMINANCE);

  /**
   * Returns the kernel of that name with the options' parameters.
   *
   * @throws InvalidInput if there is none of that name
   */
  public static KernelParameters of(String name, int depth, Request request) {
    boolean angular = List.of("ntk", "non-additive", "arccosine").contains(name);
    boolean ofDistance = List.of("gaussian", "laplace").contains(name);
    boolean network = name.equals("ntk");
    boolean finite = network && request.kernel().ntk().equals(EMPIRICAL);
    return new KernelParameters(
        name,
        network ? request.kernel().ntk() : null,
        angular ? depth : null,
        finite ? request.kernel().parameterization() : null,
        finite ? request.kernel().width() : null,
        finite ? request.kernel().networks() : null,
        finite ? request.kernel().seed() : null,
        network ? request.kernel().unitDiagonal() : null,
        finite ? request.kernel().divideBySnps() : null,
        ofDistance ? request.kernel().bandwidth() : null,
        null,
        name.equals("polynomial") ? request.kernel().degree() : null,
        LINEAR.contains(name) ? request.snps().missing().equals(SnpOptions.PAIRWISE) : null);
  }

  /** Returns whether no parameter of the kernel is missing, as one could be in a damaged model. */
  public boolean isComplete() {
    List<Object> needed =
        switch (kernel == null ? "" : kernel) {
          case "ntk" ->
              isEmpirical()
                  ? Arrays.asList(
                      depth, parameterization, width, networks, seed, unitDiagonal, divideBySnps)
                  : Arrays.asList(depth, unitDiagonal);
          case "non-additive", "arccosine" -> Arrays.asList(depth);
          case "additive", DOMINANCE -> Arrays.asList(pairwise);
          case "gaussian", "laplace" -> Arrays.asList(bandwidth, distance);
          case "polynomial" -> Arrays.asList(degree);
          default -> Arrays.asList((Object) null);
        };
    return !needed.contains(null);
  }

  /** Returns whether it is the additive or the dominance kernel. */
  public boolean isLinear() {
    return LINEAR.contains(kernel);
  }

  /** Returns whether it is XX'/p of coded genotypes X, so that each SNP has an effect. */
  public boolean hasSnpEffects() {
    return isLinear() && !pairwise;
  }

  public boolean isEmpirical() {
    return EMPIRICAL.equals(ntk);
  }

  /**
   * Returns the kernel.
   *
   * @throws InvalidInput if a parameter is out of range
   */
  public Kernel make() {
    return switch (kernel) {
      case "ntk" -> isEmpirical() ? empirical() : new NeuralTangentKernel(depth, unitDiagonal);
      case "additive" -> new AdditiveKernel(pairwise);
      case DOMINANCE -> new DominanceKernel(pairwise);
      case "non-additive" -> new NonAdditiveKernel(depth);
      case "gaussian" ->
          distance == null
              ? new GaussianKernel(bandwidth)
              : new GaussianKernel(bandwidth, distance);
      case "laplace" ->
          distance == null ? new LaplaceKernel(bandwidth) : new LaplaceKernel(bandwidth, distance);
      case "polynomial" -> new PolynomialKernel(degree);
      case "arccosine" -> new ArcCosineKernel(depth);
      default -> throw InvalidInput.of("There is no kernel named '%s'.", kernel);
    };
  }

  private Kernel empirical() {
    return new EmpiricalNeuralTangentKernel(
        depth,
        width,
        networks,
        seed,
        Parameterization.named(parameterization),
        unitDiagonal,
        divideBySnps);
  }

  /** Returns the same with the median distance that the trained kernel has learnt. */
  public KernelParameters learnt(Kernel trained) {
    return withDistance(trained instanceof DistanceKernel learnt ? (Double) learnt.median() : null);
  }

  /** Returns the same without what it learnt. */
  public KernelParameters unlearnt() {
    return withDistance(null);
  }

  private KernelParameters withDistance(Double median) {
    return new KernelParameters(
        kernel,
        ntk,
        depth,
        parameterization,
        width,
        networks,
        seed,
        unitDiagonal,
        divideBySnps,
        bandwidth,
        median,
        degree,
        pairwise);
  }

  /** Returns the coding of the genotypes that the kernel is made from. */
  public Coding coding() {
    return kernel.equals(DOMINANCE) ? Coding.DOMINANCE : Coding.ADDITIVE;
  }
}

package genontk.service.request;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.databind.JsonNode;
import genontk.error.InvalidInput;
import genontk.kernel.NeuralTangentKernel;

/**
 * Kernels and their parameters.
 *
 * @param kernel name, matrix, or list of these
 * @param ntk "exact" or "empirical"
 * @param depth hidden layers; several are compared
 * @param parameterization "ntk" or "standard", of the empirical NTK
 * @param width units per layer of the empirical NTK
 * @param networks number of networks whose kernels are averaged
 * @param seed seed of all random numbers
 * @param unitDiagonal whether the NTK is scaled to K_ii = 1
 * @param divideBySnps whether the empirical NTK is divided by p
 * @param bandwidth bandwidth of kernels of distance, relative to the median
 * @param degree degree of the polynomial kernel
 */
public record KernelOptions(
    @Default(value = "\"ntk\"", mixedModel = "\"additive+ntk\"", prediction = "null")
        JsonNode kernel,
    @Default("\"exact\"") String ntk,
    @Default("2") @JsonFormat(with = JsonFormat.Feature.WRITE_SINGLE_ELEM_ARRAYS_UNWRAPPED)
        int[] depth,
    @Default("\"ntk\"") String parameterization,
    @Default("500") int width,
    @Default("1") int networks,
    @Default("1") long seed,
    @Default("true") boolean unitDiagonal,
    @Default("false") boolean divideBySnps,
    @Default("1.0") double bandwidth,
    @Default("2") int degree)
    implements Group {

  public KernelOptions {
    Allowed.oneOf("ntk", ntk, "exact", KernelParameters.EMPIRICAL);
    if (depth.length == 0) {
      throw InvalidInput.of(
          "depth is empty; allowed are whole numbers from 1 to %s.", NeuralTangentKernel.MAX_DEPTH);
    }
    Allowed.oneOf("parameterization", parameterization, "ntk", "standard");
    Allowed.positive("width", width);
    Allowed.positive("networks", networks);
    Allowed.positive("bandwidth", bandwidth);
    Allowed.positive("degree", degree);
  }
}

package genontk.service;

import genontk.variance.VarianceComponents;
import java.util.ArrayList;
import java.util.List;

/**
 * What a user should know when a variance component lies at zero, and of intervals that are not
 * what they seem.
 */
final class BoundaryMessages {

  private BoundaryMessages() {}

  static List<String> of(String kernel, String method, VarianceComponents variances) {
    List<String> messages = new ArrayList<>();
    if (variances.boundary()[0]) {
      messages.add(
          String.format(
              "The genetic variance (%s) is at its bound of 0 (unconstrained: %.4g): this kernel"
                  + " explains nothing of the trait. Its standard errors mean little there; try"
                  + " another kernel, or more people.",
              kernel, variances.unconstrained()[0]));
    }
    if (variances.boundary()[1]) {
      messages.add(
          String.format(
              "The residual variance is at its bound of 0 (unconstrained: %.4g), so that h2 is 1"
                  + " and the fit interpolates: the trait does not have the shares of additive and"
                  + " non-additive variance that the kernel '%s' fixes. Its heritability is not to"
                  + " be trusted; try kernel = 'additive'.",
              variances.unconstrained()[1], kernel));
    }
    if (!method.equals("reml")) {
      messages.add(
          "Intervals under method = '"
              + method
              + "' are Wald intervals; those of 'reml' are profile likelihood.");
    }
    return messages;
  }
}

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

  /** {@code given} says that the kernel was the user's own. */
  static List<String> of(Options options, boolean given, VarianceComponents variances) {
    List<String> messages = new ArrayList<>();
    if (variances.boundary()[0]) {
      messages.add(
          String.format(
              "The genetic variance is at its bound of 0 (unconstrained: %.4g): the kernel '%s'"
                  + " explains nothing of the trait. The standard errors mean little there; try"
                  + " another kernel, or more people.",
              variances.unconstrained()[0], options.kernel()));
    }
    if (variances.boundary()[1]) {
      messages.add(
          String.format(
              "The residual variance is at its bound of 0 (unconstrained: %.4g), so that h2 is 1"
                  + " and the fit interpolates. %s",
              variances.unconstrained()[1], advice(options.kernel(), given)));
    }
    if (options.method().equals("reml") && !options.constrain()) {
      messages.add("Intervals with constrain = FALSE are Wald intervals.");
    }
    if (!options.method().equals("reml")) {
      messages.add(
          "Intervals under method = '"
              + options.method()
              + "' are Wald intervals; those of 'reml' are profile likelihood.");
    }
    return messages;
  }

  private static String advice(String kernel, boolean given) {
    if (!given && kernel.equals("ntk")) {
      return "A single NTK fixes the share of additive variance beforehand, and this trait has more"
          + " of it. The heritability is not to be trusted; try kernel = 'additive'.";
    }
    return "The trait follows the kernel more closely than any noise allows; the heritability is"
        + " not to be trusted. Look for duplicated people, or try another kernel.";
  }
}

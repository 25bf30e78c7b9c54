package genontk.service.fit;

import genontk.error.Message;
import genontk.service.kernel.KernelChoice;
import genontk.service.request.MixedModelOptions;
import genontk.variance.component.VarianceComponents;
import java.util.ArrayList;
import java.util.List;

/**
 * Messages for a user about variance components at zero, and about intervals that say less than
 * they seem to.
 */
final class BoundaryMessages {

  /** Correlation of two estimates below which their kernels say almost the same. */
  private static final double ALIKE = -0.995;

  private BoundaryMessages() {}

  static List<String> of(
      MixedModelOptions options, KernelChoice.Candidate kernel, VarianceComponents variances) {
    List<String> messages = new ArrayList<>();
    List<KernelChoice.Component> components = kernel.components();
    for (int k = 0; k < components.size(); k++) {
      if (variances.boundary()[k]) {
        messages.add(
            Message.of(
                "The variance of '%s' is at its bound of 0 (unconstrained: %.4g): that kernel"
                    + " explains nothing of the trait%s. The standard errors mean little there;"
                    + " try %s, or more people.",
                components.get(k).name(),
                variances.unconstrained()[k],
                components.size() > 1 ? " beyond the others" : "",
                components.size() > 1 ? "a fit without it" : "another kernel"));
      }
    }
    if (variances.boundary()[components.size()]) {
      messages.add(
          Message.of(
              "The residual variance is at its bound of 0 (unconstrained: %.4g), so that h2 is 1"
                  + " and the fit interpolates. %s",
              variances.unconstrained()[components.size()], advice(components)));
    }
    messages.addAll(negative(components, variances));
    messages.addAll(alike(components, variances));
    if (options.method().equals("reml") && !options.constrain()) {
      messages.add("Intervals with constrain = FALSE are Wald intervals.");
    } else if (options.method().equals("reml") && options.intervals().equals("wald")) {
      messages.add("Intervals are Wald intervals, which cover less than they say.");
    }
    if (!options.accuracy()) {
      messages.add(
          "accuracy = FALSE: standard errors, intervals, PEV and reliabilities are missing.");
    } else if (!options.method().equals("reml")) {
      messages.add(
          Message.of(
              "Intervals under method = '%s' are Wald intervals; those of 'reml' are profile"
                  + " likelihood.",
              options.method()));
    }
    return messages;
  }

  /** Returns a message for each estimate below zero, which constrain = FALSE allows. */
  private static List<String> negative(
      List<KernelChoice.Component> components, VarianceComponents variances) {
    List<String> messages = new ArrayList<>();
    for (int k = 0; k <= components.size(); k++) {
      if (variances.estimate()[k] < 0) {
        String name =
            k < components.size()
                ? "variance of '" + components.get(k).name() + "'"
                : "residual variance";
        messages.add(
            Message.of(
                "The %s is estimated below zero (%.4g), which no variance is: chance, if zero lies"
                    + " within its interval, and otherwise a model that does not suit."
                    + " Heritabilities may leave [0, 1]; constrain = TRUE keeps them there.",
                name, variances.estimate()[k]));
      }
    }
    return messages;
  }

  /** Returns a message per pair of kernels whose variances the data hardly tell apart. */
  private static List<String> alike(
      List<KernelChoice.Component> components, VarianceComponents variances) {
    List<String> messages = new ArrayList<>();
    for (int i = 0; i < components.size(); i++) {
      for (int j = 0; j < i; j++) {
        double correlation =
            variances.covariance().get(i, j)
                / (variances.standardError(i) * variances.standardError(j));
        if (correlation < ALIKE) {
          messages.add(
              Message.of(
                  "The kernels '%s' and '%s' say almost the same of these people: their variances"
                      + " cannot be told apart (the estimates correlate %.4f), only the sum of"
                      + " their heritabilities is known. Leave one of them out.",
                  components.get(j).name(), components.get(i).name(), correlation));
        }
      }
    }
    return messages;
  }

  private static String advice(List<KernelChoice.Component> components) {
    KernelChoice.Component first = components.get(0);
    if (components.size() == 1 && first.isMade() && first.kernel().kernel().equals("ntk")) {
      return "A single NTK fixes the share of additive variance beforehand, and this trait has more"
          + " of it. The heritability is not to be trusted; try kernel = 'additive+ntk', which"
          + " leaves that share free.";
    }
    if (components.stream().anyMatch(BoundaryMessages::isNonAdditive)) {
      return "Non-additive variance and residual are hard to tell apart where people are unrelated"
          + " or few, because the non-additive kernel is then close to the identity: read"
          + " the additive heritability, not the total.";
    }
    return "The trait follows the kernels more closely than any noise allows; the heritability is"
        + " not to be trusted. Look for duplicated people, or try other kernels.";
  }

  private static boolean isNonAdditive(KernelChoice.Component component) {
    return component.isMade() && component.kernel().kernel().equals("non-additive");
  }
}

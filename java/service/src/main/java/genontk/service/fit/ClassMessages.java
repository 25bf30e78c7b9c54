package genontk.service.fit;

import genontk.error.Message;
import genontk.variance.component.Liability;
import genontk.variance.component.VarianceComponents;
import java.util.List;

/** Messages for a user about a trait that has two values. */
final class ClassMessages {

  private ClassMessages() {}

  /**
   * Returns the messages.
   *
   * @param liability the scale of liability; null where no prevalence was given
   */
  static List<String> of(double[] y, Liability liability, VarianceComponents variances) {
    if (!Liability.isOfTwoClasses(y)) {
      return List.of();
    }
    if (liability == null) {
      return List.of(
          "The trait has the values 0 and 1 and is fitted as it is: heritability is on the observed"
              + " scale. With prevalence = the share of cases in the population it is given on the"
              + " scale of liability too.");
    }
    double total =
        liability.of(variances.heritability().estimate())[variances.estimate().length - 1];
    String converted =
        Message.of(
            "Heritability on the scale of liability is that of the observed scale times %.4g"
                + " (prevalence %.4g, %.4g of the people in the fit are cases; Lee et al. 2011).",
            liability.factor(), liability.prevalence(), liability.cases());
    return total <= 1
        ? List.of(converted)
        : List.of(
            converted,
            Message.of(
                "On the scale of liability the total is %.3g, above 1: the prevalence, the"
                    + " threshold model or the kernel does not suit this trait.",
                total));
  }
}

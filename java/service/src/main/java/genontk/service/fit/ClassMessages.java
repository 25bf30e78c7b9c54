package genontk.service.fit;

import genontk.error.Message;
import genontk.variance.component.Liability;
import genontk.variance.component.TwoClasses;
import genontk.variance.component.VarianceComponents;
import java.util.ArrayList;
import java.util.List;

/** Messages for a user about a trait that has two values. */
final class ClassMessages {

  private static final String RECODED =
      "The trait has the values 1 and 2, which are taken for controls (0) and cases (1), as in"
          + " PLINK.";

  private ClassMessages() {}

  /**
   * Returns the messages.
   *
   * @param y the trait as it was given
   * @param liability the scale of liability; null where no prevalence was given
   */
  static List<String> of(double[] y, Liability liability, VarianceComponents variances) {
    boolean recoded = TwoClasses.areOneAndTwo(y);
    if (!recoded && !TwoClasses.areZeroAndOne(y)) {
      return List.of();
    }
    if (liability == null) {
      return List.of(
          Message.of(
              "The trait has the values %s and is fitted as it is: heritability is on the observed"
                  + " scale. With prevalence = the share of cases in the population it is given on"
                  + " the scale of liability too.",
              recoded ? "1 and 2" : "0 and 1"));
    }
    List<String> messages = new ArrayList<>(recoded ? List.of(RECODED) : List.of());
    messages.addAll(ofLiability(liability, variances));
    return messages;
  }

  private static List<String> ofLiability(Liability liability, VarianceComponents variances) {
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

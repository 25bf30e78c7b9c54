package genontk.service;

import static genontk.service.NewPeopleSample.FRESH;
import static genontk.service.NewPeopleSample.TRAINING;
import static genontk.service.NewPeopleSample.predict;
import static genontk.service.NewPeopleSample.prediction;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import genontk.service.Call.Answer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Effects of SNPs, whose sums are the genetic values of a fit. */
class SnpEffectsTest {

  private static final int MEAN = 2;
  private static final int EFFECT = 3;

  @TempDir Path folder;

  private static Answer effects(byte[] model) {
    return Call.task("snp_effects").model(model).run().succeeded();
  }

  private static double code(double copies, double mean) {
    double f = mean / 2;
    return copies == 0 ? -2 * f * f : copies == 1 ? 2 * f * (1 - f) : -2 * (1 - f) * (1 - f);
  }

  /** Returns the sum of effect x genotype of each person and component, in blocks of components. */
  private static double[] sums(Answer answer, double[][] genotypes) {
    List<String> components = answer.texts("/components");
    double[] sums = new double[components.size() * genotypes.length];
    for (double[] row : answer.rows("snp_effects")) {
      boolean dominance = components.get((int) row[0] - 1).endsWith("dominance");
      for (int i = 0; i < genotypes.length; i++) {
        double copies = genotypes[i][(int) row[1] - 1];
        double x = dominance ? code(copies, row[MEAN]) : copies - row[MEAN];
        sums[((int) row[0] - 1) * genotypes.length + i] += row[EFFECT] * x;
      }
    }
    return sums;
  }

  @Test
  void effectsTimesGenotypesAreTheGeneticValuesOfEachComponent() {
    Map<String, Object> sets =
        Map.of(
            "sets",
            List.of(
                Map.of("name", "a", "snps", TRAINING.snps().subList(3, 9)),
                Map.of("name", "b", "snps", List.of("*"))));
    for (String task : new String[] {"ntk_lmm", "ntk_krr"}) {
      for (String kernel : new String[] {"additive", "dominance", "additive+dominance"}) {
        for (String scale : new String[] {"center", "sd", "hwe"}) {
          boolean inSets = task.equals("ntk_lmm") && scale.equals("sd");
          Answer fit =
              Call.fit(task, TRAINING)
                  .with("kernel", kernel)
                  .with("scale", scale)
                  .with("sets", inSets && kernel.contains("+") ? sets : null)
                  .run()
                  .succeeded();
          double[] values = fit.columns("random_effects")[0];
          byte[] model = fit.model();
          assertArrayEquals(values, sums(effects(model), TRAINING.genotypes()), 1e-10, kernel);
        }
      }
    }
  }

  @Test
  void effectsAloneArePredictionsOfDominanceToo() {
    for (String kernel : new String[] {"dominance", "additive+dominance"}) {
      byte[] model = NewPeopleSample.model(kernel);
      Path file = folder.resolve("d.genontk");
      Call.task("save_model")
          .model(model)
          .with("path", file.toString())
          .with("effects_only", true)
          .run()
          .succeeded();
      byte[] loaded =
          Call.task("load_model").with("path", file.toString()).run().succeeded().model();
      assertArrayEquals(
          prediction(predict(model, FRESH)), prediction(predict(loaded, FRESH)), 1e-12);
      double[] whole = effects(model).columns("snp_effects")[EFFECT];
      Answer alone = effects(loaded);
      assertArrayEquals(whole, alone.columns("snp_effects")[EFFECT], 1e-13);
      assertTrue(alone.says("effects of SNPs alone"));
    }
  }

  @Test
  void otherKernelsStayInTheCovarianceAndHaveNoRows() {
    byte[] model = NewPeopleSample.model("additive+ntk");
    Answer answer = effects(model);
    assertEquals(List.of("additive"), answer.texts("/components"));
    assertEquals(24, answer.rows("snp_effects").length);
    for (String kernel : new String[] {"ntk", "gaussian"}) {
      Call.task("snp_effects").model(NewPeopleSample.model(kernel)).fails("InvalidInput");
    }
    byte[] pairwise =
        NewPeopleSample.fit("additive").with("missing", "pairwise").run().succeeded().model();
    Call.task("snp_effects").model(pairwise).fails("InvalidInput");
  }
}

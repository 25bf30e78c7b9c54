package genontk.service;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import genontk.service.Call.Answer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SimulationTest {

  private static Call genotypes(Map<String, Object> simulation) {
    return Call.task("simulate_genotypes").with("simulation", simulation);
  }

  private static Call trait(Sample sample, Map<String, Object> simulation) {
    return Call.task("simulate_trait")
        .genotypes(sample.genotypes(), sample.ids(), sample.snps())
        .with("simulation", simulation);
  }

  @Test
  void peopleAndSnpsAreNumberedAndTheSeedIsOneUnlessGiven() {
    Answer answer = genotypes(Map.of("n", 20, "p", 3)).run().succeeded();
    assertEquals(20, answer.texts("/people").size());
    assertEquals(List.of("S1", "S2", "S3"), answer.texts("/snps"));
    double[][] again =
        genotypes(Map.of("n", 20, "p", 3, "seed", 1, "maf", 0.05, "ld", 0.9))
            .run()
            .succeeded()
            .columns("genotypes");
    assertArrayEquals(again, answer.columns("genotypes"));
  }

  @Test
  void realPeopleKeepTheirNames() {
    Sample sample = Sample.of(30, 9, 2);
    Answer answer =
        genotypes(Map.of("n", 4, "p", 2, "maf", 0))
            .genotypes(sample.genotypes(), sample.ids(), sample.snps())
            .run()
            .succeeded();
    double[][] columns = answer.columns("genotypes");
    for (int i = 0; i < 4; i++) {
      int row = sample.ids().indexOf(answer.texts("/people").get(i));
      for (int j = 0; j < 2; j++) {
        int snp = sample.snps().indexOf(answer.texts("/snps").get(j));
        assertEquals(sample.genotypes()[row][snp], columns[j][i]);
      }
    }
  }

  @Test
  void aTraitIsThePhenotypeAndTheGeneticValueOfEachPerson() {
    Sample sample = Sample.of(30, 9, 2);
    Answer answer = trait(sample, Map.of("trait", "ricker", "h2", 1)).run().succeeded();
    assertEquals(sample.ids(), answer.texts("/people"));
    double[][] columns = answer.columns("trait");
    assertArrayEquals(columns[1], columns[0]);
    double squares = 0;
    for (double value : columns[1]) {
      squares += value * value / 29;
    }
    assertEquals(1, squares, 1e-12);
    double[][] noisy = trait(sample, Map.of("trait", "ricker")).run().succeeded().columns("trait");
    assertArrayEquals(columns[1], noisy[1]);
    assertTrue(Math.abs(noisy[0][0] - noisy[1][0]) > 1e-6);
  }

  @Test
  void impossibleSimulationsAreRefused() {
    Sample sample = Sample.of(30, 9, 2);
    Call.task("simulate_genotypes").fails("InvalidInput");
    genotypes(Map.of("n", 20)).fails("InvalidInput");
    genotypes(Map.of("n", 20, "p", 3, "maf", 0.7)).fails("InvalidInput");
    genotypes(Map.of("n", 40, "p", 3))
        .genotypes(sample.genotypes(), sample.ids(), sample.snps())
        .fails("InvalidInput");
    genotypes(Map.of("n", 4, "p", 3, "ld", 0.5))
        .genotypes(sample.genotypes(), sample.ids(), sample.snps())
        .fails("InvalidInput");
    trait(sample, Map.of("trait", "sine")).fails("InvalidInput");
    trait(sample, Map.of("h2", 2)).fails("InvalidInput");
    trait(sample, Map.of("parameters", Map.of("k", 2))).fails("InvalidInput");
    trait(sample, Map.of("interaction", "triple")).fails("InvalidInput");
    Call.task("simulate_trait").with("simulation", Map.of()).fails("InvalidInput");
  }
}

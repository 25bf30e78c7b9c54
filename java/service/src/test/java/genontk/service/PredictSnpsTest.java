package genontk.service;

import static genontk.service.NewPeopleSample.FRESH;
import static genontk.service.NewPeopleSample.TRAINING;
import static genontk.service.NewPeopleSample.model;
import static genontk.service.NewPeopleSample.predict;
import static genontk.service.NewPeopleSample.prediction;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import genontk.service.Call.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The SNPs of new people, joined to the SNPs of the fit. */
class PredictSnpsTest {

  @TempDir Path folder;

  @Test
  void snpsAreJoinedByNameFlippedAndFilled() throws IOException {
    Path training = TRAINING.plink(folder, "training");
    byte[] model = Call.fit("ntk_lmm", TRAINING).bed(training).run().succeeded().model();
    double[] expected = prediction(predict(model, FRESH));
    Path flipped = FRESH.plink(folder, "flipped", 3, 8, 20);
    Answer answer = predict(model, FRESH).bed(flipped).run().succeeded();
    assertArrayEquals(expected, answer.columns("prediction")[0], 1e-12);
    assertTrue(answer.says("3 SNPs count the other allele"));
    int[] reverse = IntStream.range(0, 24).map(j -> 23 - j).toArray();
    double[][] genotypes = new double[12][];
    for (int i = 0; i < 12; i++) {
      genotypes[i] = Sample.select(FRESH.genotypes()[i], reverse);
    }
    assertArrayEquals(
        expected,
        prediction(
            predict(model, FRESH)
                .genotypes(genotypes, FRESH.ids(), Sample.select(FRESH.snps(), reverse))),
        1e-10);
  }

  @Test
  void missingSnpsTakeTheTrainingMean() {
    byte[] model = model("ntk");
    double[][] filled = Sample.copy(FRESH.genotypes());
    double[][] lacking = new double[12][];
    for (int i = 0; i < 12; i++) {
      filled[i][22] = TRAINING.means()[22];
      filled[i][23] = TRAINING.means()[23];
      lacking[i] = Arrays.copyOf(FRESH.genotypes()[i], 22);
    }
    double[] expected =
        prediction(predict(model, FRESH).genotypes(filled, FRESH.ids(), FRESH.snps()));
    Answer answer =
        predict(model, FRESH)
            .genotypes(lacking, FRESH.ids(), FRESH.snps().subList(0, 22))
            .run()
            .succeeded();
    assertArrayEquals(expected, answer.columns("prediction")[0], 1e-10);
    assertTrue(answer.says("2 of 24 SNPs"));
    double[][] few = Sample.copy(lacking);
    for (int i = 0; i < 12; i++) {
      few[i] = Arrays.copyOf(lacking[i], 21);
    }
    predict(model, FRESH)
        .genotypes(few, FRESH.ids(), FRESH.snps().subList(0, 21))
        .fails("InvalidInput");
    double[][] missing = Sample.copy(FRESH.genotypes());
    for (double[] row : missing) {
      row[22] = Double.NaN;
      row[23] = Double.NaN;
    }
    assertArrayEquals(
        expected,
        prediction(predict(model, FRESH).genotypes(missing, FRESH.ids(), FRESH.snps())),
        1e-10);
  }

  @Test
  void aNewPersonWithMuchMissingIsNamed() {
    double[][] missing = Sample.copy(FRESH.genotypes());
    for (int j = 0; j < 4; j++) {
      missing[3][j] = Double.NaN;
    }
    Answer answer =
        predict(model("ntk"), FRESH)
            .genotypes(missing, FRESH.ids(), FRESH.snps())
            .run()
            .succeeded();
    assertTrue(answer.says("P48"), () -> answer.texts("/messages").toString());
  }

  @Test
  void contradictingAllelesAreRefused() throws IOException {
    byte[] model =
        Call.fit("ntk_lmm", TRAINING)
            .bed(TRAINING.plink(folder, "training"))
            .run()
            .succeeded()
            .model();
    Path other = FRESH.plink(folder, "other");
    Path bim = folder.resolve("other.bim");
    Files.writeString(bim, Files.readString(bim).replace(" s7 0 7 A G", " s7 0 7 A T"));
    Answer answer = predict(model, FRESH).bed(other).fails("InvalidInput");
    assertTrue(answer.message().contains("s7"));
  }

  @Test
  void namelessSnpsAreJoinedByPositionAmongAllThatTheFitSaw() {
    double[][] genotypes = Sample.copy(TRAINING.genotypes());
    for (double[] row : genotypes) {
      row[0] = 1;
    }
    byte[] model =
        Call.fit("ntk_lmm", TRAINING)
            .genotypes(genotypes, TRAINING.ids(), null)
            .run()
            .succeeded()
            .model();
    double[] expected =
        prediction(predict(model, FRESH).genotypes(FRESH.genotypes(), FRESH.ids(), null));
    double[][] others = Sample.copy(FRESH.genotypes());
    for (double[] row : others) {
      row[0] = 2 - row[0];
    }
    assertArrayEquals(
        expected, prediction(predict(model, FRESH).genotypes(others, FRESH.ids(), null)));
    double[][] fewer =
        Arrays.stream(others).map(r -> Arrays.copyOf(r, 23)).toArray(double[][]::new);
    predict(model, FRESH).genotypes(fewer, FRESH.ids(), null).fails("InvalidInput");
  }
}

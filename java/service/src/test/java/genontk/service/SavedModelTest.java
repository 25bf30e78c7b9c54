package genontk.service;

import static genontk.service.NewPeopleSample.FRESH;
import static genontk.service.NewPeopleSample.TRAINING;
import static genontk.service.NewPeopleSample.predict;
import static genontk.service.NewPeopleSample.prediction;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import genontk.service.Call.Answer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Models in files: saved whole, without IDs, or as effects of SNPs alone. */
class SavedModelTest {

  @TempDir Path folder;

  private Path save(byte[] model, String field, Object value) {
    Path file = folder.resolve("height.genontk");
    Call call = Call.task("save_model").model(model).with("path", file.toString());
    (field == null ? call : call.with(field, value)).run().succeeded();
    return file;
  }

  private static Answer load(Path file) {
    return Call.task("load_model").with("path", file.toString()).run().succeeded();
  }

  private static Call fit(String task, String kernel) {
    return Call.fit(task, TRAINING).with("kernel", kernel);
  }

  @Test
  void aLoadedModelPredictsAsTheFitDoes() throws IOException {
    for (String task : new String[] {"ntk_lmm", "ntk_krr"}) {
      for (String kernel : new String[] {"ntk", "additive+ntk", "additive", "gaussian"}) {
        byte[] model = fit(task, kernel).run().succeeded().model();
        Answer loaded = load(save(model, null, null));
        assertArrayEquals(
            prediction(predict(model, FRESH)), prediction(predict(loaded.model(), FRESH)), kernel);
        assertEquals(TRAINING.ids(), loaded.texts("/people"));
        assertEquals(task, loaded.json().at("/fit/task").asText());
        assertEquals(44, loaded.json().at("/fit/n_people").asInt());
      }
    }
    try (Stream<Path> files = Files.list(folder)) {
      assertEquals(1, files.count(), "nothing is left beside the file");
    }
  }

  @Test
  void aModelSavedWithoutIdsNamesNobody() throws IOException {
    double[][] genotypes = Sample.copy(TRAINING.genotypes());
    for (int j = 0; j < 5; j++) {
      genotypes[7][j] = Double.NaN;
    }
    double[] y = TRAINING.y().clone();
    y[3] = Double.NaN;
    Answer fit =
        fit("ntk_krr", "ntk")
            .genotypes(genotypes, TRAINING.ids(), TRAINING.snps())
            .matrix("y", Sample.column(y))
            .run()
            .succeeded();
    assertTrue(fit.says(TRAINING.ids().get(7)), "the fit names people");
    byte[] model = fit.model();
    Path file = save(model, "keep_ids", false);
    for (Map.Entry<String, byte[]> entry :
        ModelBytesTest.entries(Files.readAllBytes(file)).entrySet()) {
      String text = new String(entry.getValue(), StandardCharsets.ISO_8859_1);
      for (String id : TRAINING.ids()) {
        assertFalse(text.contains('"' + id + '"'), id + " in " + entry.getKey());
        assertFalse(text.contains(" " + id + "."), id + " in " + entry.getKey());
      }
    }
    Answer loaded = load(file);
    assertTrue(loaded.json().get("people").isNull());
    assertArrayEquals(
        prediction(predict(model, FRESH)), prediction(predict(loaded.model(), FRESH)));
  }

  @Test
  void effectsOfSnpsPredictAsTheAdditiveModelDoesAndHoldNoGenotypes() throws IOException {
    for (String scale : new String[] {"center", "sd", "hwe"}) {
      byte[] model = fit("ntk_lmm", "additive").with("scale", scale).run().succeeded().model();
      Path file = save(model, "effects_only", true);
      assertEquals(
          Set.of(
              "model.json",
              "fit.json",
              "effects.npy",
              "snps.json",
              "standardization.npy",
              "SHA256SUMS"),
          ModelBytesTest.entries(Files.readAllBytes(file)).keySet());
      Answer loaded = load(file);
      byte[] effects = loaded.model();
      double[] expected = prediction(predict(model, FRESH));
      assertArrayEquals(expected, prediction(predict(effects, FRESH)), 1e-12);
      predict(effects, FRESH).with("interval", "prediction").fails("InvalidInput");
      double[][] table =
          Call.task("snp_effects").model(effects).run().succeeded().rows("snp_effects");
      double[] fixed =
          Call.fit("ntk_lmm", TRAINING)
              .with("kernel", "additive")
              .with("scale", scale)
              .run()
              .succeeded()
              .numbers("/fixed_effects/estimate");
      for (int i = 0; i < expected.length; i++) {
        double sum = 0;
        for (int k = 0; k < fixed.length; k++) {
          sum += fixed[k] * FRESH.design()[i][k];
        }
        for (int j = 0; j < table.length; j++) {
          sum += table[j][3] * (FRESH.genotypes()[i][j] - table[j][2]);
        }
        assertEquals(expected[i], sum, 1e-11);
      }
    }
  }

  @Test
  void onlyAdditiveModelsHaveEffectsOfSnps() {
    byte[] model = fit("ntk_lmm", "ntk").run().succeeded().model();
    Answer answer =
        Call.task("save_model")
            .model(model)
            .with("path", folder.resolve("x").toString())
            .with("effects_only", true)
            .fails("InvalidInput");
    assertTrue(answer.message().contains("additive"));
  }

  @Test
  void pathsThatCannotBeWrittenOrReadAreInvalidInput() throws IOException {
    byte[] model = fit("ntk_lmm", "ntk").run().succeeded().model();
    for (String path : new String[] {"", folder.toString(), folder.resolve("no/x").toString()}) {
      Call.task("save_model").model(model).with("path", path).fails("InvalidInput");
      Call.task("load_model").with("path", path).fails("InvalidInput");
    }
    Path text = Files.writeString(folder.resolve("text.genontk"), "no model at all");
    Call.task("load_model").with("path", text.toString()).fails("InvalidInput");
  }

  @Test
  void aModelThatUnpacksToMoreThanTheHeapIsRefusedInTime() throws IOException {
    Path file = save(fit("ntk_lmm", "ntk").run().succeeded().model(), null, null);
    Map<String, byte[]> entries = ModelBytesTest.entries(Files.readAllBytes(file));
    String header = "{'descr': '<f8', 'fortran_order': True, 'shape': (2000000000, 1), }";
    byte[] npy = new byte[200];
    System.arraycopy(
        new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0, 118, 0}, 0, npy, 0, 10);
    System.arraycopy(header.getBytes(StandardCharsets.US_ASCII), 0, npy, 10, header.length());
    entries.put("dual.npy", npy);
    Files.write(file, ModelBytesTest.zip(entries));
    Call.task("load_model").with("path", file.toString()).fails("InvalidInput");
  }
}

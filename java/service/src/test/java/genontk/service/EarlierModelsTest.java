package genontk.service;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import genontk.service.Call.Answer;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Model files of version 0.1.0; {@link EarlierModels} made them. */
class EarlierModelsTest {

  private static Path resource(String name) throws URISyntaxException {
    return Path.of(EarlierModelsTest.class.getResource("earlier/" + name).toURI());
  }

  @ParameterizedTest
  @CsvSource({
    "mixed, ntk_lmm, additive+ntk, 40",
    "ridge, ntk_krr, ntk, 25",
    "gaussian, ntk_krr, gaussian, 25",
    "own, ntk_lmm, kernel, 22"
  })
  void aModelFileOfAnEarlierVersionLoadsAndPredictsTheSame(
      String name, String task, String kernel, int records) throws Exception {
    Path file = resource(name + ".genontk");
    Answer loaded = Call.task("load_model").with("path", file.toString()).run().succeeded();
    assertEquals(task, loaded.json().at("/fit/task").asText());
    assertEquals(kernel, loaded.json().at("/fit/kernel").asText());
    assertEquals(records, loaded.json().at("/fit/n_records").asInt());
    double[][] expected = EarlierModels.numbers(Files.readAllLines(resource(name + ".txt")));
    double[][] found = EarlierModels.predictions(name, loaded.model());
    assertEquals(expected.length, found.length);
    for (int i = 0; i < expected.length; i++) {
      assertArrayEquals(expected[i], found[i], 1e-12);
    }
  }
}

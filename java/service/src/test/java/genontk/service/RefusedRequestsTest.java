package genontk.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import genontk.error.BridgeFailed;
import genontk.service.Call.Answer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that cannot be served: each gets an error of a type. */
class RefusedRequestsTest {

  private static final Sample SAMPLE = Sample.of(20, 12, 3);

  @Test
  void prevalenceIsRefusedByTheRidge() {
    Answer answer = Call.fit("ntk_krr", SAMPLE).with("prevalence", 0.1).fails("InvalidInput");
    assertTrue(answer.message().contains("prevalence"), answer.message());
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "kernel, \"ntks\"",
        "kernel, \"ntk+\"",
        "kernel, \"ntk+ntk\"",
        "kernel, `[\"ntk\", \"additive\"]`",
        "kernel, `{\"components\": []}`",
        "kernel, `{\"components\": [{\"kernel\": \"ntk\"}]}`",
        "kernel, `{\"components\": [{\"name\": \"total\", \"kernel\": \"ntk\"}]}`",
        "kernel, `{\"components\": [{\"name\": \"a\", \"kernel\": \"ntks\"}]}`",
        "kernel, 5",
        "kernel, true",
        "kernel, \"\"",
        "kernel, {}",
        "kernel, `{\"values\": {\"name\": \"y\"}, \"extra\": 1}`",
        "kernel, []",
        "depth, 0",
        "depth, 11",
        "depth, 2.5",
        "depth, \"2\"",
        "depth, 1e12",
        "depth, `[2, 3]`",
        "depth, []",
        "width, 0",
        "networks, 0",
        "bandwidth, 0",
        "degree, 0",
        "unit_diagonal, 1",
        "parameterization, \"mup\"",
        "depth, true",
        "scale, \"unit\"",
        "scale, 1",
        "maf, -0.1",
        "maf, 0.6",
        "maf, \"0.1\"",
        "max_missing, 1.5",
        "max_missing, -1",
        "missing, \"drop\"",
        "method, \"ml\"",
        "constrain, \"yes\"",
        "constrain, 1",
        "threads, 0",
        "threads, -2",
        "threads, 1.5",
        "threads, 100000000",
        "seed, \"a\"",
        "seed, 1.5",
        "ids, 5",
        "ids, `{\"a\": 1}`",
        "y, 5",
        "y, []",
        "y, {}",
        "delivery, \"fax\"",
        "ntk, 1",
        "precision, 64",
        "backend, \"cuda\"",
        "covariates, 3",
        "covariates, {}",
        "genotypes, \"study.bed\"",
        "genotypes, {}",
        "genotypes, `{\"bed\": \"/\"}`",
        "genotypes, `{\"bed\": 7}`",
        "genotypes, `{\"bed\": \"absent.bed\"}`",
        "genotypes, `{\"bed\": \"\"}`",
        "genotypes, `{\"plink\": \"x\"}`"
      })
  void valuesThatAnOptionDoesNotTakeAreRefusedWithItsName(String option, String json) {
    Answer answer = Call.fit("ntk_lmm", SAMPLE).with(option, Call.parse(json)).run();
    assertTrue(answer.json().has("error"), () -> option + " = " + json + " was accepted");
    assertTrue(
        List.of("InvalidInput", "BridgeFailed").contains(answer.json().at("/error/type").asText()));
    assertFalse(answer.message().contains("fault of genontk"), answer.message());
    boolean structural = List.of("y", "covariates", "genotypes").contains(option);
    assertTrue(structural || answer.message().contains(option), answer.message());
    assertTrue(structural || !answer.message().contains("instance of"), answer.message());
    if (!json.equals("{}")) {
      answer.failed("InvalidInput");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "{",
        "[]",
        "[1]",
        "3",
        "\"ntk_lmm\"",
        "null",
        "{\"task\": }",
        "{'task': 'x'}",
        "{\"task\": NaN}",
        "{\"task\": \"ntk_lmm\"} {}",
        "{\"task\": \"ntk_lmm\"} garbage",
        "{\"task\": \"ntk_lmm\", \"colour\": 1}",
        "{\"task\": 5}",
        "<xml/>",
        "{\"task\": \"ntk_lmm\", \"task\": \"predict\"}"
      })
  void textThatIsNoRequestIsRefusedWhenOpened(String request) {
    new Answer(Call.parse(new Genontk().open(request)), null, null).failed("InvalidInput");
  }

  @Test
  void noRequestAtAllIsAnsweredToo() {
    JsonNode answer = Call.parse(new Genontk().open(null));
    assertTrue(answer.has("error"));
  }

  @Test
  void nestingWithoutEndIsRefused() {
    String deep = "{\"kernel\": " + "[".repeat(200_000) + "]".repeat(200_000) + "}";
    new Answer(Call.parse(new Genontk().open(deep)), null, null).failed("InvalidInput");
  }

  @Test
  void unknownFieldsAreNamed() {
    JsonNode answer = Call.parse(new Genontk().open("{\"task\": \"ntk_lmm\", \"dpeth\": 3}"));
    assertTrue(answer.at("/error/message").asText().contains("dpeth"));
    assertTrue(answer.at("/error/message").asText().contains("depth"), "and those allowed");
    Call.fit("ntk_lmm", SAMPLE)
        .with("covariates", Map.of("values", Map.of("name", "y"), "columns", List.of()))
        .fails("InvalidInput");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "ntk", "fit", "NTK_LMM"})
  void unknownTasksAreRefused(String task) {
    Call.task(task).fails("InvalidInput");
    Call.task("ntk_lmm").without("task").fails("InvalidInput");
  }

  @Test
  void requestsThatLackSomethingAreRefused() {
    Call.fit("ntk_lmm", SAMPLE).without("y").fails("InvalidInput");
    Call.fit("ntk_lmm", SAMPLE).without("genotypes").fails("InvalidInput");
    Call.task("predict").fails("InvalidInput");
    Call.task("genotypes").fails("InvalidInput");
  }

  @Test
  void matricesThatWereNotHandedOverAreTheBridgesFault() {
    Call.fit("ntk_lmm", SAMPLE).with("y", Map.of("name", "z")).fails("BridgeFailed");
    Call.task("predict").with("model", Map.of("name", "m")).fails("BridgeFailed");
    Call.task("predict").with("model", Map.of("file", "/no/such/model")).fails("InvalidInput");
    Call.fit("ntk_lmm", SAMPLE).with("y", Map.of("npy", "/no/such/y.npy")).fails("InvalidInput");
    Call.fit("ntk_lmm", SAMPLE).with("y", Map.of("npy", "a\0b")).fails("InvalidInput");
  }

  @Test
  void errorsCarryTheirTrace() {
    Answer answer = Call.fit("ntk_lmm", SAMPLE).with("depth", 0).fails("InvalidInput");
    assertTrue(answer.json().at("/error/trace").asText().contains("genontk"));
  }

  @Test
  void noMethodOfTheFacadeThrowsButTheTwoThatSaySo() {
    Genontk facade = new Genontk();
    for (String job : new String[] {null, "", "1", "x"}) {
      for (String answer :
          List.of(
              facade.putMatrix(job, "y", new double[1], 1, 1),
              facade.putBytes(job, "model", new byte[1]),
              facade.start(job),
              facade.status(job),
              facade.cancel(job),
              facade.result(job))) {
        new Answer(Call.parse(answer), facade, job).failed("BridgeFailed");
      }
      assertThrows(BridgeFailed.class, () -> facade.takeMatrix(job, "people"));
      assertThrows(BridgeFailed.class, () -> facade.takeBytes(job, "model"));
    }
    assertTrue(Call.parse(facade.close("no such job")).get("ok").asBoolean());
    assertTrue(Call.parse(facade.close(null)).isObject());
  }

  @Test
  void matricesMustHaveTheSizeTheyAreGivenWith() {
    Genontk facade = new Genontk();
    String job = Call.fit("ntk_lmm", SAMPLE).open(facade);
    new Answer(Call.parse(facade.putMatrix(job, "y", new double[5], 2, 3)), facade, job)
        .failed("InvalidInput");
    new Answer(Call.parse(facade.putMatrix(job, "y", new double[6], -2, -3)), facade, job)
        .failed("InvalidInput");
    for (String answer :
        List.of(
            facade.putMatrix(job, "y", null, 2, 3),
            facade.putMatrix(job, null, new double[6], 2, 3),
            facade.putBytes(job, "model", null))) {
      assertTrue(Call.parse(answer).has("error"));
    }
    assertThrows(BridgeFailed.class, () -> facade.takeMatrix(job, null));
    assertThrows(BridgeFailed.class, () -> facade.takeBytes(job, null));
    assertTrue(Call.parse(facade.start(job)).has("ok"), "the job is as good as before");
    Call.finish(facade, job).succeeded();
  }

  @Test
  void aFailedJobLeavesTheFacadeUsable() {
    Genontk facade = new Genontk();
    Call.fit("ntk_lmm", SAMPLE).with("depth", 0).run(facade).failed("InvalidInput");
    Call.fit("ntk_lmm", SAMPLE).run(facade).succeeded();
  }

  @Test
  void theSituationIsReported() {
    JsonNode situation = Call.parse(new Genontk().sitrep());
    assertTrue(situation.get("version").asText().matches("\\d+\\.\\d+\\.\\d+.*"));
    String backend = situation.get("backend").asText();
    assertEquals(backend.equals("java"), situation.toString().contains("\"plain Java"));
    assertEquals(
        backend.equals("java"), situation.get("backend_reasons").toString().contains("blas: "));
    assertTrue(situation.get("threads").asInt() >= 1);
    assertEquals(Runtime.getRuntime().maxMemory(), situation.get("max_heap_bytes").asLong());
  }

  @Test
  void plainJavaIsThereWhateverElseIs() {
    Answer answer = Call.fit("ntk_lmm", SAMPLE).with("backend", "java").run().succeeded();
    assertEquals("java", answer.json().get("backend").asText());
    assertTrue(answer.json().get("backend_description").asText().contains("EJML"));
  }

  @Test
  void everyFitSaysWhichBackendAndWhyNotAFasterOne() {
    JsonNode situation = Call.parse(new Genontk().sitrep());
    JsonNode fit = Call.fit("ntk_lmm", SAMPLE).run().succeeded().json();
    for (String field : new String[] {"backend", "backend_description", "backend_reasons"}) {
      assertEquals(situation.get(field), fit.get(field));
    }
  }
}

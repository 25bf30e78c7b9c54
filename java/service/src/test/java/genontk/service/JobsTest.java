package genontk.service;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import genontk.error.BridgeFailed;
import genontk.service.Call.Answer;
import genontk.service.request.DataFields;
import genontk.service.request.Request;
import genontk.service.wire.Npy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.AbstractList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The life of a job: states, cancelling, closing, several at once, faults and files left. */
@Timeout(60)
class JobsTest {

  private static final Sample SMALL = Sample.of(30, 12, 8);

  @TempDir Path folder;

  private static String state(Genontk facade, String job) {
    return Call.parse(facade.status(job)).get("state").asText();
  }

  @Test
  void aJobIsOpenThenRunningThenDone() {
    Genontk facade = new Genontk();
    String job = Call.fit("ntk_lmm", SMALL).open(facade);
    assertEquals("open", state(facade, job));
    new Answer(Call.parse(facade.result(job)), facade, job).failed("BridgeFailed");
    facade.start(job);
    new Answer(Call.parse(facade.start(job)), facade, job).failed("BridgeFailed");
    Answer answer = Call.finish(facade, job).succeeded();
    assertEquals("done", state(facade, job));
    JsonNode status = Call.parse(facade.status(job));
    assertEquals(1, status.get("progress").asDouble());
    assertEquals(answer.json(), Call.parse(facade.result(job)), "a result may be read twice");
    new Answer(Call.parse(facade.start(job)), facade, job).failed("BridgeFailed");
    facade.takeMatrix(job, "people");
    assertThrows(BridgeFailed.class, () -> facade.takeMatrix(job, "people"));
    facade.takeBytes(job, "model");
    assertThrows(BridgeFailed.class, () -> facade.takeBytes(job, "model"));
  }

  @Test
  void aFailedJobSaysSo() {
    Genontk facade = new Genontk();
    Answer answer = Call.fit("ntk_lmm", SMALL).with("depth", 0).run(facade).failed("InvalidInput");
    assertEquals("failed", state(facade, answer.job()));
  }

  @Test
  void progressIsSeenOnTheWay() {
    Genontk facade = new Genontk();
    String job = Call.fit("ntk_krr", Sample.of(500, 40, 9)).open(facade);
    facade.start(job);
    Set<String> stages = new TreeSet<>();
    for (String state = "running"; state.equals("running"); state = state(facade, job)) {
      JsonNode status = Call.parse(facade.status(job));
      double progress = status.get("progress").asDouble();
      assertTrue(progress >= 0 && progress <= 1, status::toString);
      stages.add(status.get("stage").asText());
    }
    assertTrue(stages.size() > 2, stages::toString);
    Call.finish(facade, job).succeeded();
  }

  @Test
  void cancellingStopsAJobAndTheNextOneWorks() {
    Genontk facade = new Genontk();
    String job = Call.fit("ntk_krr", Sample.of(700, 40, 9)).open(facade);
    facade.start(job);
    Call.pause();
    assertEquals("{\"ok\":true}", facade.cancel(job));
    Call.finish(facade, job).failed("Cancelled");
    assertEquals("cancelled", state(facade, job));
    assertThrows(BridgeFailed.class, () -> facade.takeBytes(job, "model"));
    Call.fit("ntk_lmm", SMALL).run(facade).succeeded();
  }

  @Test
  void aJobCancelledBeforeItStartsNeverRuns() {
    Genontk facade = new Genontk();
    String job = Call.fit("ntk_lmm", SMALL).open(facade);
    facade.cancel(job);
    facade.start(job);
    Call.finish(facade, job).failed("Cancelled");
  }

  @Test
  void cancellingWhatIsDoneChangesNothing() {
    Genontk facade = new Genontk();
    Answer answer = Call.fit("ntk_lmm", SMALL).run(facade).succeeded();
    facade.cancel(answer.job());
    assertEquals("done", state(facade, answer.job()));
    assertEquals(30, answer.fitted().length);
  }

  @Test
  void closingAllWaitsForWhatStillComputes() {
    Genontk facade = new Genontk();
    String left = Call.fit("ntk_krr", Sample.of(700, 40, 9)).open(facade);
    String running = Call.fit("ntk_krr", Sample.of(700, 40, 9)).open(facade);
    Call.fit("ntk_krr", SMALL).open(facade);
    Set<Thread> before = threadsOfJobs();
    facade.start(left);
    facade.start(running);
    Call.pause();
    facade.close(left);
    assertEquals("{\"ok\":true}", facade.closeAll());
    Set<Thread> after = threadsOfJobs();
    after.removeAll(before);
    assertEquals(Set.of(), after);
    new Answer(Call.parse(facade.status(running)), facade, running).failed("BridgeFailed");
    Call.fit("ntk_lmm", SMALL).run(facade).succeeded();
  }

  private static Set<Thread> threadsOfJobs() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals(Job.THREAD))
        .collect(Collectors.toSet());
  }

  @Test
  void closingForgetsAndCancels() {
    Genontk facade = new Genontk();
    String job = Call.fit("ntk_krr", Sample.of(700, 40, 9)).open(facade);
    facade.start(job);
    assertEquals("{\"ok\":true}", facade.close(job));
    new Answer(Call.parse(facade.status(job)), facade, job).failed("BridgeFailed");
    assertEquals("{\"ok\":true}", facade.close(job));
    Answer done = Call.fit("ntk_lmm", SMALL).run(facade).succeeded();
    facade.close(done.job());
    assertThrows(BridgeFailed.class, () -> facade.takeMatrix(done.job(), "people"));
  }

  @Test
  void severalJobsAtOnceDoNotMixTheirMatrices() {
    Genontk facade = new Genontk();
    Sample[] samples = {
      Sample.of(90, 20, 1), Sample.of(80, 20, 2), Sample.of(70, 20, 3), Sample.of(60, 20, 4)
    };
    String[] jobs = new String[samples.length];
    for (int k = 0; k < jobs.length; k++) {
      jobs[k] = Call.fit("ntk_lmm", samples[k]).open(facade);
    }
    for (String job : jobs) {
      facade.start(job);
    }
    for (int k = 0; k < jobs.length; k++) {
      double[] together = Call.finish(facade, jobs[k]).succeeded().fitted();
      assertArrayEquals(Call.fit("ntk_lmm", samples[k]).run().succeeded().fitted(), together);
    }
  }

  /** A caller who waits for the end of a job sees it, whatever error occurred. */
  @Test
  void anErrorOfTheMachineEndsTheJobToo() throws IOException {
    for (Error error :
        new Error[] {
          new InternalError("a fault occurred in an unsafe memory access operation"),
          new NoClassDefFoundError("org/ejml/X"),
          new AssertionError("x"),
          new StackOverflowError(),
          new OutOfMemoryError("Java heap space")
        }) {
      Job job = new Job(requestThatThrows(error));
      job.exchange().put("y", new genontk.linalg.Matrix(new double[9], 9, 1));
      job.exchange().put("g", new genontk.linalg.Matrix(new double[9], 9, 1));
      job.start();
      for (int k = 0; k < 3000 && job.status().state().equals("running"); k++) {
        Call.pause();
      }
      assertEquals("failed", job.status().state(), error.toString());
      String type = Call.parse(job.result()).at("/error/type").asText();
      assertEquals(error instanceof OutOfMemoryError ? "OutOfMemory" : "BridgeFailed", type);
    }
  }

  /** Returns a request whose list of IDs throws when it is read. */
  private static Request requestThatThrows(Error error) throws IOException {
    String json =
        "{\"task\": \"ntk_lmm\", \"y\": {\"name\": \"y\"}, \"ids\": [\"a\"], \"genotypes\":"
            + " {\"values\": {\"name\": \"g\"}}}";
    Request plain = Request.read(json);
    List<String> ids =
        new AbstractList<>() {
          @Override
          public String get(int index) {
            throw error;
          }

          @Override
          public int size() {
            throw error;
          }
        };
    DataFields data = plain.data();
    return new Request(
        plain.job(),
        new DataFields(
            data.y(),
            data.yName(),
            data.yLevels(),
            ids,
            data.covariates(),
            null,
            null,
            null,
            null,
            null,
            null,
            null),
        plain.genotypes(),
        plain.snps(),
        plain.kernel(),
        plain.mixedModel(),
        plain.ridge(),
        plain.computing(),
        plain.comparison(),
        plain.convergence(),
        plain.prediction(),
        plain.files(),
        plain.simulation());
  }

  private Set<String> left() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return new TreeSet<>(
          files.filter(Files::isRegularFile).map(f -> f.getFileName().toString()).toList());
    }
  }

  private Call delivered(Sample sample) {
    return Call.fit("ntk_lmm", sample).with("delivery", "npy").with("folder", folder.toString());
  }

  @Test
  void onlyWhatIsDeliveredIsLeftInTheFolder() throws IOException {
    Answer answer = delivered(SMALL).run().succeeded();
    assertEquals(
        Set.of(
            "people.npy",
            "fixed_effects_covariance.npy",
            "variance_components_covariance.npy",
            "random_effects.npy",
            "model.genontk"),
        left());
    assertThrows(BridgeFailed.class, () -> answer.facade().takeMatrix(answer.job(), "people"));
    assertArrayEquals(
        Call.fit("ntk_lmm", SMALL).run().succeeded().fitted(),
        Npy.read(folder.resolve("people.npy")).columnValues(0));
  }

  @Test
  void predictionsAreDeliveredAsFilesToo() throws IOException {
    byte[] model = Call.fit("ntk_lmm", SMALL).run().succeeded().model();
    Call call =
        Call.task("predict")
            .model(model)
            .with("ids", SMALL.ids())
            .covariates(SMALL.design(), SMALL.terms())
            .genotypes(SMALL.genotypes(), SMALL.ids(), SMALL.snps());
    double[] expected = call.run().succeeded().columns("prediction")[0];
    call.with("delivery", "npy").with("folder", folder.toString()).run().succeeded();
    assertEquals(Set.of("prediction.npy"), left());
    assertArrayEquals(expected, Npy.read(folder.resolve("prediction.npy")).toArray());
  }

  @Test
  void nothingIsLeftByARequestThatFailsOrIsCancelled() throws IOException {
    delivered(SMALL).with("depth", 0).fails("InvalidInput");
    delivered(SMALL).matrix("y", new double[30][1]).fails("InvalidInput");
    Genontk facade = new Genontk();
    String job = delivered(Sample.of(600, 40, 9)).open(facade);
    facade.start(job);
    facade.cancel(job);
    Call.finish(facade, job).failed("Cancelled");
    assertEquals(Set.of(), left());
  }

  @Test
  void aFolderThatIsNotThereIsRefused() throws IOException {
    delivered(SMALL).with("folder", folder.resolve("absent").toString()).fails("InvalidInput");
    delivered(SMALL).without("folder").fails("InvalidInput");
    Path file = Files.createFile(folder.resolve("file"));
    delivered(SMALL).with("folder", file.toString()).fails("InvalidInput");
  }

  @Test
  void aFolderThatVanishesIsTheBridgesFault() throws IOException {
    Path vanishing = Files.createDirectory(folder.resolve("vanishing"));
    Genontk facade = new Genontk();
    String job = delivered(SMALL).with("folder", vanishing.toString()).open(facade);
    Files.delete(vanishing);
    facade.start(job);
    Call.finish(facade, job).failed("BridgeFailed");
    assertTrue(Files.notExists(vanishing));
  }
}

package genontk.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Builds and runs a request as a front end does: by the strings and arrays of the facade. */
final class Call {

  static final ObjectMapper JSON = new ObjectMapper();

  private final ObjectNode request = JSON.createObjectNode();
  private final Map<String, double[][]> matrices = new LinkedHashMap<>();
  private byte[] model;

  private Call(String task) {
    request.put("task", task);
  }

  static Call task(String task) {
    return new Call(task);
  }

  /**
   * Returns a call of the task on the sample: y, IDs, genotypes, an intercept, two covariates and
   * the NTK as only kernel.
   */
  static Call fit(String task, Sample sample) {
    return task(task)
        .with("kernel", "ntk")
        .matrix("y", Sample.column(sample.y()))
        .with("ids", sample.ids())
        .covariates(sample.design(), sample.terms())
        .genotypes(sample.genotypes(), sample.ids(), sample.snps());
  }

  Call with(String field, Object value) {
    request.set(field, JSON.valueToTree(value));
    return this;
  }

  Call without(String field) {
    request.remove(field);
    return this;
  }

  Call matrix(String field, double[][] values) {
    return with(field, reference(field, values));
  }

  private Map<String, Object> reference(String name, double[][] values) {
    matrices.put(name, values);
    return Map.of("name", name);
  }

  Call covariates(double[][] values, List<String> names) {
    return with("covariates", Map.of("values", reference("covariates", values), "names", names));
  }

  Call genotypes(double[][] values, List<String> ids, List<String> snps) {
    Map<String, Object> genotypes = new LinkedHashMap<>();
    genotypes.put("values", reference("genotypes", values));
    genotypes.put("ids", ids);
    genotypes.put("snps", snps);
    return with("genotypes", genotypes);
  }

  Call bed(Path bed) {
    return with("genotypes", Map.of("bed", bed.toString()));
  }

  Call kernel(double[][] values, List<String> ids) {
    Map<String, Object> kernel = new LinkedHashMap<>();
    kernel.put("values", reference("kernel", values));
    kernel.put("ids", ids);
    return with("kernel", kernel);
  }

  /** Gives kernels of the user's own, each under its name. */
  Call kernels(Map<String, double[][]> kernels, List<String> ids) {
    List<Object> components = new ArrayList<>();
    kernels.forEach(
        (name, values) -> {
          Map<String, Object> kernel = new LinkedHashMap<>();
          kernel.put("values", reference(name, values));
          kernel.put("ids", ids);
          components.add(Map.of("name", name, "kernel", kernel));
        });
    return with("kernel", Map.of("components", components));
  }

  /** Hands over the genotypes of the people in a kernel's columns. */
  Call genotypes2(Sample sample) {
    return with(
        "genotypes2",
        Map.of(
            "values",
            reference("genotypes2", sample.genotypes()),
            "ids",
            sample.ids(),
            "snps",
            sample.snps()));
  }

  Call model(byte[] bytes) {
    model = bytes;
    return with("model", Map.of("name", "model"));
  }

  /** Opens the job without starting it and returns its name. */
  String open(Genontk facade) {
    JsonNode opened = parse(facade.open(request.toString()));
    assertTrue(opened.has("job"), opened::toString);
    String job = opened.get("job").asText();
    matrices.forEach(
        (name, values) -> {
          int columns = values.length == 0 ? 0 : values[0].length;
          accepted(facade.putMatrix(job, name, Sample.flat(values), values.length, columns));
        });
    if (model != null) {
      accepted(facade.putBytes(job, "model", model));
    }
    return job;
  }

  private static void accepted(String answer) {
    assertEquals("{\"ok\":true}", answer);
  }

  /** Runs the request to its end in a facade of its own. */
  Answer run() {
    return run(new Genontk());
  }

  Answer run(Genontk facade) {
    JsonNode opened = parse(facade.open(request.toString()));
    if (opened.has("error")) {
      return new Answer(opened, facade, null);
    }
    facade.close(opened.get("job").asText());
    String job = open(facade);
    accepted(facade.start(job));
    return finish(facade, job);
  }

  /** Waits for the end of a job that was started and returns its answer. */
  static Answer finish(Genontk facade, String job) {
    for (int k = 0; k < 60_000; k++) {
      String state = parse(facade.status(job)).get("state").asText();
      if (!state.equals("running") && !state.equals("open")) {
        return new Answer(parse(facade.result(job)), facade, job);
      }
      pause();
    }
    throw new AssertionError("The job did not end: " + facade.status(job));
  }

  static void pause() {
    try {
      Thread.sleep(1);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** Runs the request, which must fail with that type. */
  Answer fails(String type) {
    return run().failed(type);
  }

  static JsonNode parse(String json) {
    try {
      return JSON.readTree(json);
    } catch (JsonProcessingException e) {
      throw new AssertionError("no JSON: " + json, e);
    }
  }

  /** The answer of a job; its matrices can still be taken. */
  record Answer(JsonNode json, Genontk facade, String job) {

    Answer succeeded() {
      assertTrue(!json.has("error"), () -> json.toString());
      return this;
    }

    Answer failed(String type) {
      assertTrue(json.has("error"), () -> "no error: " + json.toString());
      assertEquals(type, json.at("/error/type").asText(), () -> json.at("/error").toString());
      String message = json.at("/error/message").asText();
      assertTrue(message.length() > 20 && message.contains(" "), message);
      return this;
    }

    String message() {
      return json.at("/error/message").asText();
    }

    List<String> texts(String path) {
      List<String> texts = new ArrayList<>();
      json.at(path).forEach(node -> texts.add(node.isNull() ? null : node.asText()));
      return texts;
    }

    double[] numbers(String path) {
      JsonNode array = json.at(path);
      assertTrue(array.isArray(), path);
      double[] numbers = new double[array.size()];
      for (int i = 0; i < numbers.length; i++) {
        numbers[i] = array.get(i).isNull() ? Double.NaN : array.get(i).asDouble();
      }
      return numbers;
    }

    double number(String path) {
      assertTrue(json.at(path).isNumber(), path);
      return json.at(path).asDouble();
    }

    /** Takes a matrix and returns its columns. */
    double[][] columns(String name) {
      int rows = json.at("/matrices/" + name + "/rows").asInt();
      double[] flat = facade.takeMatrix(job, name);
      double[][] columns = new double[rows == 0 ? 0 : flat.length / rows][rows];
      for (int j = 0; j < columns.length; j++) {
        System.arraycopy(flat, j * rows, columns[j], 0, rows);
      }
      return columns;
    }

    /** Takes a matrix and returns its rows. */
    double[][] rows(String name) {
      return Sample.transpose(columns(name));
    }

    double[] fitted() {
      return columns("people")[0];
    }

    byte[] model() {
      return facade.takeBytes(job, json.at("/model").asText());
    }

    boolean says(String text) {
      return texts("/messages").stream().anyMatch(message -> message.contains(text));
    }
  }
}

import genontk.service.Genontk;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Fits by Java alone, when asked as serve.py is: {@code java -cp JARS Bridge.java FOLDER}. */
class Bridge {
  private static final int WARM_RUNS = 3;

  public static void main(String[] arguments) throws Exception {
    Genontk genontk = new Genontk();
    System.out.println("{\"description\": \"Java alone\"}");
    BufferedReader lines = new BufferedReader(new InputStreamReader(System.in));
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      String[] words = line.split(" ");
      String answer = "{}";
      if (!words[0].equals("forget")) {
        String request = Files.readString(Path.of(arguments[0], words[1], "request.json"));
        for (int run = 0; words[0].equals("prepare") && run < WARM_RUNS; run++) {
          clear(Path.of(arguments[0], words[1], "result"));
          fit(genontk, request);
        }
        if (words[0].equals("time")) {
          clear(Path.of(arguments[0], words[1], "result"));
          long begin = System.nanoTime();
          fit(genontk, request);
          answer = "{\"seconds\": [" + (System.nanoTime() - begin) / 1e9 + "]}";
        }
      }
      System.out.println(answer);
    }
  }

  /** Deletes what the last fit delivered, as a bridge does: to write over it would take longer. */
  private static void clear(Path folder) throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        Files.delete(file);
      }
    }
  }

  private static void fit(Genontk genontk, String request) throws InterruptedException {
    String job = genontk.open(request).replaceAll(".*\"job\"\\s*:\\s*\"(\\w+)\".*", "$1");
    genontk.start(job);
    while (genontk.status(job).matches("(?s).*\"(open|running)\".*")) {
      Thread.sleep(1);
    }
    String result = genontk.result(job);
    if (result.startsWith("{\"error\"")) {
      throw new IllegalStateException(result);
    }
    genontk.close(job);
  }
}

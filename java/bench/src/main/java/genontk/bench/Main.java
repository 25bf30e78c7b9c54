package genontk.bench;

import genontk.linalg.Matrix;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Times pieces of {@link Work}: {@code Main BACKEND THREADS FOLDER [WORK ...]}.
 *
 * <p>With named work it warms up, times each {@value #REPEATS} times and prints a line of JSON with
 * all times and the least. Without, it reads lines from standard input and answers each with one
 * line, so that its caller can time other packages in turn:
 *
 * <ul>
 *   <li>{@code prepare WORK} makes the inputs and warms up; inputs and result are written into the
 *       folder as .npy files;
 *   <li>{@code time WORK} runs what was prepared, short work over and over for a moment;
 *   <li>{@code forget} drops all that was prepared.
 * </ul>
 */
public final class Main {

  private static final int REPEATS = 3;
  private static final int WARM_RUNS = 3;
  private static final double WARM_SECONDS = 2;
  private static final double MOMENT_SECONDS = 0.2;

  private final Machine machine;
  private final Path folder;
  private final Map<String, Work> prepared = new HashMap<>();

  private Main(Machine machine, Path folder) {
    this.machine = machine;
    this.folder = folder;
  }

  /**
   * Times the named work, or serves standard input.
   *
   * @throws IOException if a file cannot be written
   */
  public static void main(String[] arguments) throws IOException {
    Machine machine = Machine.of(arguments[0], Integer.parseInt(arguments[1]));
    Main main = new Main(machine, Path.of(arguments[2]));
    if (arguments.length > 3) {
      for (int i = 3; i < arguments.length; i++) {
        main.prepare(arguments[i]);
        System.out.println(main.times(arguments[i], REPEATS, 0));
        main.prepared.clear();
      }
    } else {
      System.out.println("{\"description\": \"" + machine.algebra().description() + "\"}");
      main.serve();
    }
  }

  private void serve() throws IOException {
    BufferedReader lines =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      String[] words = line.split(" ");
      String answer = "{}";
      switch (words[0]) {
        case "prepare" -> prepare(words[1]);
        case "time" -> answer = times(words[1], 1, MOMENT_SECONDS);
        default -> prepared.clear();
      }
      System.out.println(answer);
    }
  }

  /**
   * Makes the inputs and warms up: from their second call on, users have compiled code and touched
   * memory.
   */
  private void prepare(String name) throws IOException {
    Work work = Work.named(name, machine);
    double spent = 0;
    for (int run = 0; run < WARM_RUNS || spent < WARM_SECONDS; run++) {
      spent += seconds(work);
    }
    for (Map.Entry<String, Matrix> input : work.inputs().entrySet()) {
      Npy.write(input.getValue(), folder.resolve(input.getKey() + ".npy"));
    }
    work.prepare();
    Matrix result = work.run();
    if (result != null) {
      Npy.write(result, folder.resolve(name + ".npy"));
    }
    prepared.put(name, work);
  }

  private static double seconds(Work work) {
    work.prepare();
    long begin = System.nanoTime();
    work.run();
    return (System.nanoTime() - begin) / 1e9;
  }

  /** Runs the work at least {@code repeats} times and for at least {@code least} seconds. */
  private String times(String name, int repeats, double least) {
    List<Double> seconds = new ArrayList<>();
    double spent = 0;
    while (seconds.size() < repeats || spent < least) {
      seconds.add(seconds(prepared.get(name)));
      spent += seconds.get(seconds.size() - 1);
    }
    return String.format(
        Locale.ROOT,
        "{\"work\": \"%s\", \"seconds\": %s, \"least\": %.6f}",
        name,
        seconds,
        Collections.min(seconds));
  }
}

import genontk.service.Genontk;
import java.nio.file.Files;
import java.nio.file.Path;

/** Sends requests to the facade, as R and Python do: {@code java -cp JARS Run.java REQUEST RESULT ...}. */
class Run {
  public static void main(String[] arguments) throws Exception {
    Genontk genontk = new Genontk();
    for (int i = 0; i < arguments.length; i += 2) {
      String opened = genontk.open(Files.readString(Path.of(arguments[i])));
      String job = opened.replaceAll(".*\"job\"\\s*:\\s*\"(\\w+)\".*", "$1");
      genontk.start(job);
      while (genontk.status(job).matches("(?s).*\"(open|running)\".*")) {
        Thread.sleep(5);
      }
      Files.writeString(Path.of(arguments[i + 1]), genontk.result(job));
      genontk.close(job);
    }
  }
}

package genontk.service.model;

import genontk.error.BridgeFailed;
import genontk.error.InvalidInput;
import genontk.linalg.LinearAlgebra;
import genontk.run.Execution;
import genontk.service.request.Exchange;
import genontk.service.request.Request;
import genontk.service.request.Task;
import genontk.service.result.FitAccount;
import genontk.service.wire.Archive;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/** The task save_model: writes a fitted model to a file that R, Python and Java read. */
public record SaveTask(
    Request request, Exchange exchange, LinearAlgebra algebra, Execution execution)
    implements Task {

  private static final int BUFFER = 1 << 18;

  /**
   * The file that was written.
   *
   * @param path path of the file
   * @param bytes number of bytes
   * @param holdsGenotypes whether it holds the training people's genotypes
   * @param holdsIds whether it holds their IDs
   */
  record Result(String path, long bytes, boolean holdsGenotypes, boolean holdsIds) {}

  @Override
  public Result run() {
    if (request.files().path() == null || request.files().path().isBlank()) {
      throw new InvalidInput("path is empty; give the path of the file to write.");
    }
    byte[] given = exchange.model(request.prediction().model());
    FittedModel model = ModelReader.read(given);
    FitAccount account = ModelReader.account(given).with(request.files().design());
    boolean onlyEffects = request.files().effectsOnly();
    boolean anonymous = onlyEffects || !request.files().keepIds();
    FittedModel.Summary summary = anonymous ? model.summary().withoutPeople() : model.summary();
    FitAccount kept = anonymous ? account.withoutPeople() : account;
    double[] effects = onlyEffects ? SnpEffects.of(model, algebra, execution) : null;
    Path target = Exchange.path(request.files().path());
    long bytes =
        write(
            target,
            out -> {
              if (onlyEffects) {
                ModelFile.writeEffects(given, summary, kept, effects, out);
              } else {
                ModelFile.rewrite(given, summary, kept, out);
              }
            });
    return new Result(
        target.toString(), bytes, !onlyEffects && model.needsGenotypes(), summary.people() != null);
  }

  /**
   * Writes a file beside the target, then moves it there: a reader meanwhile finds the old file or
   * the new one. Java deletes the unfinished file when it ends, also after Python was killed.
   *
   * @return the number of bytes
   */
  private static long write(Path target, Archive.Content content) {
    if (Files.isDirectory(target)) {
      throw InvalidInput.of("'%s' is a folder; give the path of a file.", target);
    }
    Path part = target.resolveSibling("." + target.getFileName() + "." + UUID.randomUUID());
    part.toFile().deleteOnExit();
    try {
      try (FileChannel channel =
          FileChannel.open(part, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
        OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel), BUFFER);
        content.write(out);
        out.flush();
        channel.force(true);
      }
      long bytes = Files.size(part);
      Files.move(part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      return bytes;
    } catch (IOException e) {
      forget(part, e);
      throw InvalidInput.of(
          e,
          "'%s' could not be written (%s); give a folder that exists, that you may write to and"
              + " that has room.",
          target,
          e);
    }
  }

  private static void forget(Path part, IOException cause) {
    try {
      Files.deleteIfExists(part);
    } catch (IOException e) {
      cause.addSuppressed(e);
      throw BridgeFailed.of(cause, "'%s' was left behind and could not be deleted.", part);
    }
  }
}

package genontk.service.model;

import genontk.error.InvalidInput;
import genontk.linalg.LinearAlgebra;
import genontk.linalg.Matrix;
import genontk.run.Execution;
import genontk.service.request.Exchange;
import genontk.service.request.Request;
import genontk.service.request.Task;
import genontk.service.result.FitAccount;
import genontk.service.wire.WholeFile;
import java.nio.file.Path;

/** The task save_model: writes a fitted model to a file that R, Python and Java read. */
public record SaveTask(
    Request request, Exchange exchange, LinearAlgebra algebra, Execution execution)
    implements Task {

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
    Matrix effects = onlyEffects ? SnpEffects.of(model, algebra, execution) : null;
    Path target = Exchange.path(request.files().path());
    long bytes =
        WholeFile.write(
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
}

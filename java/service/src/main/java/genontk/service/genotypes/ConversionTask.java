package genontk.service.genotypes;

import genontk.error.InvalidInput;
import genontk.genotype.Conversion;
import genontk.service.request.Exchange;
import genontk.service.request.Request;
import genontk.service.request.Task;
import java.util.List;

/** The task conversion: the plink2 command that makes a .bed of a file. The caller runs it. */
public record ConversionTask(Request request) implements Task {

  /** The arguments of plink2 without --out, the line for a shell, and the name of the result. */
  record Result(List<String> arguments, String command, String stem) {}

  @Override
  public Result run() {
    String path = request.files().paths() == null ? null : request.files().paths().get(0);
    Conversion conversion = path == null ? null : Conversion.of(Exchange.path(path));
    if (conversion == null) {
      throw InvalidInput.of(
          "'%s' cannot be converted; allowed are .vcf, .vcf.gz, .bcf, .bgen and .pgen.", path);
    }
    return new Result(conversion.arguments(), conversion.command(), conversion.stem());
  }
}

package genontk.service;

/** The people of a fit and new people, and the calls that fit and predict them. */
final class NewPeopleSample {

  private NewPeopleSample() {}

  static final Sample ALL = Sample.of(56, 24, 5);
  static final Sample TRAINING = ALL.people(Sample.range(0, 44));
  static final Sample FRESH = ALL.people(Sample.range(44, 56));

  static Call predict(byte[] model, Sample sample) {
    return Call.task("predict")
        .model(model)
        .with("ids", sample.ids())
        .covariates(sample.design(), sample.terms())
        .genotypes(sample.genotypes(), sample.ids(), sample.snps());
  }

  static double[] prediction(Call call) {
    return call.run().succeeded().columns("prediction")[0];
  }

  static Call fit(String kernel) {
    return Call.fit("ntk_lmm", TRAINING).with("kernel", kernel);
  }

  static byte[] model(String kernel) {
    return fit(kernel).run().succeeded().model();
  }

  /** Returns X* X' / p, centred by the training means. */
  static double[][] cross() {
    return product(FRESH, TRAINING);
  }

  static double[][] product(Sample rows, Sample columns) {
    double[] means = TRAINING.means();
    double[][] product = new double[rows.y().length][columns.y().length];
    for (int i = 0; i < product.length; i++) {
      for (int k = 0; k < product[0].length; k++) {
        for (int j = 0; j < 24; j++) {
          product[i][k] +=
              (rows.genotypes()[i][j] - means[j]) * (columns.genotypes()[k][j] - means[j]) / 24;
        }
      }
    }
    return product;
  }
}

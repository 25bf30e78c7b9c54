package genontk.genotype;

import java.util.Arrays;

/** Some of the people and SNPs of other genotypes. */
final class SelectedGenotypes implements Genotypes {

  private final Genotypes source;
  private final int[] rows;
  private final int[] columns;
  private final GenotypeLabels labels;

  SelectedGenotypes(Genotypes source, int[] rows, int[] columns) {
    this.source = source;
    this.rows = rows;
    this.columns = columns;
    this.labels = source.labels().select(rows, columns);
  }

  @Override
  public GenotypeLabels labels() {
    return labels;
  }

  @Override
  public void read(int snp, double[] values) {
    source.read(columns[snp], rows, values, 0);
  }

  @Override
  public void read(int snp, int[] people, double[] out, int start) {
    int[] some = Arrays.stream(people).map(i -> rows[i]).toArray();
    source.read(columns[snp], some, out, start);
  }
}

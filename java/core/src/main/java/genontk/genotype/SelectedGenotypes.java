package genontk.genotype;

import java.util.Arrays;
import java.util.List;

/** Some of the people and SNPs of other genotypes. */
final class SelectedGenotypes implements Genotypes {

  private final Genotypes source;
  private final int[] rows;
  private final int[] columns;
  private final List<String> ids;
  private final List<Sex> sexes;
  private final List<Snp> snps;

  SelectedGenotypes(Genotypes source, int[] rows, int[] columns) {
    this.source = source;
    this.rows = rows;
    this.columns = columns;
    this.ids = pick(source.ids(), rows);
    this.sexes = pick(source.sexes(), rows);
    this.snps = pick(source.snps(), columns);
  }

  /** Returns the entries at these places, or null for null. */
  static <T> List<T> pick(List<T> all, int[] places) {
    return all == null ? null : Arrays.stream(places).mapToObj(all::get).toList();
  }

  @Override
  public int people() {
    return rows.length;
  }

  @Override
  public List<String> ids() {
    return ids;
  }

  @Override
  public List<Sex> sexes() {
    return sexes;
  }

  @Override
  public List<Snp> snps() {
    return snps;
  }

  @Override
  public boolean hasSnpNames() {
    return source.hasSnpNames();
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

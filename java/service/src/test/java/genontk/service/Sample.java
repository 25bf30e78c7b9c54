package genontk.service;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * People with a trait, a design (intercept, age, sex) and genotypes; a seed always gives the same
 * sample.
 */
record Sample(
    List<String> ids,
    double[] y,
    double[][] design,
    List<String> terms,
    double[][] genotypes,
    List<String> snps) {

  static Sample of(int n, int p, long seed) {
    Random random = new Random(seed);
    double[][] genotypes = new double[n][p];
    double[] effects = new double[p];
    for (int j = 0; j < p; j++) {
      double frequency = 0.2 + 0.6 * random.nextDouble();
      effects[j] = random.nextGaussian() / Math.sqrt(p);
      for (int i = 0; i < n; i++) {
        genotypes[i][j] =
            (random.nextDouble() < frequency ? 1 : 0) + (random.nextDouble() < frequency ? 1 : 0);
      }
    }
    double[][] design = new double[n][];
    double[] y = new double[n];
    for (int i = 0; i < n; i++) {
      design[i] = new double[] {1, 40 + 10 * random.nextGaussian(), i % 2};
      y[i] = 3 + 0.02 * design[i][1] + 0.5 * design[i][2] + 1.3 * random.nextGaussian();
      for (int j = 0; j < p; j++) {
        y[i] += effects[j] * genotypes[i][j];
      }
    }
    return new Sample(
        names("P", n), y, design, List.of("(Intercept)", "age", "sex"), genotypes, names("s", p));
  }

  static List<String> names(String prefix, int count) {
    return IntStream.rangeClosed(1, count).mapToObj(i -> prefix + i).toList();
  }

  static double[][] column(double... values) {
    return Arrays.stream(values).mapToObj(value -> new double[] {value}).toArray(double[][]::new);
  }

  static double[] flat(double[][] rows) {
    int columns = rows.length == 0 ? 0 : rows[0].length;
    double[] flat = new double[rows.length * columns];
    for (int j = 0; j < columns; j++) {
      for (int i = 0; i < rows.length; i++) {
        flat[i + j * rows.length] = rows[i][j];
      }
    }
    return flat;
  }

  static double[][] rows(double[][] values, int... rows) {
    return Arrays.stream(rows).mapToObj(i -> values[i].clone()).toArray(double[][]::new);
  }

  static double[] select(double[] values, int... rows) {
    return Arrays.stream(rows).mapToDouble(i -> values[i]).toArray();
  }

  static <T> List<T> select(List<T> values, int... rows) {
    List<T> selected = new ArrayList<>();
    Arrays.stream(rows).forEach(i -> selected.add(values.get(i)));
    return selected;
  }

  Sample people(int... rows) {
    return new Sample(
        select(ids, rows), select(y, rows), rows(design, rows), terms, rows(genotypes, rows), snps);
  }

  static int[] range(int from, int to) {
    return IntStream.range(from, to).toArray();
  }

  static double[][] copy(double[][] values) {
    return rows(values, range(0, values.length));
  }

  /** Returns XX'/p of the centred genotypes. */
  double[][] additiveKernel() {
    int n = genotypes.length;
    int p = genotypes[0].length;
    double[][] kernel = new double[n][n];
    double[] means = means();
    for (int i = 0; i < n; i++) {
      for (int k = 0; k < n; k++) {
        for (int j = 0; j < p; j++) {
          kernel[i][k] += (genotypes[i][j] - means[j]) * (genotypes[k][j] - means[j]) / p;
        }
      }
    }
    return kernel;
  }

  double[] means() {
    double[] means = new double[genotypes[0].length];
    for (double[] row : genotypes) {
      for (int j = 0; j < means.length; j++) {
        means[j] += row[j] / genotypes.length;
      }
    }
    return means;
  }

  /** Writes the genotypes as a PLINK fileset, alleles A/G, or G/A where flipped. */
  Path plink(Path folder, String name, int... flipped) throws IOException {
    int n = genotypes.length;
    ByteArrayOutputStream bed = new ByteArrayOutputStream();
    bed.write(new byte[] {0x6c, 0x1b, 1});
    StringBuilder bim = new StringBuilder();
    StringBuilder fam = new StringBuilder();
    for (int j = 0; j < snps.size(); j++) {
      int snp = j;
      boolean flip = Arrays.stream(flipped).anyMatch(f -> f == snp);
      byte[] column = new byte[(n + 3) / 4];
      for (int i = 0; i < n; i++) {
        double copies = flip ? 2 - genotypes[i][j] : genotypes[i][j];
        int code = Double.isNaN(copies) ? 1 : copies == 2 ? 0 : copies == 1 ? 2 : 3;
        column[i / 4] |= (byte) (code << (2 * (i % 4)));
      }
      bed.write(column);
      bim.append("1 " + snps.get(j) + " 0 " + (j + 1) + (flip ? " G A\n" : " A G\n"));
    }
    for (String id : ids) {
      fam.append("F " + id + " 0 0 0 -9\n");
    }
    Path path = folder.resolve(name + ".bed");
    Files.write(path, bed.toByteArray());
    Files.writeString(folder.resolve(name + ".bim"), bim);
    Files.writeString(folder.resolve(name + ".fam"), fam);
    return path;
  }

  /** Returns the inverse of a matrix, by Gauss-Jordan elimination. */
  static double[][] inverse(double[][] a) {
    int n = a.length;
    double[][] work = new double[n][2 * n];
    for (int i = 0; i < n; i++) {
      System.arraycopy(a[i], 0, work[i], 0, n);
      work[i][n + i] = 1;
    }
    for (int k = 0; k < n; k++) {
      int pivot = k;
      for (int i = k; i < n; i++) {
        pivot = Math.abs(work[i][k]) > Math.abs(work[pivot][k]) ? i : pivot;
      }
      double[] row = work[pivot];
      work[pivot] = work[k];
      work[k] = row;
      double divisor = row[k];
      for (int j = 0; j < 2 * n; j++) {
        row[j] /= divisor;
      }
      for (int i = 0; i < n; i++) {
        double factor = i == k ? 0 : work[i][k];
        for (int j = 0; j < 2 * n; j++) {
          work[i][j] -= factor * row[j];
        }
      }
    }
    return Arrays.stream(work).map(r -> Arrays.copyOfRange(r, n, 2 * n)).toArray(double[][]::new);
  }

  static double[][] times(double[][] a, double[][] b) {
    double[][] c = new double[a.length][b[0].length];
    for (int i = 0; i < a.length; i++) {
      for (int k = 0; k < b.length; k++) {
        for (int j = 0; j < b[0].length; j++) {
          c[i][j] += a[i][k] * b[k][j];
        }
      }
    }
    return c;
  }

  static double[][] transpose(double[][] a) {
    double[][] t = new double[a[0].length][a.length];
    for (int i = 0; i < a.length; i++) {
      for (int j = 0; j < a[0].length; j++) {
        t[j][i] = a[i][j];
      }
    }
    return t;
  }
}

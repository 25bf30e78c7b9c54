package genontk.genotype;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** PLINK filesets written byte by byte for tests. */
final class PlinkFiles {

  private PlinkFiles() {}

  /** Writes a fileset with the given name; {@code body} follows the header 6c 1b 01. */
  static Path write(Path folder, String name, int[] body, String fam, String bim)
      throws IOException {
    int[] whole = new int[3 + body.length];
    whole[0] = 0x6c;
    whole[1] = 0x1b;
    whole[2] = 1;
    System.arraycopy(body, 0, whole, 3, body.length);
    Path bed = folder.resolve(name + ".bed");
    Files.write(bed, bytes(whole));
    Files.writeString(folder.resolve(name + ".fam"), fam);
    Files.writeString(folder.resolve(name + ".bim"), bim);
    return bed;
  }

  static byte[] bytes(int... values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return bytes;
  }

  /** Returns a .fam of n people P1, P2, ... in the families F1, F2, ... */
  static String fam(int n) {
    StringBuilder fam = new StringBuilder();
    for (int i = 1; i <= n; i++) {
      fam.append("F" + i + " P" + i + " 0 0 1 -9\n");
    }
    return fam.toString();
  }

  /** Returns a .bim of p SNPs s1, s2, ... */
  static String bim(int p) {
    StringBuilder bim = new StringBuilder();
    for (int j = 1; j <= p; j++) {
      bim.append("1\ts" + j + "\t0\t" + 100 * j + "\tA\tG\n");
    }
    return bim.toString();
  }
}

package genontk.genotype;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import genontk.error.InvalidInput;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TableHeaderTest {

  @TempDir Path folder;

  private PersonTable read(String name, String text) throws IOException {
    return PersonTable.read(Files.writeString(folder.resolve(name), text));
  }

  private String refused(String name, String text) {
    return assertThrows(InvalidInput.class, () -> read(name, text)).getMessage();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "fid iid height\nf 007 1.5\nf 008 NA\n",
        "Fid Iid height\nf 007 1.5\nf 008 NA\n",
        "ID height\n007 1.5\n008 NA\n",
        "id\theight\n007\t1.5\n008\t\n",
        "#ID height\n007 1.5\n008 NA\n",
        "# FID IID height\nf 007 1.5\nf 008 NA\n",
        "\"FID\" \"IID\" \"height\"\n\"f\" \"007\" 1.5\n\"f\" \"008\" NA\n",
        "\"FID\"\t\"IID\"\t\"height\"\n\"f\"\t\"007\"\t\"1.5\"\n\"f\"\t\"008\"\t\"\"\n",
        "FID IID\theight\nf 007\t1.5\nf 008\tNA\n",
        "FID\tIID\theight\nf 007 1.5\nf 008 NA\n",
        "FID IID height\nf\t007\t1.5\nf\t008\tNA\n",
        "height IID\n1.5 007\nNA 008\n",
        "height,FID,IID\n1.5,f,007\n,f,008\n",
        "FID;IID;height\nf;007;1.5\nf;008;\n",
        "IID, height\n007, 1.5\n008, NA\n",
        "\"\",\"IID\",\"height\"\n\"1\",\"007\",1.5\n\"2\",\"008\",NA\n",
        ",IID,height\n0,007,1.5\n1,008,\n",
        "FID\tIID\theight\t\nf\t007\t1.5\t\nf\t008\t\t\n",
        "FID\tIID\theight\nf\t007\t1.5\t\nf\t008\tNA\n",
        "   FID    IID   height\n     f    007      1.5\n     f    008       -9\n",
        "## written today\nFID IID height\nf 007 1.5\n\nf 008 NA\n",
        "# ID of the person\n#FID IID height\nf 007 1.5\nf 008 NA",
        "FID IID height\r\nf 007 1.5\r\nf 008 NA\r\n",
        "\uFEFFFID,IID,height\r\nf,007,1.5\r\nf,008,\r\n,,\r\n"
      })
  void everyHeaderIsRead(String text) throws IOException {
    for (String name : List.of("a.txt", "a.csv", "a.tsv", "pheno")) {
      PersonTable table = read(name, text);
      assertEquals(List.of("007", "008"), table.ids());
      assertEquals("height", table.columns().get(0).name());
      assertArrayEquals(new double[] {1.5, Double.NaN}, table.columns().get(0).numbers());
      assertEquals(1, table.columns().size());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "family person height\nf1 a 1.5\nf2 b 2\n",
        "sample height\na 1.5\nb 2\n",
        "sample_id,height\na,1.5\nb,2\n",
        "Individual;height\na;1.5\nb;2\n",
        "family sample\nf1 a\nf2 b\n",
        "pig litter weight\nf1 a 1.5\nf2 b 2\n",
        "kind spot colour\nf1 a red\nf2 b blue\nf3 c red\nf4 d blue\n",
        "FID height\nf1 1.5\nf2 2\n",
        "#sample height\na 1.5\nb 2\n",
        "# kin pig weight\nf1 a 1.5\nf2 b 2\n"
      })
  void aHeaderWithoutIidIsRefusedAndNeverAPerson(String text) {
    for (String name : List.of("a.txt", "a.csv")) {
      String message = refused(name, text);
      assertTrue(message.contains("line 1") && message.contains("FID IID height"), message);
    }
    assertTrue(refused("a.fam", text).contains("a.fam"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "FID IID y\nf a 1\nFID IID y\nf b 2\n",
        "FID IID y\nf a 1\n#FID IID y\nf b 2\n",
        "f a 1\nFID IID y\nf b 2\n",
        "FID IID y\n1 f a 1\n2 f b 2\n",
        "FID IID y\n",
        "FID,IID,y,\nf,a,1,2\nf,b,1,3\n",
        "FID,IID,,y\nf,a,1,2\nf,b,1,3\n",
        "FID,IID,y\nf,,1\nf,b,2\n",
        "FID IID y\nf a 1\nf NA 2\n",
        "fid FID IID y\na b c 1\n",
        "FID ID iid iid\na b c 1\n",
        "FID,IID,y\nf,\"a,1\nf,b,2\n",
        "IID IID y\na b 1\n",
        "a\nb\n",
        "\u0001\n",
        "\"\" \"\"\n",
        "#\n",
        "\"",
        "# ID"
      })
  void brokenTablesAreRefused(String text) {
    assertTrue(refused("a.txt", text).contains("a.txt"));
  }

  @Test
  void aNumberOfColumnsIsReportedWithItsLine() {
    assertTrue(refused("a.txt", "# c\nFID IID y\n\nf a 1\nf b 2 3\n").contains("line 5"));
  }

  @Test
  void anIidAloneIsATable() throws IOException {
    assertEquals(List.of("a", "b"), read("x.grm.id", "#IID\na\nb\n").ids());
    assertEquals(List.of("a", "b"), read("x.grm.id", "f\ta\nf\tb\n").ids());
  }

  @Test
  void cellsInTabsAndQuotesMayHoldBlanks() throws IOException {
    assertEquals(
        List.of("New York", "Rome"),
        read("a.txt", "FID\tIID\tcity\nf\ta\tNew York\nf\tb\tRome\n").columns().get(0).words());
    assertEquals(
        List.of("New \"Y\", 5", "Rome"),
        read("a.csv", "IID,city\na,\"New \"\"Y\"\", 5\"\nb,Rome\n").columns().get(0).words());
    assertEquals(
        Arrays.asList(null, "Oslo"),
        read("a.txt", "f\ta\t\t3\nf\tb\tOslo\t4\n").columns().get(0).words());
  }

  @Test
  void commentsBetweenPeopleAreLeftOutAndTold() throws IOException {
    PersonTable table = read("a.txt", "FID IID y\n#f a 1\nf b 1\n# f c 2\nf d 3\n");
    assertEquals(List.of("b", "d"), table.ids());
    assertTrue(table.notes().get(0).contains("line 2"), table.notes().toString());
    assertEquals(List.of(), read("a.txt", "# one\nFID IID y\nf b 1\n").notes());
  }

  @ParameterizedTest
  @CsvSource({"UTF-16, 0", "UTF-16LE, 1", "UTF-16BE, 1"})
  void unicodeOfOtherWidthsIsReadByItsMark(String charset, int mark) throws IOException {
    String text = (mark == 1 ? "\uFEFF" : "") + "FID\tIID\tcity\r\nf\tZo\u00eb\tK\u00f6ln\r\n";
    Path file = Files.write(folder.resolve("u.txt"), text.getBytes(Charset.forName(charset)));
    assertEquals(List.of("Zo\u00eb"), PersonTable.read(file).ids());
    Files.write(file, "FID IID y\nf a 1\n".getBytes(StandardCharsets.UTF_16LE));
    assertThrows(InvalidInput.class, () -> PersonTable.read(file));
    Files.write(file, "FID IID y\nf Zo\u00eb 1\n".getBytes(StandardCharsets.ISO_8859_1));
    assertThrows(InvalidInput.class, () -> PersonTable.read(file));
  }

  @Test
  void gzipIsReadUnderAnyName() throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write("IID,height\na,1.5\n".getBytes(StandardCharsets.UTF_8));
    }
    for (String name : List.of("a.csv.gz", "a.txt")) {
      Path file = Files.write(folder.resolve(name), packed.toByteArray());
      assertArrayEquals(new double[] {1.5}, PersonTable.read(file).columns().get(0).numbers());
    }
    byte[] cut = Arrays.copyOf(packed.toByteArray(), packed.size() - 12);
    Path file = Files.write(folder.resolve("cut.gz"), cut);
    assertThrows(InvalidInput.class, () -> PersonTable.read(file));
  }
}

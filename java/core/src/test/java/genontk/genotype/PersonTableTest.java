package genontk.genotype;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import genontk.error.InvalidInput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PersonTableTest {

  @TempDir Path folder;

  private PersonTable read(String name, String text) throws IOException {
    return PersonTable.read(Files.writeString(folder.resolve(name), text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "FID IID a b\n1 007 1.5 x\n2 008 -9 NA\n",
        "#FID\tIID\ta\tb\n1\t007\t1.5\tx\n2\t008\tNA\t.\n",
        "\uFEFFFID IID a b\r\n1 007 1.5e0 x\r\n2  008 -9 NA\r\n",
        "#IID a b\n007 1.5 x\n008 nan NA\n"
      })
  void everyFormIsReadAlike(String text) throws IOException {
    PersonTable table = read("pheno.txt", text);
    assertEquals(List.of("007", "008"), table.ids());
    assertArrayEquals(new double[] {1.5, Double.NaN}, table.columns().get(0).numbers());
    assertEquals(Arrays.asList("x", null), table.columns().get(1).words());
    assertNull(table.columns().get(1).numbers());
  }

  @Test
  void withoutAHeaderColumnsAreNumbered() throws IOException {
    PersonTable table = read("gcta.phen", "1 a 2 3\n1 b 4 5\n");
    assertEquals("y2", table.columns().get(1).name());
    assertArrayEquals(new double[] {3, 5}, table.columns().get(1).numbers());
  }

  @Test
  void idsTakeTheFamilyIfTheyAreNotUnique() throws IOException {
    assertEquals(List.of("1:a", "2:a"), read("x.txt", "1 a 2\n2 a 4\n").ids());
  }

  @Test
  void filesAreJoinedByPerson() throws IOException {
    PersonTable one = read("one.txt", "FID IID y\n1 a 1\n1 b 2\n1 c 3\n");
    PersonTable other = read("two.txt", "FID IID z w\n1 c 30 u\n1 a 10 v\n1 d 40 u\n");
    PersonTable both = one.with(other);
    assertEquals(List.of("a", "b", "c"), both.ids());
    assertArrayEquals(new double[] {10, Double.NaN, 30}, both.columns().get(1).numbers());
    assertEquals(Arrays.asList("v", null, "u"), both.columns().get(2).words());
    assertThrows(InvalidInput.class, () -> one.with(one));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "1 a 2\n1 b\n", "1 a 2\n1 a 3\n", "FID IID y y\n1 a 2 3\n", "FID y\n1 2\n"})
  void whatIsNoTableIsRefused(String text) {
    assertThrows(InvalidInput.class, () -> read("bad.txt", text));
  }

  @Test
  void nobodyInCommonIsRefused() throws IOException {
    PersonTable one = read("one.txt", "1 a 1\n");
    PersonTable other = read("two.txt", "FID IID z\n1 b 1\n");
    assertThrows(InvalidInput.class, () -> one.with(other));
  }
}

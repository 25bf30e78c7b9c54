package genontk.service.people;

/** Numbers of people and SNPs in messages. */
public final class CountPhrase {

  private CountPhrase() {}

  /** Returns "1 person was" or "3 people were". */
  public static String people(long count, String singular, String plural) {
    return count + (count == 1 ? " person " + singular : " people " + plural);
  }

  /** Returns "1 person ..." or "3 people ..." with words that suit both. */
  public static String people(long count, String words) {
    return people(count, words, words);
  }
}

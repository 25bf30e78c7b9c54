package genontk.service;

/** Numbers of people and SNPs in messages. */
final class Counted {

  private Counted() {}

  /** Returns "1 person was" or "3 people were". */
  static String people(long count, String singular, String plural) {
    return count + (count == 1 ? " person " + singular : " people " + plural);
  }

  /** Returns "1 person ..." or "3 people ..." with words that suit both. */
  static String people(long count, String words) {
    return people(count, words, words);
  }
}

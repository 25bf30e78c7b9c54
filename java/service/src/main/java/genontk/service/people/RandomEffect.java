package genontk.service.people;

import genontk.error.InvalidInput;
import genontk.error.Message;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;

/**
 * A random effect in the notation of lme4, (slopes | group) or (slopes || group).
 *
 * @param slopes what stands before the bar
 * @param bar | or ||
 * @param group what stands behind it
 */
record RandomEffect(String slopes, String bar, String group) {

  private static final String QUOTES = "\"'`";

  /** Returns the first random effect on the right side of a formula; null where there is none. */
  static RandomEffect in(String formula) {
    int bar = bar(formula, formula.indexOf('~') + 1);
    if (bar < 0) {
      return null;
    }
    boolean two = formula.startsWith("||", bar);
    return new RandomEffect(
        term(formula.substring(start(formula, bar), bar)),
        two ? "||" : "|",
        term(formula.substring(bar + (two ? 2 : 1), end(formula, bar))));
  }

  /** Returns the place of the first bar outside calls, brackets and quotes; -1 without one. */
  private static int bar(String formula, int from) {
    Deque<Boolean> calls = new ArrayDeque<>();
    char quote = 0;
    char before = ' ';
    for (int i = from; i < formula.length(); i++) {
      char c = formula.charAt(i);
      if (quote != 0) {
        quote = c == quote ? 0 : quote;
      } else if (QUOTES.indexOf(c) >= 0) {
        quote = c;
      } else if ("([{".indexOf(c) >= 0) {
        calls.push(c != '(' || Character.isLetterOrDigit(before) || "._`)]".indexOf(before) >= 0);
      } else if (")]}".indexOf(c) >= 0 && !calls.isEmpty()) {
        calls.pop();
      } else if (c == '|' && !calls.contains(true)) {
        return i;
      }
      before = Character.isWhitespace(c) ? before : c;
    }
    return -1;
  }

  /** Returns where the term of a bar begins: behind its parenthesis, the tilde or a + before it. */
  private static int start(String formula, int bar) {
    int open = 0;
    for (int i = bar - 1; i >= 0; i--) {
      char c = formula.charAt(i);
      open += c == ')' ? 1 : c == '(' ? -1 : 0;
      if (open < 0 || c == '~') {
        return i + 1;
      }
    }
    return 0;
  }

  private static int end(String formula, int bar) {
    int open = 0;
    for (int i = bar; i < formula.length(); i++) {
      char c = formula.charAt(i);
      open += c == '(' ? 1 : c == ')' ? -1 : 0;
      if (open < 0 || open == 0 && c == '+') {
        return i;
      }
    }
    return formula.length();
  }

  private static String term(String text) {
    return text.strip().replaceAll("\\s+", " ");
  }

  /** Returns the error that says how the effect is asked for. */
  InvalidInput refused() {
    return InvalidInput.of(
        "The formula has the random effect %s. Random effects are kernels here, and the formula"
            + " holds fixed effects alone.%s%s",
        this, isShared() ? shared() : "", variables().isEmpty() ? "" : slope());
  }

  /** Returns whether the people of a level share an effect, beside any slope. */
  private boolean isShared() {
    return terms().stream().noneMatch(term -> term.matches("0|- ?1"));
  }

  private String shared() {
    return Message.of(
        " For an effect that the people of each level of '%s' share, take %s out and give %s%s.",
        bare(group),
        this,
        line(),
        isName(group) ? "" : Message.of(", '%s' being a column of data with these levels", name()));
  }

  private String slope() {
    return Message.of(
        " For a slope on '%s' of each level, give a matrix of your own in that list: the product of"
            + " two people's values where they share the level, and 0 elsewhere.",
        String.join("', '", variables()));
  }

  private List<String> terms() {
    return Arrays.asList(slopes.replace("-", "+-").split("\\s*\\+\\s*"));
  }

  private List<String> variables() {
    return terms().stream().filter(term -> !term.isBlank() && !term.matches("-? ?[01]")).toList();
  }

  @Override
  public String toString() {
    return "(" + slopes + " " + bar + " " + group + ")";
  }

  private String line() {
    String inR = name().matches("[A-Za-z.][\\w.]*") ? name() : "`" + name() + "`";
    return Message.of(
        "kernel = list(snps = \"additive\", %s = \"identity\") in R, kernel={\"snps\":"
            + " \"additive\", \"%s\": \"identity\"} in Python",
        inR, name());
  }

  private static String bare(String text) {
    return text.replace("`", "");
  }

  private static boolean isName(String text) {
    return text.matches("`[^`]+`|[\\p{L}.][\\p{L}\\d._]*");
  }

  /** Returns the name of the column that holds the levels: that of the group, or one made of it. */
  private String name() {
    return isName(group) ? bare(group) : bare(group).replaceAll("[^\\p{L}\\d._]+", "_");
  }
}

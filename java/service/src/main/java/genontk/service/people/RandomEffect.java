package genontk.service.people;

import genontk.error.InvalidInput;
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
    List<String> parts = Arrays.asList(slopes.replace("-", "+-").split("\\s*\\+\\s*"));
    boolean shared =
        parts.contains("1")
            || !parts.contains("0") && !parts.contains("-1") && !parts.contains("- 1");
    List<String> sloping =
        parts.stream().filter(part -> !part.isBlank() && !part.matches("-?\\s*[01]")).toList();
    StringBuilder text = new StringBuilder();
    String written = "(" + slopes + " " + bar + " " + group + ")";
    text.append("The formula has the random effect ").append(written);
    text.append(". Random effects are kernels here, and the formula holds fixed effects alone.");
    if (shared) {
      text.append(" For an effect that the people of each level of '").append(bare(group));
      text.append("' share, take ").append(written).append(" out and give ").append(line());
      if (!isName(group)) {
        text.append(", '").append(name()).append("' being a column of data with these levels");
      }
      text.append('.');
    }
    if (!sloping.isEmpty()) {
      String slope = String.join("', '", sloping);
      text.append(" For a slope on '")
          .append(slope)
          .append("' of each level, give a matrix of your");
      text.append(
          " own in that list: the product of two people's values where they share the level,");
      text.append(" and 0 elsewhere.");
    }
    return new InvalidInput(text.toString());
  }

  private String line() {
    return "kernel = list(snps = \"additive\", "
        + (name().matches("[A-Za-z.][\\w.]*") ? name() : "`" + name() + "`")
        + " = \"identity\") in R, kernel={\"snps\": \"additive\", \""
        + name()
        + "\": \"identity\"} in Python";
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

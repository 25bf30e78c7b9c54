package genontk.service.wire;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.module.SimpleModule;
import genontk.error.InvalidInput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Reads numbers, strings and truth values of a request strictly. The error for a value of another
 * type names the option, the value given and the values allowed.
 */
final class Scalars {

  private Scalars() {}

  static SimpleModule module() {
    SimpleModule module = new SimpleModule();
    for (Class<?> type : List.of(Integer.class, int.class)) {
      add(module, type, new Strict<>("a whole number", Scalars::integer));
    }
    for (Class<?> type : List.of(Long.class, long.class)) {
      add(module, type, new Strict<>("a whole number", Scalars::longInteger));
    }
    for (Class<?> type : List.of(Double.class, double.class)) {
      add(module, type, new Strict<>("a number", Scalars::number));
    }
    for (Class<?> type : List.of(Boolean.class, boolean.class)) {
      add(module, type, new Strict<>("true or false", Scalars::truth));
    }
    add(module, double[].class, new Strict<>("a number or a list of numbers", Scalars::numbers));
    add(module, int[].class, new Strict<>("a whole number or a list of them", Scalars::integers));
    add(module, String.class, new Strict<>("a string", Scalars::text));
    return module;
  }

  @SuppressWarnings("unchecked")
  private static <T> void add(SimpleModule module, Class<T> type, Strict<?> reader) {
    module.addDeserializer(type, (Strict<T>) reader);
  }

  private static Integer integer(JsonNode node) {
    Long value = longInteger(node);
    return value == null || value.intValue() != value ? null : (Integer) value.intValue();
  }

  /** A whole number may be written 2 or 2.0. */
  private static Long longInteger(JsonNode node) {
    boolean whole =
        node.isNumber()
            && node.canConvertToLong()
            && node.doubleValue() == Math.rint(node.doubleValue());
    return whole ? (Long) node.longValue() : null;
  }

  private static Double number(JsonNode node) {
    return node.isNumber() ? (Double) node.doubleValue() : null;
  }

  private static double[] numbers(JsonNode node) {
    if (node.isNumber()) {
      return new double[] {node.doubleValue()};
    }
    if (!node.isArray()) {
      return null;
    }
    double[] values = new double[node.size()];
    for (int i = 0; i < values.length; i++) {
      if (!node.get(i).isNumber()) {
        return null;
      }
      values[i] = node.get(i).doubleValue();
    }
    return values;
  }

  private static int[] integers(JsonNode node) {
    List<JsonNode> values = new ArrayList<>();
    (node.isArray() ? node : List.of(node)).forEach(values::add);
    boolean whole = values.stream().allMatch(value -> integer(value) != null);
    return whole ? values.stream().mapToInt(Scalars::integer).toArray() : null;
  }

  private static Boolean truth(JsonNode node) {
    return node.isBoolean() ? (Boolean) node.booleanValue() : null;
  }

  private static String text(JsonNode node) {
    return node.isTextual() ? node.textValue() : null;
  }

  /** Reads a value by a function that returns null for a value it does not allow. */
  private static final class Strict<T> extends JsonDeserializer<T> {

    private static final int LONGEST_SHOWN = 60;

    private final String allowed;
    private final Function<JsonNode, T> reader;

    Strict(String allowed, Function<JsonNode, T> reader) {
      this.allowed = allowed;
      this.reader = reader;
    }

    @Override
    public T deserialize(JsonParser parser, DeserializationContext context) throws IOException {
      String field = name(parser);
      JsonNode node = context.readTree(parser);
      T value = reader.apply(node);
      if (value == null) {
        throw InvalidInput.of("%s = %s was given; allowed is %s.", field, shown(node), allowed);
      }
      return value;
    }

    /** Returns the option's name, also for a value in a list. */
    private static String name(JsonParser parser) {
      var place = parser.getParsingContext();
      while (place != null && place.getCurrentName() == null) {
        place = place.getParent();
      }
      return place == null ? "The value" : place.getCurrentName();
    }

    private static String shown(JsonNode node) {
      String text = node.toString().replace('"', '\'');
      return text.length() > LONGEST_SHOWN ? text.substring(0, LONGEST_SHOWN) + "..." : text;
    }
  }
}

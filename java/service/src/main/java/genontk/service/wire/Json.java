package genontk.service.wire;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.node.ObjectNode;
import genontk.error.BridgeFailed;
import genontk.error.GenontkException;
import genontk.error.InvalidInput;
import java.io.IOException;
import java.util.Objects;

/**
 * JSON as both languages read it: snake_case, null for a number that does not exist, unknown fields
 * refused, no type names.
 */
public final class Json {

  private static final int LONGEST_TEXT = Integer.MAX_VALUE;

  private static final ObjectMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxStringLength(LONGEST_TEXT).build())
                  .build())
          // The fields of a record are its components, and no method such as isEmpty() adds one.
          .visibility(PropertyAccessor.ALL, Visibility.NONE)
          .visibility(PropertyAccessor.FIELD, Visibility.ANY)
          .visibility(PropertyAccessor.CREATOR, Visibility.ANY)
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.ACCEPT_SINGLE_VALUE_AS_ARRAY)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .disable(DeserializationFeature.WRAP_EXCEPTIONS)
          .addModule(Scalars.module())
          .addModule(
              new SimpleModule()
                  .addSerializer(Double.class, new NumberOrNull())
                  .addSerializer(double.class, new NumberOrNull())
                  .addSerializer(double[].class, new NumbersOrNull()))
          .build();

  private Json() {}

  public static String write(Object value) {
    try {
      return MAPPER.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw BridgeFailed.of(
          e, "A result could not be written as JSON: %s.", e.getOriginalMessage());
    }
  }

  /** Loads the classes that write values of a type, before there is a value. */
  public static void prepareToWrite(Class<?> type) {
    MAPPER.writerFor(type); // fetches the serializer at once
  }

  /** Returns an empty object. */
  public static ObjectNode object() {
    return MAPPER.createObjectNode();
  }

  /** Returns whether a field was given a value other than null. */
  public static boolean isGiven(JsonNode node) {
    return node != null && !node.isNull();
  }

  /**
   * Returns a tree as the object that it should be.
   *
   * @throws InvalidInput if it is something else
   */
  public static ObjectNode object(JsonNode tree, String what) {
    if (!tree.isObject()) {
      throw InvalidInput.of("%s is not what is wanted there: give an object.", what);
    }
    return (ObjectNode) tree;
  }

  /** Reads any JSON as a tree. */
  public static JsonNode tree(String json, String what) {
    return read(json, JsonNode.class, what);
  }

  /** Returns the tree of the JSON that {@link #write} writes of a record. */
  public static ObjectNode tree(Record value) {
    return MAPPER.valueToTree(value);
  }

  /** Reads a value of a type from its text. */
  public static <T> T read(String json, Class<T> type, String what) {
    return read(() -> MAPPER.readValue(json, type), what);
  }

  /** Reads a value of a type from a tree. */
  public static <T> T read(JsonNode tree, Class<T> type, String what) {
    return read(() -> MAPPER.treeToValue(tree, type), what);
  }

  private interface Reader<T> {
    T read() throws JsonProcessingException;
  }

  private static <T> T read(Reader<T> reader, String what) {
    try {
      T value = reader.read();
      if (value == null) {
        throw new InvalidInput(what + " is null; give an object.");
      }
      return value;
    } catch (UnrecognizedPropertyException e) {
      throw InvalidInput.of(
          e,
          "%s has the field '%s', which nobody knows; allowed are: %s.",
          what,
          e.getPropertyName(),
          e.getKnownPropertyIds());
    } catch (MismatchedInputException e) {
      throw InvalidInput.of(
          e, "%s is not what is wanted there: %s.", fieldOf(e, what), e.getOriginalMessage());
    } catch (JsonProcessingException e) {
      if (e.getCause() instanceof GenontkException refused) {
        throw refused; // by the constructor of a record
      }
      throw InvalidInput.of(e, "%s could not be read: %s.", what, e.getOriginalMessage());
    }
  }

  private static String fieldOf(MismatchedInputException e, String what) {
    return e.getPath().stream()
        .map(JsonMappingException.Reference::getFieldName)
        .filter(Objects::nonNull)
        .reduce((outer, inner) -> outer + "." + inner)
        .orElse(what);
  }

  private static final class NumberOrNull extends JsonSerializer<Double> {
    @Override
    public void serialize(Double value, JsonGenerator json, SerializerProvider provider)
        throws IOException {
      write(value, json);
    }
  }

  private static final class NumbersOrNull extends JsonSerializer<double[]> {
    @Override
    public void serialize(double[] values, JsonGenerator json, SerializerProvider provider)
        throws IOException {
      json.writeStartArray();
      for (double value : values) {
        write(value, json);
      }
      json.writeEndArray();
    }
  }

  private static void write(double value, JsonGenerator json) throws IOException {
    if (Double.isFinite(value)) {
      json.writeNumber(value);
    } else {
      json.writeNull();
    }
  }
}

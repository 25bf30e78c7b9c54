package genontk.service.request;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.node.ObjectNode;
import genontk.error.GenontkException;
import genontk.error.InvalidInput;
import genontk.service.wire.Json;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads groups of fields from one JSON object, fills in defaults and refuses unknown fields. */
public final class Fields {

  private static final SnakeCaseStrategy SNAKE_CASE = new SnakeCaseStrategy();

  private Fields() {}

  /** Returns the JSON names of a group's fields with their defaults, null where there is none. */
  public static Map<String, Default> of(Class<? extends Group> group) {
    Map<String, Default> fields = new LinkedHashMap<>();
    for (RecordComponent component : group.getRecordComponents()) {
      fields.put(name(component), component.getAnnotation(Default.class));
    }
    return fields;
  }

  /**
   * Reads a record whose components are groups or single fields.
   *
   * @param object every field is taken out of it, so that what remains is unknown
   * @param task the task whose defaults hold
   * @param what the name of the object in errors
   * @throws InvalidInput if a field is unknown or has a value that its type does not allow
   */
  static <T extends Record> T read(ObjectNode object, Class<T> type, String task, String what) {
    List<String> known = new ArrayList<>();
    RecordComponent[] components = type.getRecordComponents();
    Object[] values = new Object[components.length];
    for (int k = 0; k < values.length; k++) {
      Class<?> part = components[k].getType();
      String name = name(components[k]);
      if (Group.class.isAssignableFrom(part)) {
        Map<String, Default> fields = of(part.asSubclass(Group.class));
        known.addAll(fields.keySet());
        values[k] = Json.read(taken(object, fields, task), part, what);
      } else {
        known.add(name);
        JsonNode value = object.remove(name);
        values[k] = Json.isGiven(value) ? Json.read(value, part, name) : null;
      }
    }
    object
        .fieldNames()
        .forEachRemaining(
            unknown -> {
              throw InvalidInput.of(
                  "%s has the field '%s', which nobody knows; allowed are: %s.",
                  what, unknown, known);
            });
    return made(type, values);
  }

  /**
   * Returns a group with other values of some fields.
   *
   * @param changes the values by their JSON names, which are taken out of it; what the group does
   *     not know stays
   * @throws InvalidInput if a value is not allowed
   */
  static <T extends Record & Group> T with(T group, ObjectNode changes, String what) {
    @SuppressWarnings("unchecked")
    Class<T> type = (Class<T>) group.getClass();
    Map<String, Default> fields = of(type);
    Set<String> changed =
        fields.keySet().stream().filter(changes::hasNonNull).collect(Collectors.toSet());
    T others = Json.read(taken(changes, fields, null), type, what);
    RecordComponent[] components = type.getRecordComponents();
    Object[] values = new Object[components.length];
    for (int k = 0; k < values.length; k++) {
      values[k] = value(components[k], changed.contains(name(components[k])) ? others : group);
    }
    return made(type, values);
  }

  private static Object value(RecordComponent component, Record owner) {
    try {
      return component.getAccessor().invoke(owner);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e); // an accessor of our own records
    }
  }

  private static <T extends Record> T made(Class<T> type, Object[] values) {
    Class<?>[] types =
        Arrays.stream(type.getRecordComponents())
            .map(RecordComponent::getType)
            .toArray(Class<?>[]::new);
    try {
      return type.getDeclaredConstructor(types).newInstance(values);
    } catch (InvocationTargetException e) {
      throw e.getCause() instanceof GenontkException known ? known : new IllegalStateException(e);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e); // a constructor of our own records
    }
  }

  private static ObjectNode taken(ObjectNode object, Map<String, Default> fields, String task) {
    ObjectNode group = Json.object();
    fields.forEach(
        (field, otherwise) -> {
          JsonNode value = object.remove(field);
          if (!Json.isGiven(value) && otherwise != null) {
            value = value(otherwise, task);
          }
          if (Json.isGiven(value)) {
            group.set(field, value);
          }
        });
    return group;
  }

  /** Returns the default of a field in a task. */
  static JsonNode otherwise(Class<? extends Group> group, String field, String task) {
    return value(of(group).get(field), task);
  }

  private static JsonNode value(Default otherwise, String task) {
    String own =
        switch (task == null ? "" : task) {
          case "ntk_lmm" -> otherwise.mixedModel();
          case "predict" -> otherwise.prediction();
          default -> "";
        };
    return Json.tree(own.isEmpty() ? otherwise.value() : own, "A default");
  }

  private static String name(RecordComponent component) {
    return SNAKE_CASE.translate(component.getName());
  }
}

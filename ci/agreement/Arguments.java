import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import genontk.service.request.Default;
import genontk.service.request.Fields;
import genontk.service.request.Group;
import genontk.service.request.Request;
import java.io.IOException;
import java.util.Arrays;

/**
 * Prints the fields of a request as JSON: for each field its default, and that of ntk_lmm where it
 * differs.
 */
class Arguments {

  private static final ObjectMapper JSON = new ObjectMapper();

  public static void main(String[] arguments) {
    ObjectNode fields = JSON.createObjectNode();
    Arrays.stream(Request.class.getRecordComponents())
        .map(component -> component.getType())
        .filter(Group.class::isAssignableFrom)
        .map(type -> type.asSubclass(Group.class))
        .forEach(group -> Fields.of(group).forEach((name, given) -> fields.set(name, of(given))));
    System.out.println(fields.toPrettyString());
  }

  private static ObjectNode of(Default given) {
    ObjectNode field = JSON.createObjectNode();
    if (given != null) {
      field.set("default", json(given.value()));
      if (!given.mixedModel().isEmpty()) {
        field.set("ntk_lmm", json(given.mixedModel()));
      }
    }
    return field;
  }

  private static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (IOException e) {
      throw new IllegalArgumentException(text, e);
    }
  }
}

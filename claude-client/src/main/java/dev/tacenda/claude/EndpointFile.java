package dev.tacenda.claude;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Reads the list of operations from its YAML form, strictly: a row that cannot be read, one that
 * stands there twice, or credentials without a reason are an {@link IllegalArgumentException}.
 */
final class EndpointFile {
  private static final String OR_NONE = " or none";
  private static final String CREDENTIALS = "credentials";

  private EndpointFile() {}

  /** Reads the list of that name beside this class. */
  static List<Endpoint> read(String resource) {
    return parse(YamlResource.read(resource));
  }

  /** Reads the list from the root of its YAML form. */
  static List<Endpoint> parse(Map<String, Object> groups) {
    List<Endpoint> endpoints = new ArrayList<>();
    Set<String> seen = new TreeSet<>();
    groups.forEach(
        (group, rows) ->
            YamlResource.mapping(group, rows)
                .forEach(
                    (operation, row) -> {
                      if (!seen.add(operation)) {
                        throw new IllegalArgumentException("listed twice: " + operation);
                      }
                      endpoints.add(endpoint(group, operation, row));
                    }));
    return List.copyOf(endpoints);
  }

  private static Endpoint endpoint(String group, String operation, Object row) {
    int space = operation.indexOf(" /v1/");
    if (space < 1 || !(row instanceof String text)) {
      throw unreadable(operation);
    }
    int comma = text.indexOf(", ");
    String[] sides = (comma < 0 ? text : text.substring(0, comma)).split(" -> ", -1);
    if (sides.length != 2 || sides[0].isEmpty() || sides[1].isEmpty()) {
      throw unreadable(operation);
    }
    if (text.contains(CREDENTIALS) && comma < 0) {
      throw new IllegalArgumentException(operation + " passes credentials, so it must say why");
    }
    Endpoint.Request request = request(sides[0]);
    Endpoint.Answer answer = answer(sides[1]);
    return new Endpoint(
        group,
        operation.substring(0, space).toUpperCase(Locale.ROOT),
        operation.substring(space + 1),
        request,
        requestRoot(request, sides[0]),
        answer,
        answer == Endpoint.Answer.JSON ? root(sides[1]) : "");
  }

  private static Endpoint.Request request(String is) {
    return switch (is) {
      case "none" -> Endpoint.Request.NONE;
      case "file upload" -> Endpoint.Request.FILE_UPLOAD;
      case "code upload" -> Endpoint.Request.CODE_UPLOAD;
      case CREDENTIALS -> Endpoint.Request.CREDENTIALS;
      default -> is.endsWith(OR_NONE) ? Endpoint.Request.OPTIONAL_JSON : Endpoint.Request.JSON;
    };
  }

  private static Endpoint.Answer answer(String is) {
    return switch (is) {
      case "file" -> Endpoint.Answer.FILE;
      case CREDENTIALS -> Endpoint.Answer.CREDENTIALS;
      default -> Endpoint.Answer.JSON;
    };
  }

  private static String requestRoot(Endpoint.Request request, String is) {
    return switch (request) {
      case JSON -> root(is);
      case OPTIONAL_JSON -> root(is.substring(0, is.length() - OR_NONE.length()));
      default -> "";
    };
  }

  private static String root(String object) {
    if (!FieldMap.api().defines(object)) {
      throw new IllegalArgumentException("no field map defines the object " + object);
    }
    return object;
  }

  private static IllegalArgumentException unreadable(String operation) {
    return new IllegalArgumentException(
        operation + " must read `METHOD /v1/PATH: REQUEST -> ANSWER`");
  }
}

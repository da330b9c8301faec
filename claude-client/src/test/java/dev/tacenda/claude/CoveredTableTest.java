package dev.tacenda.claude;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tacenda.claude.FieldMap.Field;
import dev.tacenda.mask.FieldClass;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * The tables of README.md and COVERED.md are written from the field maps, so they cannot go stale.
 */
class CoveredTableTest {
  private static final String BEGIN = "<!-- written by CoveredTableTest -->\n";
  private static final String END = "<!-- end -->";

  @Test
  void theDocumentListsTheOperations() throws IOException {
    String written =
        """
        # What happens to each operation

        Written from `fields/endpoints.yaml` by `CoveredTableTest`. What is not listed is refused. JSON
        covers event streams and JSON lines. Errors are masked whatever the operation. What happens to
        each content block is in the [README](../README.md#what-is-covered).

        | operations | request | answer |
        | --- | --- | --- |
        """
            + operations();
    requireSame(Path.of("COVERED.md"), written);
  }

  @Test
  void theReadmeSaysWhatHappensToGroupsOfOperationsAndToBlocks() throws IOException {
    Path readme = Path.of("..", "README.md");
    String text = Files.readString(readme);
    int begin = text.indexOf(BEGIN) + BEGIN.length();
    int end = text.indexOf(END, begin);
    assertThat(begin).isGreaterThan(BEGIN.length());
    assertThat(end).isGreaterThanOrEqualTo(begin);
    requireSame(readme, text.substring(0, begin) + tables() + text.substring(end));
  }

  private static void requireSame(Path document, String written) throws IOException {
    Path copy = Path.of("target", document.getFileName().toString());
    Files.writeString(copy, written);
    assertThat(Files.readString(document)).as("to mend it, copy " + copy).isEqualTo(written);
  }

  private static String tables() {
    return """
    | operations | request | answer |
    | --- | --- | --- |
    """
        + groups()
        + """

        | block | scanned | left alone |
        | --- | --- | --- |
        """
        + blocks();
  }

  /** One row for each group of operations. */
  private static String groups() {
    Map<String, List<Endpoint>> groups = new LinkedHashMap<>();
    Endpoint.all().forEach(e -> groups.computeIfAbsent(e.group(), g -> new ArrayList<>()).add(e));
    StringBuilder out = new StringBuilder();
    groups.forEach(
        (group, operations) -> {
          out.append("| ").append(group).append(" (").append(operations.size()).append(") | ");
          out.append(distinct(operations, CoveredTableTest::request)).append(" | ");
          out.append(distinct(operations, CoveredTableTest::answer)).append(" |\n");
        });
    return out.toString();
  }

  /** Leaves out what another operation of the group says as well, and more. */
  private static String distinct(List<Endpoint> operations, Function<Endpoint, String> says) {
    List<String> said =
        operations.stream()
            .map(says)
            .map(each -> each.replace("no body, or ", ""))
            .distinct()
            .toList();
    return said.stream()
        .filter(each -> !each.equals("no body") || said.size() == 1)
        .filter(
            each -> said.stream().noneMatch(o -> o.length() > each.length() && o.startsWith(each)))
        .collect(Collectors.joining("; "));
  }

  private static String operations() {
    Map<String, List<String>> paths = new LinkedHashMap<>();
    for (Endpoint each : Endpoint.all()) {
      String row = request(each) + " | " + answer(each);
      String path = "`" + each.method() + " " + each.pattern() + "`";
      paths.computeIfAbsent(each.group() + " | " + row, key -> new ArrayList<>()).add(path);
    }
    StringBuilder out = new StringBuilder();
    paths.forEach(
        (key, operations) -> {
          String[] row = key.split(" \\| ", 2);
          out.append("| **").append(row[0]).append("** ");
          out.append(String.join(" ", operations)).append(" | ").append(row[1]).append(" |\n");
        });
    return out.toString();
  }

  private static String request(Endpoint endpoint) {
    return switch (endpoint.request()) {
      case NONE -> "no body";
      case JSON -> json(endpoint.requestRoot());
      case OPTIONAL_JSON -> "no body, or " + json(endpoint.requestRoot());
      case FILE_UPLOAD -> "form: names and text of files masked, binary by policy";
      case CODE_UPLOAD -> "form: refused if a file holds a secret, binary by policy";
      case CREDENTIALS -> "passed untouched, recorded without content";
    };
  }

  private static String answer(Endpoint endpoint) {
    return switch (endpoint.answer()) {
      case JSON -> json(endpoint.answerRoot());
      case FILE -> "text masked, the rest as it is";
      case CREDENTIALS -> "passed untouched, recorded without content";
    };
  }

  private static String json(String root) {
    boolean credentials = FieldMap.api().classesIn(root).contains(FieldClass.CREDENTIAL);
    return credentials ? "JSON, masked but for credentials in their fields" : "JSON, masked";
  }

  private static String blocks() {
    Map<String, List<String>> types = new TreeMap<>();
    new TreeMap<>(FieldMap.api().variants("block"))
        .forEach(
            (type, fields) ->
                types
                    .computeIfAbsent(cells(fields), key -> new ArrayList<>())
                    .add("`" + type + "`"));
    StringBuilder out = new StringBuilder();
    types.forEach((cells, of) -> out.append(row(String.join(", ", of), cells)));
    return out.toString();
  }

  private static String row(String types, String cells) {
    return "| " + types + " | " + cells + " |\n";
  }

  /** Cache markers are of no interest here: they hold words of a fixed set. */
  private static String cells(Map<String, Field> fields) {
    List<String> scanned = new ArrayList<>();
    Map<String, List<String>> left = new TreeMap<>();
    new TreeMap<>(fields)
        .forEach(
            (name, field) -> {
              String shown = name.equals("*") ? "all of it" : "`" + name + "`";
              if (!field.strings().scanned()) {
                left.computeIfAbsent(field.why(), key -> new ArrayList<>()).add(shown);
              } else if (!name.equals("cache_control")) {
                scanned.add(shown);
              }
            });
    String leftAlone =
        left.entrySet().stream()
            .map(each -> String.join(", ", each.getValue()) + ": " + each.getKey())
            .collect(Collectors.joining("; "));
    return String.join(", ", scanned) + " | " + leftAlone;
  }
}

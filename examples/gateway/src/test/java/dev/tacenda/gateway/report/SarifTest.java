package dev.tacenda.gateway.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.tacenda.mask.Action;
import dev.tacenda.mask.Finding;
import dev.tacenda.mask.MaskingPolicy;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What the SARIF 2.1.0 schema demands, and what a log must not hold. */
class SarifTest {
  private static final byte[] TEXT = "a\nx secret".getBytes(StandardCharsets.UTF_8);

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  private Sarif sarif() throws IOException {
    return new Sarif(out, MaskingPolicy.standard(), "1.0");
  }

  private static List<LocatedFinding> found(String rule, Action action) {
    return LocatedFinding.of(TEXT, List.of(new Finding(rule, "kind", "", 4, 10, action, 50)));
  }

  private Map<?, ?> run() throws IOException {
    try (JsonParser parser = new JsonFactory().createParser(out.toByteArray())) {
      parser.nextToken();
      Map<?, ?> log = (Map<?, ?>) read(parser);
      assertThat(log.get("version")).isEqualTo("2.1.0");
      return (Map<?, ?>) ((List<?>) get(log, "runs")).get(0);
    }
  }

  @Test
  void hasAToolWithAllRules() throws IOException {
    sarif().end();

    Map<?, ?> driver = (Map<?, ?>) get(get(run(), "tool"), "driver");
    assertThat(driver.get("name")).isEqualTo("tacenda");
    List<?> rules = (List<?>) get(driver, "rules");
    assertThat(rules).hasSize(MaskingPolicy.standard().rules().rules().size() + 1);
    for (Object rule : rules) {
      assertThat(get(rule, "id")).isInstanceOf(String.class);
      assertThat(get(get(rule, "shortDescription"), "text")).isInstanceOf(String.class);
      assertThat(get(get(rule, "defaultConfiguration"), "level")).isIn("error", "warning", "note");
      assertThat(
              ((Map<?, ?>) rule).containsKey("helpUri") || ((Map<?, ?>) rule).containsKey("help"))
          .isTrue();
    }
    assertThat((List<?>) get(run(), "results")).isEmpty();
  }

  @Test
  void tellsRuleAndPlaceOfEachResult() throws IOException {
    Sarif sarif = sarif();
    sarif.file("./a b/ü.env", found("email", Action.MASK));
    sarif.end();

    Object result = ((List<?>) get(run(), "results")).get(0);
    Object place = get(((List<?>) get(result, "locations")).get(0), "physicalLocation");
    assertThat(get(result, "ruleId")).isEqualTo("email");
    assertThat(get(result, "level")).isEqualTo("warning");
    assertThat((String) get(get(result, "message"), "text")).endsWith(": the policy says mask");
    assertThat(get(get(place, "artifactLocation"), "uri")).isEqualTo("a%20b/%C3%BC.env");
    Map<String, Integer> expected = new LinkedHashMap<>();
    expected.put("startLine", 2);
    expected.put("startColumn", 3);
    expected.put("endLine", 2);
    expected.put("endColumn", 9);
    expected.put("byteOffset", 4);
    expected.put("byteLength", 6);
    assertThat(get(place, "region")).isEqualTo(expected);
  }

  @Test
  void pointsToTheRuleInTheList() throws IOException {
    Sarif sarif = sarif();
    sarif.file("a", found("email", Action.MASK));
    sarif.file("a", found("known-secret", Action.MASK));
    sarif.end();

    List<?> rules = (List<?>) get(get(get(run(), "tool"), "driver"), "rules");
    for (Object result : (List<?>) get(run(), "results")) {
      Object rule = rules.get((Integer) get(result, "ruleIndex"));
      assertThat(get(rule, "id")).isEqualTo(get(result, "ruleId"));
    }
  }

  @Test
  void suppressesWhatThePolicyAllows() throws IOException {
    Sarif sarif = sarif();
    sarif.file("a", found("email", Action.ALLOW));
    sarif.end();

    Object result = ((List<?>) get(run(), "results")).get(0);
    assertThat(get(((List<?>) get(result, "suppressions")).get(0), "kind")).isEqualTo("external");
  }

  @Test
  void saysThatTheScanIsIncomplete() throws IOException {
    Sarif sarif = sarif();
    sarif.problem("/etc/x", "cannot read /etc/x");
    sarif.end();

    Object invocation = ((List<?>) get(run(), "invocations")).get(0);
    assertThat(get(invocation, "executionSuccessful")).isEqualTo(false);
    Object note = ((List<?>) get(invocation, "toolExecutionNotifications")).get(0);
    assertThat(get(get(note, "message"), "text")).isEqualTo("cannot read /etc/x");
    assertThat(out.toString(StandardCharsets.UTF_8)).contains("\"uri\":\"file:///etc/x\"");
  }

  @Test
  void holdsNoPartOfTheText() throws IOException {
    Sarif sarif = sarif();
    sarif.file("a", found("email", Action.MASK));
    sarif.end();

    assertThat(out.toString(StandardCharsets.UTF_8)).doesNotContain("snippet").endsWith("}\n");
  }

  private static Object get(Object object, String member) {
    return Objects.requireNonNull(((Map<?, ?>) object).get(member), member);
  }

  /** Reads the value that the parser stands at. */
  private static Object read(JsonParser parser) throws IOException {
    if (parser.currentToken() == JsonToken.START_OBJECT) {
      Map<String, Object> object = new LinkedHashMap<>();
      while (parser.nextToken() != JsonToken.END_OBJECT) {
        String name = parser.currentName();
        parser.nextToken();
        object.put(name, read(parser));
      }
      return object;
    }
    if (parser.currentToken() == JsonToken.START_ARRAY) {
      List<Object> array = new ArrayList<>();
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        array.add(read(parser));
      }
      return array;
    }
    return switch (parser.currentToken()) {
      case VALUE_NUMBER_INT -> parser.getIntValue();
      case VALUE_TRUE, VALUE_FALSE -> parser.getBooleanValue();
      default -> parser.getText();
    };
  }
}

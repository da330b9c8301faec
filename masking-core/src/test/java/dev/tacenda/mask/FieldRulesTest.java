package dev.tacenda.mask;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Rules that go by the name of a field. */
class FieldRulesTest {
  private static final String RULE =
      """
      tacenda-rules: 1
      rules:
        - id: acme-customer-fields
          description: What our tickets say about a customer
          kind: personal
          type: CUSTOMER
          severity: high
          source: https://handbook.acme.example/data-classes
          detector: field
          fields: [customer_name, deliveryAddress, X-Acme-Tenant]
      """;

  private static final Replacement FIXED = Replacement.fixed("REDACTED");

  private final Masker masker = masker(RULE);

  private static Masker masker(String rules) {
    RuleSet set = RuleSet.parse("rules.yaml", rules.getBytes(StandardCharsets.UTF_8));
    return Masker.of(MaskingPolicy.builder(set).defaultReplacement(FIXED).build(), TestRules.KEY);
  }

  private String json(String json) {
    return masker.maskJson(json.getBytes(StandardCharsets.UTF_8), ScanScope.everything()).text();
  }

  /** A line, and the line as it is masked. */
  record Line(String text, String masked) {}

  static Stream<Line> lines() {
    return Stream.of(
        new Line("customer_name: Ada of Acme # who", "customer_name: REDACTED # who"),
        new Line("  customerName: 'Ada of Acme'", "  customerName: 'REDACTED'"),
        new Line("CUSTOMER_NAME=Ada", "CUSTOMER_NAME=REDACTED"),
        new Line("export CUSTOMER_NAME=\"Ada of Acme\"", "export CUSTOMER_NAME=\"REDACTED\""),
        new Line("ticket.customer.name = Ada of Acme ", "ticket.customer.name = REDACTED "),
        new Line("x-acme-tenant: blue/7, green", "x-acme-tenant: REDACTED"),
        new Line(
            "{\"customer-name\":\"Ada of Acme\",\"n\":1}",
            "{\"customer-name\":\"REDACTED\",\"n\":1}"),
        new Line("{\\\"customerName\\\":\\\"Ada\\\"}", "{\\\"customerName\\\":\\\"REDACTED\\\"}"),
        new Line(
            "{\"customer_name\": 1234567, \"n\": 1}", "{\"customer_name\": REDACTED, \"n\": 1}"),
        new Line(
            "<customerName>Ada of Acme</customerName>", "<customerName>REDACTED</customerName>"),
        new Line(
            "run --delivery-address 'Lane 7' --now", "run --delivery-address 'REDACTED' --now"),
        new Line("f(customer_name=\"Ada\", n=1)", "f(customer_name=\"REDACTED\", n=1)"),
        new Line(
            "<p name=\"customer_name\" value=\"Ada\"/>",
            "<p name=\"customer_name\" value=\"REDACTED\"/>"));
  }

  @ParameterizedTest
  @MethodSource("lines")
  void masksTheValueInEachSyntax(Line line) {
    assertThat(masker.maskText("a\n" + line.text() + "\nb").text())
        .isEqualTo("a\n" + line.masked() + "\nb");
  }

  @ParameterizedTest
  @MethodSource("lines")
  void aStreamMasksAsTheTextDoes(Line line) {
    assertThat(TestRules.streamed(masker, line.text(), 1)).isEqualTo(line.masked());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "old_customer_name=Ada",
        "customer_names=Ada",
        "mycustomername: Ada",
        "customer_name.length = 7",
        "the customer name is Ada",
        "String customer_name;",
        "if (customer_name) {",
        "customer_name(\"Ada\")",
      })
  void leavesOtherNamesAndUsesAlone(String text) {
    assertThat(masker.maskText(text).changed()).isFalse();
  }

  @Test
  void masksEachStringBelowTheMemberOfADocument() {
    assertThat(
            json(
                "{\"customerName\":\"Ada\",\"n\":\"Ada\",\"deliveryAddress\":{\"street\":\"Lane"
                    + " 7\",\"lines\":[\"a\",\"b\"],\"zip\":1234},\"customer_name\":[\"x"
                    + " y\",\"\"]}"))
        .isEqualTo(
            "{\"customerName\":\"REDACTED\",\"n\":\"Ada\",\"deliveryAddress\":{\"street\":\"REDACTED\","
                + "\"lines\":[\"REDACTED\",\"REDACTED\"],\"zip\":1234},\"customer_name\":[\"REDACTED\",\"\"]}");
  }

  @Test
  void masksAMemberOfJsonInAString() {
    assertThat(json("{\"input\":\"{\\\"customer_name\\\":\\\"Ada of Acme\\\"}\"}"))
        .isEqualTo("{\"input\":\"{\\\"customer_name\\\":\\\"REDACTED\\\"}\"}");
  }

  @Test
  void whatAFieldHeldIsMaskedWhereItStandsLater() {
    assertThat(json("{\"customer_name\":\"Countess Ada\",\"text\":\"mail to Countess Ada now\"}"))
        .isEqualTo("{\"customer_name\":\"REDACTED\",\"text\":\"mail to REDACTED now\"}");
  }

  @Test
  void maskingAgainChangesNothing() {
    Masker placeholders =
        Masker.of(
            MaskingPolicy.builder(
                    RuleSet.parse("rules.yaml", RULE.getBytes(StandardCharsets.UTF_8)))
                .build(),
            TestRules.KEY);
    byte[] json = "{\"customer_name\":\"Ada of Acme\"}".getBytes(StandardCharsets.UTF_8);
    byte[] masked = placeholders.maskJson(json, ScanScope.everything()).bytes();
    assertThat(new String(masked, StandardCharsets.UTF_8)).contains("TCN_CUSTOMER_");
    assertThat(placeholders.maskJson(masked, ScanScope.everything()).changed()).isFalse();
    byte[] text = "customer_name: Ada of Acme\n".getBytes(StandardCharsets.UTF_8);
    byte[] maskedText = placeholders.maskText(text).bytes();
    assertThat(placeholders.maskText(maskedText).changed()).isFalse();
  }

  @Test
  void checksAndExceptionsHoldForTheValues() {
    Masker strict = masker(RULE + "    checks: [{min-digits: 2}]\n    except: ['none.*']\n");
    assertThat(strict.maskText("customer_name: Ada").changed()).isFalse();
    assertThat(strict.maskText("customer_name: none 12").changed()).isFalse();
    assertThat(strict.maskText("customer_name: Ada 12").text())
        .isEqualTo("customer_name: REDACTED");
    byte[] json = "{\"customer_name\":[\"Ada\",\"Ada 12\"]}".getBytes(StandardCharsets.UTF_8);
    assertThat(strict.maskJson(json, ScanScope.everything()).text())
        .isEqualTo("{\"customer_name\":[\"Ada\",\"REDACTED\"]}");
  }

  @Test
  void theLawsHoldForGeneratedTexts() {
    long seed = Samples.seed();
    Samples samples = new Samples(seed);
    for (int round = 0; round < 300; round++) {
      String text = samples.text() + field(samples) + samples.text() + field(samples);
      String label = "seed " + seed + " round " + round;
      byte[] masked = masker.maskText(text).bytes();
      assertThat(masker.maskText(masked).changed()).describedAs(label).isFalse();
      assertThat(TestRules.streamed(masker, text, 1 + samples.below(9)))
          .describedAs(label)
          .isEqualTo(TestRules.streamed(masker, text, text.length()));
    }
  }

  private static String field(Samples samples) {
    return samples.pick("", "\n", "a ", "{\"", "x.")
        + samples.pick("customer_name", "customerName", "X-ACME-TENANT", "delivery.address")
        + samples.pick(": ", "=", "\": \"", "\\\":\\\"", ">", " ")
        + samples.pick(samples.noise(), samples.password(), samples.token())
        + samples.pick("\n", "\"", ",", " # x\n", "}");
  }

  @Test
  void isLinearInALineOfNames() {
    String text = "customer.name.".repeat(40_000) + "customer.name=x";
    assertThat(masker.maskText(text).text()).endsWith("=REDACTED");
  }
}

package dev.tacenda.mask;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a masker does to text and JSON, one behaviour at a time; the laws are in LawsTest. */
class MaskerTest {
  private static final PlaceholderKey KEY = PlaceholderKey.of(new byte[32]);
  private final Masker masker = Masker.of(MaskingPolicy.standard(), KEY);

  private static final String AWS = "AKI" + "AFAKE" + "FAKEFAKE2345";
  private static final String PASSWORD = "fK6k" + "289-n83r";

  @Test
  void leavesTextWithoutFindingsInTheCallersArray() {
    byte[] text = bytes("nothing to see here\n");

    MaskResult result = masker.maskText(text);

    assertThat(result.bytes()).isSameAs(text);
    assertThat(result.changed()).isFalse();
    assertThat(result.findings()).isEmpty();
  }

  @Test
  void replacesAValueByAPlaceholderOfItsType() {
    MaskResult result = masker.maskText("key " + AWS + " end");

    assertThat(result.text()).matches("key TCN_[A-Z0-9]{2,12}_[a-z2-7]{24} end");
    assertThat(result.findings()).hasSize(1);
    assertThat(result.findings().get(0).start()).isEqualTo(4);
    assertThat(result.findings().get(0).end()).isEqualTo(4 + AWS.length());
  }

  @Test
  void masksTheValueOfAnAssignmentAndKeepsItsName() {
    MaskResult result = masker.maskText("db.password=" + PASSWORD + "\n");

    assertThat(result.text()).startsWith("db.password=TCN_").endsWith("\n");
  }

  @Test
  void obeysTheActionForKnownSecrets() {
    KnownSecrets known = KnownSecrets.builder().add("db", PASSWORD).build();
    for (Action action : Action.values()) {
      MaskingPolicy policy =
          MaskingPolicy.builder(RuleSet.standard()).actionForKind("known-secret", action).build();
      Masker obeying = Masker.builder(policy, KEY).knownSecrets(known).build();

      assertThat(obeying.maskText("with " + PASSWORD).verdict()).isEqualTo(action);
    }
  }

  @Test
  void masksAValueFoundOnceInAllLaterStringsOfADocument() {
    String json = "[\"password = \\\"" + PASSWORD + "\\\"\", \"the value " + PASSWORD + " again\"]";

    String masked = mask(json);

    assertThat(masked).doesNotContain(PASSWORD);
    assertThat(masked).contains("the value TCN_");
  }

  @Test
  void doesNotChangeAnEarlierStringBecauseOfALaterOne() {
    String json = "[\"the value " + PASSWORD + "\", \"password=" + PASSWORD + "\"]";

    String masked = mask(json);

    assertThat(masked).contains("the value " + PASSWORD);
    assertThat(masked).contains("password=TCN_");
  }

  @Test
  void masksEveryPlaceOfAValueInTheStringThatGivesItAway() {
    MaskResult result = masker.maskText("use " + PASSWORD + " here\npassword=" + PASSWORD + "\n");

    assertThat(result.text()).doesNotContain(PASSWORD);
  }

  @Test
  void findsWhatIsHiddenBehindJsonEscapes() {
    StringBuilder escaped = new StringBuilder();
    AWS.chars().forEach(c -> escaped.append(String.format("\\u%04x", c)));
    String json = "{\"text\":\"" + escaped + "\"}";

    MaskResult result = masker.maskJson(bytes(json), ScanScope.everything());

    assertThat(result.text()).matches("\\{\"text\":\"TCN_[A-Z0-9]+_[a-z2-7]{24}\"}");
    assertThat(result.findings().get(0).start()).isEqualTo(9);
    assertThat(result.findings().get(0).end()).isEqualTo(9 + escaped.length());
  }

  @Test
  void keepsEveryOtherByteOfADocument() {
    String json = "{ \"a\" : 1.50e+01 ,\t\"b\\u0041\" : [ \"é\\/\" , \"" + AWS + "\" ] }\n";

    String masked = mask(json);

    assertThat(masked.replaceAll("TCN_[A-Z0-9]+_[a-z2-7]{24}", AWS)).isEqualTo(json);
  }

  @Test
  void namesTheWayToAFindingButNotKeysThatMayBeData() {
    ScanScope scope =
        new ScanScope() {
          @Override
          public FieldClass classOf(JsonLocation location) {
            return FieldClass.TEXT;
          }

          @Override
          public Set<String> vocabulary() {
            return Set.of("messages", "content");
          }
        };
    String json = "{\"messages\":[{\"content\":{\"x-" + "y\":\"" + AWS + "\"}}]}";

    MaskResult result = masker.maskJson(bytes(json), scope);

    assertThat(result.findings())
        .extracting(Finding::path)
        .containsExactly("messages[0].content.*");
  }

  @Test
  void leavesStringsThatTheScopeDoesNotScan() {
    String mail = "ada@" + "acme.test";
    String json = "{\"id\":\"" + mail + "\",\"text\":\"" + mail + "\"}";
    ScanScope scope =
        location -> location.key(0).equals("id") ? FieldClass.PROTOCOL : FieldClass.TEXT;

    assertThat(masker.maskJson(bytes(json), scope).text())
        .startsWith("{\"id\":\"" + mail + "\",\"text\":\"TCN_");
  }

  @Test
  void refusesASecretInAStringThatMustNotChange() {
    String json = "{\"id\":\"" + AWS + "\"}";
    assertThatThrownBy(() -> masker.maskJson(bytes(json), location -> FieldClass.PROTOCOL))
        .isInstanceOf(MaskingException.class)
        .hasMessageContaining("SECRET_IN_FIXED_FIELD")
        .hasMessageNotContaining(AWS);
    for (FieldClass passed : List.of(FieldClass.SERVER, FieldClass.CREDENTIAL)) {
      assertThat(masker.maskJson(bytes(json), location -> passed).changed()).isFalse();
    }
  }

  @Test
  void masksInTheOrderOfTheScopeNotOfTheDocument() {
    String json = "{\"last\":\"is " + PASSWORD + "\",\"first\":\"password=" + PASSWORD + "\"}";
    ScanScope scope =
        new ScanScope() {
          @Override
          public FieldClass classOf(JsonLocation location) {
            return FieldClass.TEXT;
          }

          @Override
          public int order(JsonLocation location) {
            return location.key(0).equals("first") ? 0 : 1;
          }
        };

    assertThat(masker.maskJson(bytes(json), scope).text()).doesNotContain(PASSWORD);
  }

  @Test
  void keepsThePolicysAllowedFindingsAndReportsThem() {
    MaskingPolicy policy =
        MaskingPolicy.parse(
            "test",
            bytes(
                """
                tacenda-policy: 1
                name: test
                revision: 1
                rules: { use: [standard] }
                actions:
                  - rule: email
                    action: allow
                """));
    String text = "mail ada@" + "acme.test now";

    MaskResult result = Masker.of(policy, KEY).maskText(text);

    assertThat(result.text()).isEqualTo(text);
    assertThat(result.findings()).extracting(Finding::action).containsExactly(Action.ALLOW);
  }

  @Test
  void refusesWhatIsNotStrictJson() {
    for (String bad :
        List.of(
            "",
            "{",
            "{}{}",
            "[1,]",
            "{'a':1}",
            "\"\\x\"",
            "{\"a\":\"x",
            "\"a\\",
            "\"\u0001\"",
            "nul",
            "\ufeff{}",
            "//\n1")) {
      assertThatThrownBy(() -> mask(bad))
          .describedAs(bad)
          .isInstanceOfSatisfying(
              MaskingException.class,
              e -> assertThat(e.reason()).isEqualTo(MaskingException.Reason.MALFORMED_JSON));
    }
  }

  @Test
  void refusesJsonThatIsNotUtf8() {
    for (byte[] bad :
        List.of(
            new byte[] {'"', (byte) 0xff, '"'},
            new byte[] {'"', (byte) 0xc0, (byte) 0x80, '"'},
            new byte[] {'"', (byte) 0xed, (byte) 0xa0, (byte) 0x80, '"'},
            "{}".getBytes(StandardCharsets.UTF_16LE))) {
      assertThatThrownBy(() -> masker.maskJson(bad, ScanScope.everything()))
          .isInstanceOf(MaskingException.class);
    }
  }

  @Test
  void refusesTwoTypesInOneObjectBecauseTheServerMayReadTheOther() {
    assertThatThrownBy(() -> mask("{\"type\":\"thinking\",\"type\":\"text\"}"))
        .hasMessageContaining("two members 'type'");
  }

  @Test
  void namesTheLimitThatIsExceeded() {
    MaskingPolicy policy =
        MaskingPolicy.builder(RuleSet.standard())
            .name("small")
            .revision(1)
            .limits(new Limits(64, 3, 1))
            .build();
    Masker small = Masker.of(policy, KEY);

    assertThatThrownBy(() -> small.maskText(new byte[65])).hasMessageContaining("maxBodyBytes=64");
    assertThatThrownBy(() -> small.maskJson(bytes("[[[[1]]]]"), ScanScope.everything()))
        .hasMessageContaining("maxDepth=3");
    assertThatThrownBy(() -> small.maskText(AWS + "\n" + AWS))
        .hasMessageContaining("maxFindings=1");
  }

  @Test
  void keepsLoneSurrogatesThatJsonCanSpell() {
    String json = "[\"\\ud83d " + AWS + " \\ude00\"]";

    assertThat(mask(json)).startsWith("[\"\\ud83d TCN_").endsWith(" \\ude00\"]");
  }

  @Test
  void tellsNothingInToString() {
    assertThat(masker.toString() + masker.maskText(AWS) + KEY).doesNotContain(AWS);
  }

  private String mask(String json) {
    return masker.maskJson(bytes(json), ScanScope.everything()).text();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}

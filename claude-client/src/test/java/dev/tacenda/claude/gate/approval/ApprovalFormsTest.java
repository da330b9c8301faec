package dev.tacenda.claude.gate.approval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tacenda.claude.gate.ApprovalRequest;
import dev.tacenda.claude.gate.ApprovalTerms;
import dev.tacenda.claude.gate.Caller;
import dev.tacenda.claude.gate.approval.Office.Asking;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The forms of questions, decisions and rules: each has one meaning and one spelling. */
class ApprovalFormsTest {
  private static final long SEED = Long.getLong("tacenda.seed", 20261130L);
  private static final int ROUNDS = Integer.getInteger("tacenda.rounds", 200);

  private static ApprovalQuestion question(ApprovalRequest request, ApprovalScope scope) {
    return new ApprovalQuestion(
        request.terms(),
        request.masked().bytes(),
        scope,
        0,
        new ApprovalQuestion.Asked("eve", 1, Instant.parse("2026-11-30T10:00:00Z"), ""));
  }

  @Test
  void everyPartOfARequestChangesItsDigest() {
    List<Consumer<Asking>> changes =
        List.of(
            a -> {},
            a -> a.caller = Caller.verified(Office.CI, "x", Set.of()),
            a -> a.caller = Caller.verified("y", "repo:shop", Set.of()),
            a -> a.run = "run-2",
            a -> a.policyDigest = "b".repeat(64),
            a -> a.endpoint = "POST /v1/x",
            a -> a.tool = "Bash",
            a -> a.text = "{\"model\":\"n\"}",
            a -> a.models = Set.of(),
            a -> a.models = Set.of("m", "n"),
            a -> a.tools = Set.of("custom Read"),
            a -> a.mcpUrls = Set.of(),
            a -> a.features = Set.of("f"),
            a -> a.reasons = Set.of("other"),
            a -> a.maxTokens = 2);
    Set<String> digests = new HashSet<>();
    for (Consumer<Asking> change : changes) {
      ApprovalRequest request = Office.asking().with(change).request();
      digests.add(request.digest());
      assertThat(Office.asking().with(change).request().digest()).isEqualTo(request.digest());
    }
    assertThat(digests).hasSize(changes.size());
  }

  @Test
  void partsThatRunIntoEachOtherHaveOtherDigests() {
    Asking one = Office.asking().with(a -> a.tools = Set.of("ab", "c"));
    Asking two = Office.asking().with(a -> a.tools = Set.of("a", "bc"));
    Asking three =
        Office.asking()
            .with(
                a -> {
                  a.tools = Set.of("a");
                  a.mcpUrls = Set.of("bc");
                });

    assertThat(Set.of(one.request().digest(), two.request().digest(), three.request().digest()))
        .hasSize(3);
  }

  @Test
  void questionsComeBackAsTheyWere() throws StoreException {
    Random random = new Random(SEED);
    for (int round = 0; round < ROUNDS; round++) {
      String text = text(random, 200);
      String tool = text(random, 20);
      ApprovalRequest request =
          Office.asking()
              .with(
                  a -> {
                    a.text = text;
                    a.tools = Set.of("t " + tool);
                  })
              .request();
      ApprovalQuestion question = question(request, ApprovalScope.envelope(2, 3, 4));

      byte[] json = QuestionJson.write(question);
      ApprovalQuestion read = QuestionJson.read(json);

      assertThat(read.id()).as("seed " + SEED + ", round " + round).isEqualTo(question.id());
      assertThat(read.masked()).isEqualTo(question.masked());
      assertThat(read.terms()).isEqualTo(question.terms());
      assertThat(new String(json, StandardCharsets.UTF_8).chars())
          .allMatch(c -> c == '\n' || (c >= ' ' && c < 0x7f));
    }
  }

  private static String text(Random random, int max) {
    StringBuilder text = new StringBuilder();
    int length = random.nextInt(max);
    for (int i = 0; i < length; i++) {
      int c = random.nextInt(4) == 0 ? random.nextInt(0x2fff) : ' ' + random.nextInt(0x60);
      text.appendCodePoint(c);
    }
    return text.toString();
  }

  @Test
  void bytesThatAreNoTextComeBackToo() throws StoreException {
    ApprovalRequest request = Office.asking().request();
    byte[] odd = {(byte) 0xff, 0, 1, (byte) 0xc3};
    ApprovalQuestion question =
        new ApprovalQuestion(
            request.terms(),
            odd,
            ApprovalScope.exact(),
            3,
            new ApprovalQuestion.Asked("eve", 2, Instant.EPOCH, "OUTSIDE_TOOL"));

    ApprovalQuestion read = QuestionJson.read(QuestionJson.write(question));

    assertThat(read.masked()).isEqualTo(odd);
    assertThat(read.again()).isEqualTo(3);
    assertThat(read.asked()).isEqualTo(question.asked());
  }

  @Test
  void cutOrChangedQuestionsAreRefused() {
    byte[] json = QuestionJson.write(question(Office.asking().request(), ApprovalScope.exact()));
    Random random = new Random(SEED);
    for (int round = 0; round < ROUNDS; round++) {
      byte[] cut = Arrays.copyOf(json, random.nextInt(json.length - 2));
      assertThatThrownBy(() -> QuestionJson.read(cut)).isInstanceOf(StoreException.class);
      byte[] changed = json.clone();
      int at = random.nextInt(json.length);
      changed[at] ^= (byte) (1 << random.nextInt(7));
      try {
        ApprovalQuestion read = QuestionJson.read(changed);
        // Spaces, and what an approval is not bound to, may change; nothing else.
        assertThat(read.digest())
            .as("seed " + SEED + ", byte " + at)
            .isEqualTo(question(Office.asking().request(), ApprovalScope.exact()).digest());
      } catch (StoreException e) {
        assertThat(e.denial().name()).isEqualTo("QUESTION_ALTERED");
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "exact",
        "exact 0",
        "exact 01",
        "exact +1",
        "exact 10001",
        "exact 1 1",
        "envelope 1",
        "envelope 0 1 1",
        "envelope 1 0 1",
        "envelope 1 1 0",
        "envelope 1 1 1441",
        "envelope 1 1 1 ",
        "Exact 1",
        "envelope 1  1 1"
      })
  void scopesHaveOneSpelling(String text) {
    assertThat(ApprovalScope.parse(text)).isEmpty();
  }

  @Test
  void scopesComeBackAsTheyWere() {
    for (ApprovalScope scope :
        List.of(ApprovalScope.exact(), ApprovalScope.exact(7), ApprovalScope.envelope(1, 2, 3))) {
      assertThat(ApprovalScope.parse(scope.text())).contains(scope);
    }
  }

  @Test
  void whatTwoAllowIsTheLessOfBoth() {
    ApprovalScope wide = ApprovalScope.envelope(10, 100, 5);
    assertThat(wide.and(ApprovalScope.envelope(5, 200, 9)))
        .isEqualTo(ApprovalScope.envelope(5, 100, 5));
    assertThat(wide.and(ApprovalScope.exact(2))).isEqualTo(ApprovalScope.exact(2));
    assertThat(ApprovalScope.exact(2).and(wide)).isEqualTo(ApprovalScope.exact(2));
    assertThat(ApprovalScope.exact(2).and(ApprovalScope.exact(3)))
        .isEqualTo(ApprovalScope.exact(2));
  }

  @Test
  void notesComeBackAsTheyWere() {
    Office.Yes yes =
        new Office.Yes(
            question(Office.asking().request(), ApprovalScope.exact()),
            Instant.parse("2026-11-30T10:00:00.5Z"));
    yes.reason = "looked at it: fine \u00e9";
    yes.ticket = "OPS-1";
    ApprovalNote note = yes.note(Office.ADA);

    assertThat(ApprovalNote.parse(note.text())).contains(note);
    for (String change :
        List.of("\nverdict: Approve\n", "\nverdict: approve \n", "\nverdict: yes\n")) {
      assertThat(ApprovalNote.parse(note.text().replace("\nverdict: approve\n", change))).isEmpty();
    }
    assertThat(
            ApprovalNote.parse(note.text().replace("tacenda-approval: 1", "tacenda-approval: 2")))
        .isEmpty();
    assertThat(note.toString()).doesNotContain("looked");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\nb", "a\u202eb", " a", "a\u0007", "\ud800", "\ue000"})
  void reasonsAreOneLineThatCanBeShown(String reason) {
    Office.Yes yes =
        new Office.Yes(question(Office.asking().request(), ApprovalScope.exact()), Instant.EPOCH);
    yes.reason = reason;

    assertThatThrownBy(() -> yes.note(Office.ADA)).isInstanceOf(IllegalArgumentException.class);
  }

  private static String yaml() {
    return """
    tacenda-approvals: 1
    humans:
      ada: ["key:ada.example", "github:1"]
      eve: ["github:3", "https://ci.example|repo:x"]
    bots: ["github:99"]
    requesters:
      - { issuer: "https://ci.example", claim: actor_id, namespace: github }
    keys:
      people: ["%s"]
      services: ["%s"]
    rules:
      - { policy: "*", asked-for: [shell-tool], approvers: [ada], quorum: 1 }
    max-minutes: 120
    clock-skew-seconds: 5
    max-uses: 3
    """
        .formatted(Office.ADA.key(), Office.SERVICE.key());
  }

  private static ApprovalRules parse(String yaml) {
    return ApprovalRules.parse(yaml.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void readsRulesFromAFile() {
    ApprovalRules rules = parse(yaml());
    ApprovalTerms terms = Office.asking().request().terms();

    assertThat(rules.keys()).hasSize(2);
    assertThat(rules.maxValidity()).isEqualTo(Duration.ofHours(2));
    assertThat(rules.clockSkew()).isEqualTo(Duration.ofSeconds(5));
    assertThat(rules.maxUses()).isEqualTo(3);
    assertThat(rules.about(terms)).isPresent();
    assertThat(rules.humans().of(Office.caller("1")).orElseThrow().name()).isEqualTo("ada");
    assertThat(rules.humans().of(Office.caller("99")).orElseThrow().isHuman()).isFalse();
    assertThat(rules.humans().of(Office.caller("5"))).isEmpty();
  }

  @Test
  void refusesRulesThatMightMeanSomethingElse() {
    Map<String, String> changes =
        Map.ofEntries(
            Map.entry("tacenda-approvals: 1", "tacenda-approvals: 2"),
            Map.entry("max-uses: 3", "max-usage: 3"),
            Map.entry("max-uses: 3\n", "max-uses: 0\n"),
            Map.entry("max-minutes: 120", "max-minutes: 120\nmax-minutes: 121"),
            Map.entry("max-minutes: 120\n", "max-minutes: 999999\n"),
            Map.entry("quorum: 1", "quorum: 2"),
            Map.entry("quorum: 1 }", "quorum: 0 }"),
            Map.entry("approvers: [ada]", "approvers: [nobody]"),
            Map.entry("asked-for: [shell-tool]", "asked-for: []"),
            Map.entry("asked-for: [shell-tool], ", ""),
            Map.entry("\"github:1\"", "\"github:3\""),
            Map.entry("[\"github:99\"]", "[\"github:1\"]"),
            Map.entry("\"key:ada.example\", ", ""),
            Map.entry("claim: actor_id", "claim: 7"),
            Map.entry("services: [", "services: [null, "),
            Map.entry("clock-skew-seconds: 5", "clock-skew-seconds: no"));
    changes.forEach(
        (from, to) -> {
          assertThat(yaml()).contains(from);
          assertThatThrownBy(() -> parse(yaml().replace(from, to)))
              .as(to)
              .isInstanceOf(IllegalArgumentException.class);
        });
    assertThatThrownBy(() -> parse("a: " + "[".repeat(3_000)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> parse("a: &x [1]\nb: *x"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> parse("")).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> parse("x".repeat(2_000_000)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}

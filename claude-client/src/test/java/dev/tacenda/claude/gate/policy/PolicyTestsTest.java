package dev.tacenda.claude.gate.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tacenda.mask.MaskingPolicy;
import dev.tacenda.mask.PolicyException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PolicyTestsTest {
  private static final String POLICY =
      """
      tacenda-policy: 1
      name: acme
      revision: 1
      rules:
        use: []
        add:
          - id: acme-key
            description: Acme key
            kind: service-key
            type: ACMEKEY
            severity: high
            source: docs.acme.example
            keywords: [acme_live_]
            pattern: 'acme_live_[A-Za-z0-9]{6,}'
          - id: acme-note
            description: Acme note
            kind: note
            type: NOTE
            severity: low
            source: docs.acme.example
            keywords: [noteno]
            pattern: 'noteno[0-9]+'
      actions:
        - rule: acme-note
          action: allow
      """;

  private static final MaskingPolicy ACME = policy(POLICY);
  private static final MaskingPolicy STRICT =
      policy(
          POLICY.replace("name: acme", "name: strict").replace("action: allow", "action: block"));

  private static MaskingPolicy policy(String yaml) {
    return MaskingPolicy.parse("policy.yaml", yaml.getBytes(StandardCharsets.UTF_8));
  }

  private static PolicyTests tests(String yaml) {
    return PolicyTests.parse(
        "tests.yaml", ("tacenda-tests: 1\n" + yaml).getBytes(StandardCharsets.UTF_8));
  }

  private static List<String> run(String tests) {
    return tests(tests).run(List.of(ACME), null).stream().map(PolicyTestResult::toString).toList();
  }

  @Test
  void passesWhenAllMarksAndNothingElseIsMasked() {
    List<PolicyTestResult> results =
        tests(
                """
                tests:
                  - name: keys
                    rule: acme-key
                    must-mask: ['a = [[acme_live', '_FAKE01]], ä [[acme_live_FAKE02]]']
                    verdict: mask
                  - name: no key
                    rule: acme-key
                    must-not-mask: 'acme_live_ [[ is a beginning'
                """)
            .run(List.of(ACME, STRICT), null);

    assertThat(results).allMatch(PolicyTestResult::passed);
    assertThat(results)
        .extracting(r -> r.name() + "/" + r.policy())
        .containsExactly("keys/acme", "keys/strict", "no key/acme", "no key/strict");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "must-mask: '[[acme_live_]]x'|characters 1 to 10 of the text stay",
        "must-mask: 'ä[[acme_live_FAKE01 or]] so'|characters 18 to 20 of the text stay",
        "must-mask: 'ä [[acme_live_FAKE01]] acme_live_FAKE02'"
            + "|characters 20 to 35 of the text outside of the marks are masked by acme-key",
        "must-mask: '[[acme_live_]]FAKE01'"
            + "|characters 11 to 16 of the text outside of the marks are masked by acme-key",
        "must-not-mask: ': acme_live_FAKE01'|characters 3 to 18 of the text are masked by acme-key",
        "{text: 'acme_live_FAKE01', verdict: block}|the verdict is mask, not block",
        "{text: 'nothing', verdict: mask}|the verdict is allow, not mask",
        "{rule: acme-note, must-mask: '[[acme_live_FAKE01]]'}|masked by acme-key, not acme-note",
        "{rule: acme-note, must-mask: '[[noteno1]]'}|characters 1 to 7 of the text stay",
        "{rule: nobody, must-not-mask: 'x'}|rule 'nobody' is not on in any policy",
        "{policy: other, must-not-mask: 'x'}|there is no policy 'other'",
        "{policy: acme, rule: nobody, must-not-mask: 'x'}|rule 'nobody' is not on in policy 'acme'",
        "{json: true, must-not-mask: '{'}|not masked: ",
      })
  void saysWhatIsWrong(String test, String problem) {
    String body = test.startsWith("{") ? test.substring(1, test.length() - 1) : test;

    List<String> results = run("tests: [{name: it, " + body + "}]");

    assertThat(results)
        .singleElement()
        .asString()
        .startsWith("tests.yaml:2:16: it")
        .contains(problem);
    assertThat(results.get(0)).doesNotContain("FAKE0");
  }

  @Test
  void looksIntoTheStringsOfDocuments() {
    String document = "'{\"acme_live_FAKE01\":\"\\u0061cme_live_FAKE01\"}'";

    assertThat(run("tests: [{name: it, json: true, verdict: mask, text: " + document + "}]"))
        .singleElement()
        .asString()
        .endsWith("passed");
  }

  @Test
  void readsOtherMarks() {
    String test = "{name: it, marks: ['<<', '>'], must-mask: '[[ << acme_live_FAKE01> ]]'}";

    assertThat(run("tests: [" + test + "]")).singleElement().asString().contains("stay");
    assertThat(run("tests: [" + test.replace("<< ", "<<") + "]"))
        .singleElement()
        .asString()
        .endsWith("passed");
  }

  @Test
  void comparesTheSelectionWithoutRegardToOrder() {
    PolicyTests tests =
        tests(
            """
            selection:
              - name: main
                identity: { issuer: i, subject: s, groups: [g], claims: { ref: main, n: 7, t: [true] } }
                policies: [b, a]
              - name: nobody
                identity: anonymous
                denied: true
            """);
    PolicyTests.Selection selection =
        caller -> {
          if (caller.isAnonymous()) {
            return List.of("a");
          }
          assertThat(caller.groups()).containsExactly("g");
          assertThat(caller.claims().values("n")).containsExactly("7");
          assertThat(caller.claims().values("t")).containsExactly("true");
          return List.of("a", "b");
        };

    List<PolicyTestResult> results = tests.run(List.of(), selection);

    assertThat(results.get(0).passed()).isTrue();
    assertThat(results.get(1).problems())
        .containsExactly("the caller gets a, and should be one that is denied");
    assertThat(tests.run(List.of(), null)).noneMatch(PolicyTestResult::passed);
  }

  @Test
  void knowsWhichRulesAreTested() {
    PolicyTests tests =
        tests(
            "tests: [{name: a, rule: r, must-mask: '[[x]]'}, {name: b, rule: s, must-not-mask:"
                + " x}]");

    assertThat(tests.saysWhatIsFoundBy("r")).isTrue();
    assertThat(tests.saysWhatIsLeftBy("r")).isFalse();
    assertThat(tests.saysWhatIsFoundBy("s")).isFalse();
    assertThat(tests.saysWhatIsLeftBy("s")).isTrue();
    assertThat(tests.size()).isEqualTo(2);
    assertThat(PolicyTests.none().run(List.of(ACME), null)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "test: []|2:1|unknown key 'test'; did you mean 'tests'?",
        "tests: []|1:1|the file has no tests",
        "tests: [x]|2:9|a test must be a mapping",
        "tests: [{name: a}]|2:9|needs one of 'must-mask', 'must-not-mask' and 'text'",
        "tests: [{name: a, text: x, must-mask: x}]|2:9|needs one of",
        "tests: [{name: a, text: x}]|2:9|key 'verdict' is missing",
        "tests: [{name: a, text: x, verdict: blok}]|2:37|did you mean 'block'?",
        "tests: [{name: a, must-mask: x}]|2:30|nothing is marked; write [[value]] around",
        "tests: [{name: a, must-mask: 'x[[y'}]|2:30|opened with [[ and not closed",
        "tests: [{name: a, must-mask: '[[]]'}]|2:30|nothing between [[ and ]]",
        "tests: [{name: a, must-mask: 7}]|2:30|must-mask must be text",
        "tests: [{name: a, must-mask: x, marks: [a]}]|2:40|marks must be two different texts",
        "tests: [{name: a, must-mask: x, marks: [a, a]}]|2:40|marks must be two different texts",
        "tests: [{name: a, must-not-mask: x, marks: [a, b]}]|2:37|'marks' is only for must-mask",
        "tests: [{name: a, must-not-mask: x}, {name: a, must-not-mask: x}]|2:45|second test",
        "tests: [{name: ' ', must-not-mask: x}]|2:16|name must be one line",
        "selection: [{name: a, identity: anonymous}]|2:13|one of 'policies' and 'denied'",
        "selection: [{name: a, identity: anonymous, denied: false}]|2:52|can only be true",
        "selection: [{name: a, identity: anonymous, policies: []}]|2:54|write 'denied: true'",
        "selection: [{name: a, identity: anonymus, denied: true}]|2:33|did you mean 'anonymous'?",
        "selection: [{name: a, identity: {issuer: i}, denied: true}]|2:33|key 'subject' is missing",
        "selection: [{name: a, identity: {issuer: i, subject: 's s'}, denied: true}]|2:33|subject"
            + " must",
        "selection: [{name: a, identity: {issuer: i, subject: s, claims: {a: null}}, denied: true}]"
            + "|2:69|a claim must be text",
      })
  void refusesWhatItDoesNotUnderstand(String yaml, String place, String problem) {
    assertThatThrownBy(() -> tests(yaml))
        .isInstanceOf(PolicyException.class)
        .hasMessageStartingWith("tests.yaml:" + place + ": ")
        .hasMessageContaining(problem);
  }

  /** Texts of tests look like secrets to whoever reads a log. */
  @Test
  void keepsTextsOutOfMessages() {
    PolicyTests tests = tests("tests: [{name: a, must-mask: 'acme_live_FAKE01[[x]]'}]");

    assertThat(tests.toString() + tests.run(List.of(ACME), null)).doesNotContain("FAKE01");
    assertThat(MarkedText.plain("FAKE01").toString()).doesNotContain("FAKE01");
  }
}

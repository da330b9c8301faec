package dev.tacenda.claude.gate.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tacenda.claude.gate.Caller;
import dev.tacenda.claude.gate.Claims;
import dev.tacenda.mask.PolicyDifference;
import dev.tacenda.mask.StrictYaml;
import dev.tacenda.mask.YamlMap;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import okhttp3.mockwebserver.MockWebServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The table of identities and policies; see the README beside it. */
class SelectionTableTest {
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-30T12:00:00Z"), ZoneOffset.UTC);
  private static final List<String> FILES =
      List.of("builds", "releases", "untrusted", "agents", "public", "selection");
  private static final PolicySet SET = PolicySet.compiler().clock(CLOCK).compile(files());

  /** One row of the table. */
  record Row(
      String name, Caller caller, String outcome, List<String> groups, List<String> policies) {
    @Override
    public String toString() {
      return name;
    }
  }

  @ParameterizedTest
  @MethodSource("rows")
  void eachIdentityGetsWhatTheTableSays(Row row) {
    Explanation why = SET.explain(row.caller());

    assertThat(outcome(why)).isEqualTo(row.outcome());
    assertThat(why.groups()).containsExactlyElementsOf(row.groups());
    assertThat(why.policies()).containsExactlyElementsOf(row.policies());
    assertThat(why.choice().isEmpty()).isEqualTo(row.policies().isEmpty());
    assertThat(SET.select(row.caller()).map(choice -> choice.policy().digest()))
        .isEqualTo(why.choice().map(choice -> choice.policy().digest()));
  }

  @ParameterizedTest
  @MethodSource("rows")
  void noReasonQuotesAClaim(Row row) {
    Explanation why = SET.explain(row.caller());
    String said = why + "\n" + why.reasons() + why.rules() + why.exceptions();

    for (String claim : row.caller().claims().names()) {
      assertThat(row.caller().claims().values(claim))
          .filteredOn(value -> value.length() > 8 && !value.equals(claim))
          .noneMatch(said::contains);
    }
  }

  @Test
  void theTableHasEveryOutcomeThatThisFileCanGive() {
    assertThat(rows().toList()).hasSizeGreaterThanOrEqualTo(50);
    assertThat(rows().map(Row::outcome))
        .contains(
            "by-groups",
            "anonymous-caller",
            "denied-unknown-issuer",
            "denied-no-rule-applies",
            "denied-by-rule");
    assertThat(rows().flatMap(row -> row.groups().stream()))
        .contains("builders", "releasers", "forks", "coders", "researchers");
  }

  @Test
  void theFilesOfTheTableWarnOfTheirExpiredExceptionOnly() {
    assertThat(SET.warnings())
        .singleElement()
        .asString()
        .startsWith("selection.yaml:")
        .endsWith("the exception has expired; remove it");
  }

  @Test
  void noAddressInAClaimIsAsked() throws IOException {
    try (MockWebServer server = new MockWebServer()) {
      server.start();
      String address = "http://127.0.0.1:" + server.getPort() + "/";
      List<Caller> callers = rows(address).map(Row::caller).toList();
      assertThat(callers)
          .anyMatch(caller -> caller.claims().values("jku").contains(address + "jwks"));

      callers.forEach(SET::explain);

      assertThat(server.getRequestCount()).isZero();
    }
  }

  /** Groups only add policies, and a union is as strict as each, so nobody gains by a claim. */
  @Test
  void whoShowsMoreClaimsGetsNothingLessStrict() {
    long seed = Long.getLong("tacenda.seed", System.nanoTime());
    Random random = new Random(seed);
    int compared = 0;
    for (int round = 0; round < 100; round++) {
      Map<String, List<String>> more = new TreeMap<>();
      CLAIMS.forEach(
          (claim, values) -> {
            if (random.nextInt(3) > 0) {
              more.put(claim, List.of(values.get(random.nextInt(values.size()))));
            }
          });
      Map<String, List<String>> fewer = new TreeMap<>(more);
      fewer.keySet().removeIf(claim -> random.nextInt(3) == 0);
      Explanation less = SET.explain(github(fewer));
      Explanation all = SET.explain(github(more));
      if (less.outcome() == Explanation.Outcome.BY_GROUPS) {
        compared++;
        assertThat(all.groups()).describedAs("seed " + seed).containsAll(less.groups());
        assertThat(
                PolicyDifference.between(
                        less.choice().orElseThrow().policy(), all.choice().orElseThrow().policy())
                    .isEasing())
            .describedAs("seed " + seed + " " + less.groups() + " " + all.groups())
            .isFalse();
      }
    }
    assertThat(compared).isGreaterThan(10);
  }

  private static final Map<String, List<String>> CLAIMS =
      Map.of(
          "repository_owner_id", List.of("4242", "4242", "17"),
          "ref", List.of("refs/heads/main", "refs/heads/topic"),
          "job_workflow_ref", List.of("acme/ci/.github/workflows/a.yml@refs/heads/main"),
          "event_name", List.of("push", "pull_request"),
          "repo_property_data", List.of("public", "internal"));

  private static Caller github(Map<String, List<String>> claims) {
    String issuer = "https://token.actions.githubusercontent.com";
    return Caller.verified(issuer, "job", Set.of(), Claims.of(claims));
  }

  private static String outcome(Explanation why) {
    return why.outcome().name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  static Stream<Row> rows() {
    return rows("http://127.0.0.1:9/");
  }

  private static Stream<Row> rows(String address) {
    String text = new String(resource("identities.yaml"), StandardCharsets.UTF_8);
    byte[] yaml = text.replace("http://127.0.0.1:PORT/", address).getBytes(StandardCharsets.UTF_8);
    YamlMap file = StrictYaml.read("identities.yaml", yaml);
    return file.required("identities").asList("identities").stream()
        .map(item -> row(item.asMap("a row")));
  }

  private static Row row(YamlMap yaml) {
    return new Row(
        yaml.required("name").asText("name"),
        SupposedCaller.read(yaml.required("identity")),
        yaml.required("outcome").asText("outcome"),
        texts(yaml, "groups"),
        texts(yaml, "policies"));
  }

  private static List<String> texts(YamlMap yaml, String key) {
    List<String> texts = new ArrayList<>();
    yaml.optional(key).ifPresent(list -> list.asList(key).forEach(n -> texts.add(n.asText(key))));
    return texts;
  }

  private static Map<String, byte[]> files() {
    Map<String, byte[]> files = new LinkedHashMap<>();
    FILES.forEach(name -> files.put(name + ".yaml", resource(name + ".yaml")));
    return files;
  }

  private static byte[] resource(String name) {
    try (InputStream in = SelectionTableTest.class.getResourceAsStream("identities/" + name)) {
      return Objects.requireNonNull(in, name).readAllBytes();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}

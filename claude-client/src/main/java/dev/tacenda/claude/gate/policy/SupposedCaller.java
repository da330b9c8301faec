package dev.tacenda.claude.gate.policy;

import dev.tacenda.claude.gate.Caller;
import dev.tacenda.claude.gate.Claims;
import dev.tacenda.mask.PolicyException;
import dev.tacenda.mask.StrictYaml;
import dev.tacenda.mask.YamlMap;
import dev.tacenda.mask.YamlNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Reads a caller that somebody wrote down, to ask which policies it would get. Nobody vouches for
 * it: what this returns is for tests and explanations, and never for a call.
 *
 * <pre>{@code
 * issuer: https://token.actions.githubusercontent.com
 * subject: repo:acme/shop:ref:refs/heads/main
 * groups: [builds]                      # left out: none
 * claims: { repository_id: 12345, ref: refs/heads/main, aud: [tacenda] }
 * }</pre>
 *
 * <p>JSON is a way to write the same. Numbers and truth values of claims count as they are written.
 */
public final class SupposedCaller {
  static final Set<String> KEYS = Set.of("issuer", "subject", "groups", "claims");
  private static final String ANONYMOUS = "anonymous";

  private SupposedCaller() {}

  /**
   * Reads the text of a file; {@code sourceName} stands for it in messages, which hold no claim.
   *
   * @throws PolicyException if it is not understood in full
   */
  public static Caller parse(String sourceName, byte[] yaml) {
    return caller(StrictYaml.read(sourceName, yaml));
  }

  /** Reads a mapping as above, or the word {@code anonymous}. */
  static Caller read(YamlNode node) {
    if (node instanceof YamlNode.Scalar) {
      return node.asWord("identity", Map.of(ANONYMOUS, Caller.anonymous()));
    }
    return caller(node.asMap("identity"));
  }

  private static Caller caller(YamlMap yaml) {
    yaml.onlyKeys(KEYS);
    String issuer = yaml.required("issuer").asText("issuer");
    String subject = yaml.required("subject").asText("subject");
    Set<String> groups = new HashSet<>();
    yaml.optional("groups")
        .ifPresent(list -> list.asList("groups").forEach(g -> groups.add(g.asText("a group"))));
    try {
      return Caller.verified(issuer, subject, groups, claims(yaml));
    } catch (IllegalArgumentException e) {
      throw yaml.place().error(String.valueOf(e.getMessage()), "write what a token would say");
    }
  }

  private static Claims claims(YamlMap yaml) {
    Map<String, List<String>> values = new TreeMap<>();
    yaml.optional("claims")
        .ifPresent(
            node -> {
              YamlMap claims = node.asMap("claims");
              claims.keys().forEach(name -> values.put(name, values(claims.required(name))));
            });
    return Claims.of(values);
  }

  private static List<String> values(YamlNode node) {
    List<String> values = new ArrayList<>();
    List<YamlNode> items = node instanceof YamlNode.Items list ? list.nodes() : List.of(node);
    for (YamlNode item : items) {
      boolean single =
          item instanceof YamlNode.Scalar scalar && scalar.type() != YamlNode.Type.NOTHING;
      values.add(single ? ((YamlNode.Scalar) item).text() : item.asText("a claim"));
    }
    return values;
  }
}

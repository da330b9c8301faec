package dev.tacenda.mask;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each mistake in a policy or rule file is refused with its place, what is wrong, and a remedy. */
class BadFilesTest {
  /**
   * Line 7 of a policy is the first that a case adds, line 6 of a rule file the first of a rule.
   */
  private static final String POLICY =
      """
      tacenda-policy: 1
      name: builds
      revision: 3
      rules:
        use: [standard]
      """;

  private static final String RULES =
      """
      tacenda-rules: 1
      rules:
        - id: acme-key
          description: Acme key
          kind: service-key
          type: ACME
          severity: low
          source: acme.example
          keywords: [acme-]
          pattern: 'acme-[0-9]+'
      """;

  /** A file, and the message expected for it without the file's name. */
  record Case(String what, String yaml, String message) {
    @Override
    public String toString() {
      return what;
    }
  }

  static Stream<Case> badYaml() {
    return Stream.of(
        new Case("empty file", "", "1:1: the file is empty; write the policy or rules"),
        new Case(
            "comments only", "# nothing\n", "1:1: the file is empty; write the policy or rules"),
        new Case(
            "a list",
            "- a\n",
            "1:1: the file must be a mapping, found a list; write one 'key: value' per line"),
        new Case(
            "duplicate key",
            POLICY + "name: other\n",
            "6:1: duplicate key 'name'; remove it or the one in line 2"),
        new Case("anchor", POLICY + "actions: &x []\n", "6:10: YAML anchor; remove the &name"),
        new Case(
            "alias",
            POLICY + "limits: *x\n",
            "6:9: YAML alias; write the value out instead of *name"),
        new Case("tag", POLICY.replace("builds", "!!str builds"), "2:7: YAML tag; remove the !tag"),
        new Case(
            "second document",
            POLICY + "---\n" + POLICY,
            "6:1: second YAML document; keep one document per file"),
        new Case(
            "directive",
            "%YAML 1.2\n---\n" + POLICY,
            "1:1: YAML directive; remove the line that begins with %"),
        new Case(
            "deep nesting",
            "a: " + "[".repeat(50_000),
            "1:19: nested deeper than 16 levels; flatten it"),
        new Case(
            "control character",
            POLICY + "x: a\u0001b\n",
            "6:5: control character that YAML does not allow; remove it"),
        new Case(
            "key that is no text",
            POLICY + "? [a]\n: b\n",
            "6:3: a key must be text, found a list"),
        new Case("tab", POLICY + "\tx: 1\n", "6:1: not YAML: "),
        new Case("open bracket", POLICY + "actions: [\n", "7:1: not YAML: "),
        new Case("open quote", POLICY + "x: \"abc\n", "7:1: not YAML: "));
  }

  static Stream<Case> badPolicies() {
    return Stream.of(
        new Case(
            "no version",
            POLICY.replace("tacenda-policy: 1\n", ""),
            "1:1: key 'tacenda-policy' is missing; add 'tacenda-policy: ...' here"),
        new Case(
            "later version",
            POLICY.replace("policy: 1", "policy: 2"),
            "1:17: tacenda-policy is out of range: '2'; write a whole number in 1..1"),
        new Case(
            "misspelt key",
            POLICY + "acton: []\n",
            "6:1: unknown key 'acton'; did you mean 'actions'?"),
        new Case(
            "key of nothing near",
            POLICY + "x: 1\n",
            "6:1: unknown key 'x'; known: actions, anonymous-callers, binary, internal-names,"
                + " limits, min-confidence, name, profile, replacements, restore, revision, risks,"
                + " rules, tacenda-policy, unknown-fields, write-back"),
        new Case(
            "no name",
            POLICY.replace("name: builds\n", ""),
            "1:1: key 'name' is missing; add 'name: ...' here"),
        new Case(
            "name with capitals",
            POLICY.replace("builds", "Builds"),
            "2:7: name must be 1 to 64 of a-z, 0-9 and dashes, was 'Builds'; for example builds"),
        new Case(
            "name that is a number",
            POLICY.replace("builds", "17"),
            "2:7: name must be text, found a number; write it in quotes"),
        new Case(
            "revision zero",
            POLICY.replace("revision: 3", "revision: 0"),
            "3:11: revision is out of range: '0'; write a whole number in 1..2147483647"),
        new Case(
            "revision with a fraction",
            POLICY.replace("revision: 3", "revision: 1.5"),
            "3:11: revision is out of range: '1.5'; write a whole number in 1..2147483647"),
        new Case(
            "revision in quotes",
            POLICY.replace("revision: 3", "revision: '3'"),
            "3:11: revision must be a whole number, found text; write a whole number in"
                + " 1..2147483647"),
        new Case(
            "anonymous-callers yes",
            POLICY + "anonymous-callers: yes\n",
            "6:20: unknown word for anonymous-callers 'yes'; known: admit, deny"),
        new Case(
            "anonymous-callers misspelt",
            POLICY + "anonymous-callers: admitt\n",
            "6:20: unknown word for anonymous-callers 'admitt'; did you mean 'admit'?"),
        new Case(
            "rules as a list",
            POLICY.replace("rules:\n  use: [standard]", "rules: [standard]"),
            "4:8: rules must be a mapping, found a list; write one 'key: value' per line"),
        new Case(
            "use as text",
            POLICY.replace("[standard]", "standard"),
            "5:8: use must be a list, found text; write [a, b], or one '- a' per line"),
        new Case(
            "unknown rule set",
            POLICY.replace("[standard]", "[standart]"),
            "5:9: unknown rule set 'standart'; did you mean 'standard'?"),
        new Case(
            "rule set twice",
            POLICY.replace("[standard]", "[standard, standard]"),
            "5:19: rule set 'standard' is used twice; remove one of them"),
        new Case(
            "no rules",
            POLICY.replace("[standard]", "[]"),
            "5:3: the policy has no rules; write 'use: [standard]', or add rules"),
        new Case(
            "disable an unknown rule",
            POLICY + "  disable: [emial]\n",
            "6:13: unknown rule 'emial'; did you mean 'email'?"),
        new Case(
            "disable twice",
            POLICY + "  disable: [email, email]\n",
            "6:20: rule 'email' is disabled twice; remove one of them"),
        new Case(
            "add a rule with a taken id",
            POLICY + "  add:\n" + RULES.substring(RULES.indexOf("  -")).replace("acme-key", "jwt"),
            "7:9: rule id 'jwt' is already in use; rename it, or disable the rule that it is to"
                + " replace"),
        new Case(
            "action without a target",
            POLICY + "actions: [{action: mask}]\n",
            "6:11: an action needs one of 'rule' and 'kind'; name one of them"),
        new Case(
            "action with two targets",
            POLICY + "actions: [{rule: jwt, kind: personal, action: mask}]\n",
            "6:11: an action needs one of 'rule' and 'kind'; name one of them"),
        new Case(
            "action without an action",
            POLICY + "actions: [{rule: jwt}]\n",
            "6:11: key 'action' is missing; add 'action: ...' here"),
        new Case(
            "misspelt action",
            POLICY + "actions:\n  - kind: cloud-key\n    action: blok\n",
            "8:13: unknown action 'blok'; did you mean 'block'?"),
        new Case(
            "action for an unknown rule",
            POLICY + "actions: [{rule: github, action: mask}]\n",
            "6:18: unknown rule 'github'; none of the "),
        new Case(
            "action for an unknown kind",
            POLICY + "actions: [{kind: cloud-keys, action: mask}]\n",
            "6:18: unknown kind 'cloud-keys'; did you mean 'cloud-key'?"),
        new Case(
            "two actions for one rule",
            POLICY + "actions:\n  - {rule: jwt, action: mask}\n  - {rule: jwt, action: block}\n",
            "8:12: second action for rule 'jwt'; remove it or the one in line 7"),
        new Case(
            "action for a disabled rule",
            POLICY + "  disable: [jwt]\nactions: [{rule: jwt, action: block}]\n",
            "7:18: rule 'jwt' is disabled in this policy; remove the action or enable it"),
        new Case(
            "misspelt profile",
            POLICY + "profile: minimum\n",
            "6:10: unknown profile 'minimum'; did you mean 'minimal'?"),
        new Case(
            "profile of no rules",
            POLICY.replace("[standard]", "[]")
                + RULES
                    .substring(RULES.indexOf("  -"))
                    .replaceAll("(?m)^", "  ")
                    .replaceFirst("^", "  add:\n")
                + "profile: strict\n",
            "15:1: a profile of rules that are not used; write 'use: [standard]', or remove it"),
        new Case(
            "action for a rule outside of the profile",
            POLICY + "profile: minimal\nactions: [{rule: email, action: block}]\n",
            "7:18: rule 'email' is off in profile 'minimal'; add it to 'enable' under 'rules'"),
        new Case(
            "replacement for a kind outside of the profile",
            POLICY + "profile: minimal\nreplacements: [{kind: password, style: hash}]\n",
            "7:23: kind 'password' is off in profile 'minimal'; add it to 'enable' under 'rules'"),
        new Case(
            "enables what the profile has",
            POLICY + "  enable: [uuid]\nprofile: strict\n",
            "6:12: 'uuid' is on in profile 'strict'; remove it from 'enable'"),
        new Case(
            "min-confidence zero",
            POLICY + "min-confidence: 0\n",
            "6:17: min-confidence is out of range: '0'; write a whole number in 1..100"),
        new Case(
            "min-confidence over 100",
            POLICY + "min-confidence: 101\n",
            "6:17: min-confidence is out of range: '101'; write a whole number in 1..100"),
        new Case(
            "min-confidence as a percentage",
            POLICY + "min-confidence: 50%\n",
            "6:17: min-confidence must be a whole number, found text; write a whole number in"
                + " 1..100"),
        new Case(
            "replacement without a target",
            POLICY + "replacements: [{style: hash}]\n",
            "6:16: a replacement needs one of 'rule', 'kind' and 'default'; name one of them"),
        new Case(
            "replacement with two targets",
            POLICY + "replacements: [{rule: jwt, default: hash}]\n",
            "6:16: a replacement needs one of 'rule', 'kind' and 'default'; name one of them"),
        new Case(
            "replacement without a style",
            POLICY + "replacements: [{rule: jwt}]\n",
            "6:16: key 'style' is missing; add 'style: ...' here"),
        new Case(
            "style beside default",
            POLICY + "replacements: [{default: hash, style: hash}]\n",
            "6:32: 'style' beside 'default'; write the style behind 'default:'"),
        new Case(
            "misspelt style",
            POLICY + "replacements:\n  - kind: password\n    style: shap\n",
            "8:12: unknown style 'shap'; did you mean 'shape'?"),
        new Case(
            "style that is not for files",
            POLICY + "replacements: [{default: shape-of-lines}]\n",
            "6:26: unknown style 'shape-of-lines'; known: asterisks, fixed, hash, partial,"
                + " placeholder, shape"),
        new Case(
            "misspelt parameter",
            POLICY + "replacements: [{default: partial, keep_last: 4}]\n",
            "6:35: unknown key 'keep_last'; did you mean 'keep-last'?"),
        new Case(
            "partial without its number",
            POLICY + "replacements: [{default: partial}]\n",
            "6:16: key 'keep-last' is missing; add 'keep-last: ...' here"),
        new Case(
            "number of a partial out of range",
            POLICY + "replacements: [{default: partial, keep-last: 17}]\n",
            "6:46: keep-last is out of range: '17'; write a whole number in 1..16"),
        new Case(
            "number of another style",
            POLICY + "replacements: [{default: shape, keep-last: 4}]\n",
            "6:33: 'keep-last' is only for style partial, not shape; remove it"),
        new Case(
            "fixed without its text",
            POLICY + "replacements: [{default: fixed}]\n",
            "6:16: key 'text' is missing; add 'text: ...' here"),
        new Case(
            "text that needs escaping",
            POLICY + "replacements: [{default: fixed, text: '[REDACTED]'}]\n",
            "6:39: text must be 6 to 64 of A-Z, a-z, 0-9, dots, dashes and underscores, with a"
                + " letter, and begin and end with a letter or digit, was '[REDACTED]'; for example"
                + " REDACTED"),
        new Case(
            "text of another style",
            POLICY + "replacements: [{default: hash, text: REDACTED}]\n",
            "6:32: 'text' is only for style fixed, not hash; remove it"),
        new Case(
            "replacement for an unknown rule",
            POLICY + "replacements: [{rule: emial, style: shape}]\n",
            "6:23: unknown rule 'emial'; did you mean 'email'?"),
        new Case(
            "replacement for an unknown kind",
            POLICY + "replacements: [{kind: cloud-keys, style: shape}]\n",
            "6:23: unknown kind 'cloud-keys'; did you mean 'cloud-key'?"),
        new Case(
            "replacement for a disabled rule",
            POLICY + "  disable: [jwt]\nreplacements: [{rule: jwt, style: hash}]\n",
            "7:23: rule 'jwt' is disabled in this policy; remove the replacement or enable it"),
        new Case(
            "two replacements for one kind",
            POLICY
                + "replacements:\n  - {kind: personal, style: hash}\n"
                + "  - {kind: personal, style: shape}\n",
            "8:12: second replacement for kind 'personal'; remove it or the one in line 7"),
        new Case(
            "two defaults",
            POLICY + "replacements:\n  - default: hash\n  - default: shape\n",
            "8:5: second replacement for the default; remove it or the one in line 7"),
        new Case(
            "asterisks for the lines of a key",
            POLICY + "replacements: [{rule: pem-private-key, style: asterisks}]\n",
            "6:23: rule 'pem-private-key' finds lines of keys, which only placeholder and shape can"
                + " replace; use one of these"),
        new Case(
            "replacements as a mapping",
            POLICY + "replacements: {email: shape}\n",
            "6:15: replacements must be a list, found a mapping; write [a, b], or one '- a' per"
                + " line"),
        new Case(
            "enable an unknown rule",
            POLICY + "  enable: [uiid]\n",
            "6:12: unknown rule or kind 'uiid'; did you mean 'uuid'?"),
        new Case(
            "enable twice",
            POLICY + "  enable: [uuid, uuid]\n",
            "6:18: 'uuid' is enabled twice; remove it or the one in line 6"),
        new Case(
            "enable what is on",
            POLICY + "  enable: [email]\n",
            "6:12: 'email' is on by default; remove it from 'enable'"),
        new Case(
            "enable and disable",
            POLICY + "  enable: [uuid]\n  disable: [uuid]\n",
            "6:12: rule 'uuid' is disabled in this policy; remove it from 'enable' or from"
                + " 'disable'"),
        new Case(
            "action for a rule that is off",
            POLICY + "actions: [{rule: uuid, action: block}]\n",
            "6:18: rule 'uuid' is off by default; add it to 'enable' under 'rules'"),
        new Case(
            "action for a kind that is off",
            POLICY + "actions: [{kind: web, action: block}]\n",
            "6:18: kind 'web' is off by default; add it to 'enable' under 'rules'"),
        new Case(
            "replacement for a rule that is off",
            POLICY + "replacements: [{rule: uuid, style: hash}]\n",
            "6:23: rule 'uuid' is off by default; add it to 'enable' under 'rules'"),
        new Case(
            "internal names as a list",
            POLICY + "internal-names: [a.example]\n",
            "6:17: internal-names must be a mapping, found a list; write one 'key: value' per"
                + " line"),
        new Case(
            "no internal names",
            POLICY + "internal-names: {}\n",
            "6:17: internal-names is empty; list suffixes or networks"),
        new Case(
            "misspelt kind of internal names",
            POLICY + "internal-names: {sufixes: [a.example]}\n",
            "6:18: unknown key 'sufixes'; did you mean 'suffixes'?"),
        new Case(
            "no suffixes",
            POLICY + "internal-names: {suffixes: []}\n",
            "6:28: suffixes is empty; remove it, or list at least one"),
        new Case(
            "suffix with an asterisk",
            POLICY + "internal-names: {suffixes: ['*.corp']}\n",
            "6:29: a suffix must be the end of a host name, such as corp.example or internal; for"
                + " example corp.example"),
        new Case(
            "suffix twice",
            POLICY + "internal-names: {suffixes: [a.example, a.example]}\n",
            "6:40: 'a.example' is there twice; remove one of them"),
        new Case(
            "network without a prefix length",
            POLICY + "internal-names: {networks: [10.0.0.0]}\n",
            "6:29: a network must be an address, a slash and a prefix length, such as 10.0.0.0/8;"
                + " for example 10.0.0.0/8"),
        new Case(
            "network with bits behind its prefix",
            POLICY + "internal-names: {networks: [10.1.0.0/8]}\n",
            "6:29: the address of a network must be zero behind its first 8 bits; for example"
                + " 10.0.0.0/8"),
        new Case(
            "internal names that no rule looks for",
            POLICY + "  disable: [internal-host]\ninternal-names: {suffixes: [a.example]}\n",
            "7:18: no rule looks for suffixes; use or add a rule with detector internal-host"),
        new Case(
            "limit out of range",
            POLICY + "limits: {max-depth: 4096}\n",
            "6:21: max-depth is out of range: '4096'; write a whole number in 1..1024"),
        new Case(
            "unknown limit",
            POLICY + "limits: {max-body: 1}\n",
            "6:10: unknown key 'max-body'; known: max-body-bytes, max-depth, max-findings"));
  }

  static Stream<Case> badRules() {
    return Stream.of(
        new Case(
            "no rules", "tacenda-rules: 1\n", "1:1: key 'rules' is missing; add 'rules: ...' here"),
        new Case(
            "misspelt field",
            RULES.replace("pattern:", "patern:"),
            "10:5: unknown key 'patern'; did you mean 'pattern'?"),
        new Case(
            "missing field",
            RULES.replace("    source: acme.example\n", ""),
            "3:5: key 'source' is missing; add 'source: ...' here"),
        new Case(
            "bad id",
            RULES.replace("acme-key", "Acme_Key"),
            "3:9: id must be 2 to 64 of a-z, 0-9 and dashes, was 'Acme_Key'; for example"
                + " acme-api-key"),
        new Case(
            "bad kind",
            RULES.replace("service-key", "service key"),
            "5:11: kind must be 2 to 32 of a-z, 0-9 and dashes, was 'service key'; for example"
                + " service-key"),
        new Case(
            "bad type",
            RULES.replace("ACME\n", "Acme\n"),
            "6:11: type must be 2 to 12 of A-Z and 0-9, was 'Acme'; for example ACMEKEY"),
        new Case(
            "bad severity",
            RULES.replace("low", "hihg"),
            "7:15: unknown severity 'hihg'; did you mean 'high'?"),
        new Case(
            "description of two lines",
            RULES.replace("Acme key", "\"a\\nb\""),
            "4:18: description must be one line of 1 to 300 characters, was 'a?b'; say what it"
                + " finds"),
        new Case(
            "duplicate id",
            RULES + RULES.substring(RULES.indexOf("  -")),
            "11:9: duplicate rule id 'acme-key'; rename it or the one in line 3"),
        new Case(
            "short keyword",
            RULES.replace("[acme-]", "[ac]"),
            "9:16: keyword must be 3 to 64 printable ASCII characters, 2 to 32 of other alphabets,"
                + " or @, was 'ac'; use another, longer word"),
        new Case(
            "keyword of two alphabets",
            RULES.replace("[acme-]", "[straße]"),
            "9:16: keyword must be 3 to 64 printable ASCII characters, 2 to 32 of other alphabets,"
                + " or @, was 'straße'; use another, longer word"),
        new Case(
            "keyword twice",
            RULES.replace("[acme-]", "[acme-, ACME-]"),
            "9:23: keyword 'ACME-' is there twice; use another, longer word"),
        new Case(
            "no keywords",
            RULES.replace("    keywords: [acme-]\n", ""),
            "3:5: a rule needs either keywords or 'always: true', and not both; see 'Fields' in"
                + " masking-core/RULES.md"),
        new Case(
            "unknown keyword list",
            RULES
                .replace("[acme-]", "acme")
                .replace("rules:\n", "keyword-lists: {acne: [acme-]}\nrules:\n"),
            "10:15: unknown keyword list 'acme'; did you mean 'acne'?"),
        new Case(
            "empty keywords",
            RULES.replace("[acme-]", "[]"),
            "9:15: keywords is empty; remove it, or list at least one"),
        new Case(
            "keywords and always",
            RULES + "    always: true\n",
            "3:5: a rule needs either keywords or 'always: true', and not both; see 'Fields' in"
                + " masking-core/RULES.md"),
        new Case(
            "always yes",
            RULES + "    always: yes\n",
            "11:13: always must be true or false, found text; write true or false, without"
                + " quotes"),
        new Case(
            "look-ahead",
            RULES.replace("acme-[0-9]+", "acme-(?=x)"),
            "10:14: pattern is not an RE2 expression: "),
        new Case(
            "pattern that matches nothing",
            RULES.replace("acme-[0-9]+", "(?:acme-)*"),
            "10:14: pattern must not match the empty text; see "),
        new Case(
            "pattern of great size",
            RULES.replace("acme-[0-9]+", "acme-(?:[a-z]{500}[0-9]{500}){9}"),
            "10:14: pattern is too large: "),
        new Case(
            "unknown fragment",
            RULES
                .replace("acme-[0-9]+", "%{lefd}acme")
                .replace("rules:\n", "fragments: {left: a}\nrules:\n"),
            "11:14: unknown fragment 'lefd'; did you mean 'left'?"),
        new Case(
            "no pattern",
            RULES.replace("    pattern: 'acme-[0-9]+'\n", ""),
            "3:5: a rule needs either a pattern or a detector of its own, and not both; see"),
        new Case(
            "pattern and detector",
            RULES + "    detector: pem\n",
            "3:5: a rule needs either a pattern or a detector of its own, and not both; see"),
        new Case(
            "unknown detector",
            RULES + "    detector: pen\n",
            "11:15: unknown detector 'pen'; did you mean 'pem'?"),
        new Case(
            "group that is not there",
            RULES + "    group: 2\n",
            "3:5: group must be a group of the pattern, was 2; see 'Fields' in"),
        new Case(
            "misspelt default",
            RULES + "    default: of\n",
            "11:14: unknown default 'of'; did you mean 'off'?"),
        new Case(
            "near and keywords",
            RULES + "    near: [acme]\n",
            "11:5: a rule has both 'keywords' and 'near'; remove 'keywords': near words are some"),
        new Case(
            "within without near",
            RULES + "    within: 3\n",
            "11:13: 'within' needs words; add 'near: [...]'"),
        new Case(
            "within out of range",
            RULES.replace("keywords: [acme-]", "near: [acme]") + "    within: 300\n",
            "11:13: within is out of range: '300'; write a whole number in 1..256"),
        new Case(
            "suffixes of a pattern",
            RULES + "    suffixes: [a.example]\n",
            "11:5: 'suffixes' is for detector internal-host; remove it or write that detector"),
        new Case(
            "fields of a pattern",
            RULES + "    fields: [customer_name]\n",
            "11:5: 'fields' is for detector field; remove it or write that detector"),
        new Case(
            "name of a field with a blank",
            RULES
                .replace("    keywords: [acme-]\n", "")
                .replace("pattern: 'acme-[0-9]+'", "detector: field\n    fields: ['a name']"),
            "10:14: a field must be 3 to 64 letters, digits, dashes, underscores and dots, and"
                + " begin and end with a letter or digit; for example customer_id"),
        new Case(
            "detector without its fields",
            RULES
                .replace("keywords: [acme-]", "always: true")
                .replace("pattern: 'acme-[0-9]+'", "detector: field"),
            "3:5: detector 'field' needs a list to look for; see 'Fields' in"),
        new Case(
            "detector without its networks",
            RULES
                .replace("keywords: [acme-]", "always: true")
                .replace("pattern: 'acme-[0-9]+'", "detector: internal-address"),
            "3:5: detector 'internal-address' needs a list to look for; see 'Fields' in"),
        new Case(
            "unknown check",
            RULES + "    checks: [luhm]\n",
            "11:14: unknown check 'luhm'; did you mean 'luhn'?"),
        new Case(
            "check without its number",
            RULES + "    checks: [min-entropy]\n",
            "11:14: check 'min-entropy' needs a number; write {min-entropy: 0.5} or more"),
        new Case(
            "check with a number too many",
            RULES + "    checks: [{luhn: 1}]\n",
            "11:14: check 'luhn' takes no number; write only its name"),
        new Case(
            "number of a check out of range",
            RULES + "    checks: [{min-entropy: 9}]\n",
            "11:28: min-entropy is out of range: '9'; write a number in 0.5..6.0"),
        new Case(
            "check twice",
            RULES + "    checks: [luhn, luhn]\n",
            "11:20: check 'luhn' is there twice; remove one of them"),
        new Case(
            "bad exception",
            RULES + "    except: ['[']\n",
            "11:14: except is not an RE2 expression: "),
        new Case(
            "specificity out of range",
            RULES + "    specificity: 101\n",
            "11:18: specificity is out of range: '101'; write a whole number in 0..100"));
  }

  @ParameterizedTest
  @MethodSource({"badYaml", "badPolicies"})
  void refusesABadPolicy(Case bad) {
    assertThatThrownBy(() -> MaskingPolicy.parse("policy.yaml", bytes(bad.yaml())))
        .isInstanceOf(PolicyException.class)
        .hasMessageStartingWith("policy.yaml:" + bad.message())
        .hasMessageMatching("policy\\.yaml:[0-9]+:[0-9]+: [^\n]+; [^\n]+");
  }

  @ParameterizedTest
  @MethodSource({"badYaml", "badRules"})
  void refusesABadRuleFile(Case bad) {
    assertThatThrownBy(() -> RuleSet.parse("rules.yaml", bytes(bad.yaml())))
        .isInstanceOf(PolicyException.class)
        .hasMessageStartingWith("rules.yaml:" + bad.message())
        .hasMessageMatching("rules\\.yaml:[0-9]+:[0-9]+: [^\n]+; [^\n]+");
  }

  @Test
  void theFilesThatTheCasesBreakAreGood() {
    assertThat(MaskingPolicy.parse("policy.yaml", bytes(POLICY)).name()).isEqualTo("builds");
    assertThat(RuleSet.parse("rules.yaml", bytes(RULES)).rules()).hasSize(1);
  }

  @Test
  void refusesAFileThatIsTooLong() {
    byte[] yaml = new byte[StrictYaml.MAX_BYTES + 1];
    Arrays.fill(yaml, (byte) '#');

    assertThatThrownBy(() -> RuleSet.parse("rules.yaml", yaml))
        .hasMessage(
            "rules.yaml:1:1: file is longer than 1048576 bytes; split it, or remove what is"
                + " unused");
  }

  @Test
  void refusesAFileThatIsNotUtf8() {
    byte[] yaml = bytes(POLICY + "x: ä\n");
    yaml[yaml.length - 2] = 'x';

    assertThatThrownBy(() -> RuleSet.parse("rules.yaml", yaml))
        .hasMessage("rules.yaml:6:4: not UTF-8 text; save the file as UTF-8");
  }

  @Test
  void tellsThePartsOfARefusalApart() {
    PolicyException e =
        catchThrowableOfType(
            PolicyException.class,
            () -> MaskingPolicy.parse("p.yaml", bytes(POLICY + "acton: []\n")));

    assertThat(e.sourceName()).isEqualTo("p.yaml");
    assertThat(e.line()).isEqualTo(6);
    assertThat(e.column()).isEqualTo(1);
    assertThat(e.problem()).isEqualTo("unknown key 'acton'");
    assertThat(e.remedy()).isEqualTo("did you mean 'actions'?");
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}

package dev.tacenda.gateway;

import java.io.IOException;
import java.nio.file.Path;

/** A folder of policies with a selection, rules of gitleaks, and tests. */
final class PolicyFixture {
  static final String KEY = "acme_live_" + "FAKE0123";

  static final String RULE =
      """
          - id: acme-key
            description: Acme key
            kind: service-key
            type: ACMEKEY
            severity: high
            source: docs.acme.example
            keywords: [acme_live_]
            pattern: 'acme_live_[A-Za-z0-9]{6,}'
      """;

  static final String BUILDS =
      "tacenda-policy: 1\nname: builds\nrevision: 3\nrules:\n  use: [standard]\n  add:\n" + RULE;

  static final String STRICT =
      """
      tacenda-policy: 1
      name: strict
      revision: 2
      rules: { use: [standard] }
      actions:
        - { rule: email, action: block }
      """;

  static final String TEAM =
      """
      title = "team"
      [[rules]]
      id = "team-token"
      regex = '''team_[a-z0-9]{10}'''
      keywords = ["team_"]
      """;

  static final String SELECTION =
      """
      tacenda-selection: 1
      unknown: deny
      anonymous: deny
      policies:
        builds: builds.yaml
        strict: strict.yaml
        team: { base: team.toml }
      groups:
        builders: [builds, team]
        releases: [strict]
      rules:
        - name: all-repositories
          issuer: https://ci.example
          claims: { owner_id: "1234" }
          groups: [builders]
        - name: main
          issuer: https://ci.example
          claims: { owner_id: "1234", ref: refs/heads/main }
          groups: [releases]
        - name: shells
          issuer: https://ci.example
          claims: { shell: "true" }
          deny: a person had a shell in the job
      exceptions:
        - group: releases
          rule: email
          action: mask
          until: 2027-01-01T00:00:00Z
          reason: the mail templates are reviewed
      """;

  static final String TESTS =
      """
      tacenda-tests: 1
      tests:
        - name: a key of Acme
          rule: acme-key
          must-mask: ['key = [[acme_live_', 'FAKE0123]]']
        - name: how keys begin
          rule: acme-key
          must-not-mask: acme_live_ is how keys begin
        - name: mail stops a release
          policy: strict
          text: ['mail ada@acme', '-fake.test']
          verdict: block
        - name: a token of the team
          policy: team
          must-mask: ['x = [[team_', 'fake012345]]']
      selection:
        - name: a branch
          identity: { issuer: https://ci.example, subject: job-1, claims: { owner_id: 1234, ref: b } }
          policies: [team, builds]
        - name: a shell
          identity: { issuer: https://ci.example, subject: job-1, claims: { owner_id: 1234, shell: true } }
          denied: true
        - name: nobody
          identity: anonymous
          denied: true
      """;

  private PolicyFixture() {}

  /** A folder {@code policies} in which nothing is wrong. */
  static CommandRun in(Path folder) throws IOException {
    return CommandRun.in(folder)
        .file("policies/selection.yaml", SELECTION)
        .file("policies/builds.yaml", BUILDS)
        .file("policies/strict.yaml", STRICT)
        .file("policies/team.toml", TEAM)
        .file("policies/tests.yaml", TESTS);
  }
}

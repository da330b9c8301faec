package dev.tacenda.claude.gate.identity;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;

/**
 * Issuers that are widely used, each with the ids that make a caller and with what is special about
 * its tokens. Anybody can have an account at some of them; those are not built unless {@link
 * TrustedIssuer.Builder#require} says whose tokens count.
 *
 * <pre>{@code
 * TrustedIssuer gitHub =
 *     Issuers.gitHub("tacenda")
 *         .require(ClaimRule.oneOf("repository_owner_id", "4711"))
 *         .group("release", ClaimRule.oneOf("ref", "refs/heads/main"))
 *         .build();
 * }</pre>
 */
public final class Issuers {
  /** The group of callers whose code may be that of somebody outside. */
  public static final String UNTRUSTED_FORK = "untrusted-fork";

  private static final Duration TEN_MINUTES = Duration.ofMinutes(10);

  private Issuers() {}

  /**
   * Jobs of GitHub Actions at github.com. The caller is owner, repository, event and actor by their
   * ids; {@code sub} is not read, because its form changed and organisations may choose their own.
   *
   * <p>Events of pull requests are in the group {@link #UNTRUSTED_FORK}, all of them: the token
   * does not say which repository the head is of. Events such as {@code issue_comment} and {@code
   * workflow_run}, which somebody outside can cause while the code is that of the default branch,
   * are not; neither is a workflow told that checks out a pull request by itself.
   *
   * <p>Anybody can have a repository there whose jobs get tokens for any audience. So {@code build}
   * throws unless a {@code require} says which {@code repository_owner_id}, {@code repository_id}
   * or {@code enterprise_id} counts.
   *
   * <p>Format: docs.github.com, "OpenID Connect reference".
   *
   * @param audience the one that jobs ask their token for; the default of GitHub is not specific
   */
  public static TrustedIssuer.Builder gitHub(String audience) {
    return gitHubActions("https://token.actions.githubusercontent.com", audience)
        .openToAnybodyBut("repository_owner_id", "repository_id", "enterprise_id");
  }

  /**
   * Jobs of GitHub Actions at a GitHub Enterprise Server; see {@link #gitHub}. All repositories of
   * the server count unless a {@code require} says which.
   *
   * @param host its host name
   */
  public static TrustedIssuer.Builder gitHubServer(String host, String audience) {
    return gitHubActions("https://" + requireHost(host) + "/_services/token", audience);
  }

  private static TrustedIssuer.Builder gitHubActions(String issuer, String audience) {
    return TrustedIssuer.builder(issuer, audience)
        .subjectKey("repository_owner_id", "repository_id", "event_name", "actor_id")
        .group(UNTRUSTED_FORK, ClaimRule.matching("event_name", "pull_request.*"));
  }

  /**
   * Jobs of GitLab CI with {@code id_tokens}. The caller is namespace, project, source of the
   * pipeline and user by their ids. {@code ref_protected} is the text {@code true} or {@code
   * false}.
   *
   * <p>Pipelines of merge requests are in the group {@link #UNTRUSTED_FORK}, all of them. From
   * version 18.2.2 on the project is that of the fork if the merge request comes from one, so a
   * {@code require} on the project refuses it; before, the token did not say. Tokens live as long
   * as the job may, so raise {@link TrustedIssuer.Builder#maxLifetime} for jobs of more than an
   * hour.
   *
   * <p>Anybody can have a project at {@code gitlab.com}, so there {@code build} throws unless a
   * {@code require} says which {@code namespace_id} or {@code project_id} counts. At an instance of
   * one's own all projects count without one.
   *
   * <p>Format: docs.gitlab.com, "OpenID Connect authentication using ID tokens".
   *
   * @param host {@code gitlab.com}, or that of an instance
   */
  public static TrustedIssuer.Builder gitLab(String host, String audience) {
    String[] owners =
        host.equalsIgnoreCase("gitlab.com")
            ? new String[] {"namespace_id", "project_id"}
            : new String[0];
    return TrustedIssuer.builder("https://" + requireHost(host), audience)
        .openToAnybodyBut(owners)
        .subjectKey("namespace_id", "project_id", "pipeline_source", "user_id")
        .group(
            UNTRUSTED_FORK,
            ClaimRule.oneOf(
                "pipeline_source", "merge_request_event", "external_pull_request_event"));
  }

  /**
   * Jobs of CircleCI. The issuer is that of one organisation, and so is the audience, which cannot
   * be chosen: whoever else gets such a token could show it here. A job that was started again with
   * SSH is denied, because a person is in it.
   *
   * <p>Jobs whose code is of another repository than {@code repositories} are in the group {@link
   * #UNTRUSTED_FORK}; so are those of pipelines that do not say, such as custom webhooks.
   *
   * <p>Format: circleci.com/docs/openid-connect-tokens.
   *
   * @param organisation its id, a UUID
   * @param repositories as the claim {@code oidc.circleci.com/vcs-origin} spells them, for example
   *     {@code github.com/acme/app}
   */
  public static TrustedIssuer.Builder circleCi(String organisation, Set<String> repositories) {
    requireName("organisation", organisation);
    String claims = "oidc.circleci.com/";
    return TrustedIssuer.builder("https://oidc.circleci.com/org/" + organisation, organisation)
        .subjectKey(claims + "project-id", "sub")
        .deny(ClaimRule.noneOf(claims + "ssh-rerun", "false"))
        .group(
            UNTRUSTED_FORK,
            ClaimRule.noneOf(claims + "vcs-origin", repositories.toArray(String[]::new)));
  }

  /**
   * Jobs of Buildkite. Ids of organisation and pipeline are in a token only if it was requested
   * with {@code --claim organization_id,pipeline_id}. Every organisation has the same issuer, so
   * this one takes the id of yours. The token does not say whether the code is that of a fork.
   *
   * <p>Format: buildkite.com/docs/agent/cli/reference/oidc.
   *
   * @param organisationId its UUID
   */
  public static TrustedIssuer.Builder buildkite(String organisationId, String audience) {
    return TrustedIssuer.builder("https://agent.buildkite.com", audience)
        .subjectKey("organization_id", "pipeline_id")
        .require(ClaimRule.oneOf("organization_id", organisationId))
        .maxLifetime(TEN_MINUTES);
  }

  /**
   * Jobs of Azure Pipelines, with tokens that their job asks {@code SYSTEM_OIDCREQUESTURI} for. The
   * caller is organisation, project and pipeline by their ids. Builds of forks are not told from
   * others: {@code rpo_ref} is {@code refs/pull/...} for those of pull requests, which are in the
   * group {@link #UNTRUSTED_FORK}.
   *
   * <p>Format: learn.microsoft.com, REST API "Oidctoken - Create"; the claims are not documented
   * there and were taken from a token that a user published (sigstore/fulcio issue 1803).
   *
   * @param organisationId its UUID
   * @param audience of the request; {@code api://AzureADTokenExchange} if it named none
   */
  public static TrustedIssuer.Builder azurePipelines(String organisationId, String audience) {
    requireName("organisationId", organisationId);
    return TrustedIssuer.builder("https://vstoken.dev.azure.com/" + organisationId, audience)
        .subjectKey("org_id", "prj_id", "def_id")
        .group(UNTRUSTED_FORK, ClaimRule.matching("rpo_ref", "refs/pull/.*"));
  }

  /**
   * Jobs of Jenkins with the plugin "OpenID Connect Provider". Controllers often cannot be reached,
   * so the keys are in a file: what the controller shows at {@code /oidc/jwks}. When its credential
   * is made anew, the file must be as well. The caller is {@code sub}, the URL of the job, which
   * somebody else gets if the job is deleted and its name is used again.
   *
   * <p>Format: plugins.jenkins.io/oidc-provider.
   *
   * @param issuer the root URL of Jenkins with {@code /oidc} behind it, as the plugin shows it
   * @param keys the file
   */
  public static TrustedIssuer.Builder jenkins(String issuer, String audience, Path keys) {
    return TrustedIssuer.builder(issuer, audience).subjectKey("sub").keysIn(keys);
  }

  /**
   * People and services at Okta, with tokens of an authorization server that puts {@code groups}
   * into them. Those are names of groups, which their owners may change. In access tokens of people
   * {@code sub} is a name that may change hands: take {@code subjectKey("uid")} for them.
   *
   * <p>Format: developer.okta.com, "OpenID Connect & OAuth 2.0 API".
   *
   * @param issuer for example {@code https://acme.okta.com/oauth2/default}
   */
  public static TrustedIssuer.Builder okta(String issuer, String audience) {
    return TrustedIssuer.builder(issuer, audience).subjectKey("sub").groupsFrom("groups");
  }

  /**
   * People and services of one tenant of Microsoft Entra ID, with tokens of version 2.0. Groups are
   * object ids. Somebody in more than 200 groups is denied, because the token then leaves them all
   * out: have only the groups that are assigned to the application put in, or use application roles
   * with {@code groupsFrom("roles")}.
   *
   * <p>Format: learn.microsoft.com, "Access token claims reference".
   *
   * @param tenant its id, a UUID
   */
  public static TrustedIssuer.Builder entra(String tenant, String audience) {
    requireName("tenant", tenant);
    return TrustedIssuer.builder("https://login.microsoftonline.com/" + tenant + "/v2.0", audience)
        .require(ClaimRule.oneOf("tid", tenant))
        .subjectKey("tid", "oid")
        .groupsFrom("groups")
        .maxLifetime(Duration.ofMinutes(95));
  }

  /**
   * Service accounts and people at Google. The caller is the numeric {@code sub}; an address may be
   * given to somebody else. There are no groups.
   *
   * <p>Anybody has an account there, so this one takes the ids of those who may call. Format:
   * developers.google.com, "OpenID Connect".
   *
   * @param subjects the numeric ids of accounts
   */
  public static TrustedIssuer.Builder google(String audience, Set<String> subjects) {
    return TrustedIssuer.builder("https://accounts.google.com", audience)
        .keysAt(URI.create("https://www.googleapis.com/oauth2/v3/certs"))
        .require(ClaimRule.oneOf("sub", subjects.toArray(String[]::new)));
  }

  private static String requireHost(String host) {
    requireName("host", host);
    if (host.indexOf('.') < 0) {
      throw new IllegalArgumentException("host must be a full host name");
    }
    return host;
  }

  /** It becomes a part of a URI, and must not become another part of it. */
  private static void requireName(String name, String value) {
    boolean plain =
        Objects.requireNonNull(value, name)
            .chars()
            .allMatch(c -> c < 0x7f && (Character.isLetterOrDigit(c) || c == '-' || c == '.'));
    if (value.isEmpty() || !plain) {
      throw new IllegalArgumentException(name + " must be letters, digits, '-' and '.'");
    }
  }
}

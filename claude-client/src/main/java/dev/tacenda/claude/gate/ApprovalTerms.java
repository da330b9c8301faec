package dev.tacenda.claude.gate;

import dev.tacenda.claude.gate.internal.digest.Sha256Parts;
import dev.tacenda.mask.TrustedCode;
import java.util.Collections;
import java.util.Objects;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * All that an approval is bound to beside the masked bytes. What comes from the request was read
 * from its masked form. Immutable.
 *
 * @param issuer who vouches for the caller
 * @param subject the caller's id there
 * @param runId the run that asks: the same when a job is tried again, another for the next run; 1
 *     to 256 visible ASCII characters
 * @param policy the policy that asks
 * @param endpoint the operation, for example {@code POST /v1/messages}
 * @param target method, path and query as they are sent
 * @param tool the tool whose call is asked about; empty if a request is
 * @param use what the request wants of the API
 * @param askedFor the rules and risks for which the policy asks
 * @param counts how often each rule fired
 */
@TrustedCode("What an approver sees and what the approval is bound to are the same.")
public record ApprovalTerms(
    String issuer,
    String subject,
    String runId,
    Policy policy,
    String endpoint,
    String target,
    String tool,
    Use use,
    SortedSet<String> askedFor,
    SortedMap<String, Integer> counts) {
  private static final int MAX_RUN_ID = 256;

  /**
   * The policy that asks.
   *
   * @param name its name
   * @param revision its revision
   * @param digest 64 hexadecimal digits
   */
  public record Policy(String name, long revision, String digest) {
    public Policy {
      Objects.requireNonNull(name, "name");
      Objects.requireNonNull(digest, "digest");
    }
  }

  /**
   * What a request wants of the API.
   *
   * @param models the models that it names
   * @param tools the tools, MCP servers and skills that it offers: type and name, and a hash of the
   *     definition
   * @param mcpUrls the MCP servers that it names
   * @param features the features that it turns on, and what it says in other headers of the API
   * @param maxOutputTokens how many output tokens it allows: an upper bound, known before it is
   *     sent; -1 if it says none
   */
  public record Use(
      SortedSet<String> models,
      SortedSet<String> tools,
      SortedSet<String> mcpUrls,
      SortedSet<String> features,
      long maxOutputTokens) {

    public Use {
      models = copy(models);
      tools = copy(tools);
      mcpUrls = copy(mcpUrls);
      features = copy(features);
    }

    /** Nothing, as in a tool call of an answer. */
    public static Use none() {
      SortedSet<String> empty = Collections.emptySortedSet();
      return new Use(empty, empty, empty, empty, -1);
    }

    /** Returns how many there are, no content. */
    @Override
    public String toString() {
      return "Use[" + tools.size() + " tools, " + mcpUrls.size() + " MCP servers]";
    }
  }

  public ApprovalTerms {
    Objects.requireNonNull(issuer, "issuer");
    Objects.requireNonNull(subject, "subject");
    Objects.requireNonNull(policy, "policy");
    Objects.requireNonNull(endpoint, "endpoint");
    Objects.requireNonNull(target, "target");
    Objects.requireNonNull(tool, "tool");
    Objects.requireNonNull(use, "use");
    requireRunId(runId);
    askedFor = copy(askedFor);
    SortedMap<String, Integer> ordered = new TreeMap<>();
    ordered.putAll(counts);
    counts = Collections.unmodifiableSortedMap(ordered);
  }

  /**
   * Returns {@code runId}.
   *
   * @throws IllegalArgumentException if it is not 1 to 256 visible ASCII characters
   */
  public static String requireRunId(String runId) {
    Objects.requireNonNull(runId, "runId");
    boolean visible = runId.chars().allMatch(c -> c > ' ' && c < 0x7f);
    if (runId.isEmpty() || runId.length() > MAX_RUN_ID || !visible) {
      throw new IllegalArgumentException(
          "runId must have 1.." + MAX_RUN_ID + " visible ASCII characters, had " + runId.length());
    }
    return runId;
  }

  /** In the natural order, whatever order {@code set} has. */
  private static SortedSet<String> copy(SortedSet<String> set) {
    SortedSet<String> ordered = new TreeSet<>();
    ordered.addAll(set);
    return Collections.unmodifiableSortedSet(ordered);
  }

  /**
   * Returns the digest of these terms and {@code masked}: SHA-256 in lower-case hexadecimal over
   * all parts in a fixed order. Each part has its length before it, and each set its size, so that
   * no two questions have the same bytes.
   */
  public String digest(byte[] masked) {
    Sha256Parts parts = Sha256Parts.begin("tacenda approval request 1");
    parts.text(issuer).text(subject).text(runId);
    parts.text(policy.name()).number(policy.revision()).text(policy.digest());
    parts.text(endpoint).text(target).text(tool);
    parts.texts(use.models()).texts(use.tools()).texts(use.mcpUrls()).texts(use.features());
    parts.number(use.maxOutputTokens()).texts(askedFor).number(counts.size());
    counts.forEach((rule, count) -> parts.text(rule).number(count));
    return parts.bytes(masked).hex();
  }

  /** Returns the id of the approval with this digest and scope, the same in each try of a run. */
  public String approvalId(String digest, String scope) {
    return Sha256Parts.begin("tacenda approval 1").text(digest).text(scope).text(runId).hex();
  }

  /** Names the policy and what is asked for. */
  @Override
  public String toString() {
    return "ApprovalTerms[" + policy.name() + ", " + endpoint + ", " + askedFor + "]";
  }
}

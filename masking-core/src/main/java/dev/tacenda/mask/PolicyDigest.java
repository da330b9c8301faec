package dev.tacenda.mask;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;

/**
 * Computes the digest of a policy: SHA-256 over its rules by id, their effective actions and
 * replacements, its limits and what it does with anonymous callers. Each field is preceded by its
 * length, so that no two policies have the same form. A rule goes in as its own SHA-256, which
 * shipped rules bring along.
 */
final class PolicyDigest {
  private static final String FORM = "tacenda-policy-digest 3";

  private final MessageDigest sha256;

  private PolicyDigest(MessageDigest sha256) {
    this.sha256 = sha256;
  }

  static String of(MaskingPolicy policy) {
    PolicyDigest digest = new PolicyDigest(sha256());
    digest.add(FORM);
    digest.add(policy.traffic());
    Limits limits = policy.limits();
    digest.add(limits.maxBodyBytes() + " " + limits.maxDepth() + " " + limits.maxFindings());
    digest.add(Integer.toString(policy.minConfidence()));
    digest.add(policy.treatment().actionForKnownSecrets().name());
    digest.add(policy.treatment().replacementForKnownSecrets().toString());
    policy.rules().rules().stream()
        .sorted(Comparator.comparing(Rule::id))
        .forEach(rule -> digest.add(rule, policy));
    return HexFormat.of().formatHex(digest.sha256.digest());
  }

  /** Returns the SHA-256 of the fields of one rule. */
  static byte[] ofRule(List<String> canonical) {
    PolicyDigest digest = new PolicyDigest(sha256());
    digest.add("rule " + canonical.size());
    canonical.forEach(digest::add);
    return digest.sha256.digest();
  }

  private void add(TrafficSettings traffic) {
    add(traffic.admitsAnonymousCallers() ? "admit" : "deny");
    add(traffic.binary().word());
    add(traffic.passesWriteBack() ? "pass" : "refuse");
    add(traffic.refusesUnknown() ? "refuse" : "mask");
    for (Risk risk : Risk.values()) {
      add(traffic.actionFor(risk).name());
    }
    List<RestoreRule> restore = RestoreRules.canonical(traffic.restoreRules());
    add(Integer.toString(restore.size()));
    for (RestoreRule rule : restore) {
      addAll(rule.tools());
      addAll(rule.arguments());
      addAll(rule.kinds().stream().sorted().toList());
    }
  }

  private void addAll(List<String> texts) {
    add(Integer.toString(texts.size()));
    texts.forEach(this::add);
  }

  private void add(Rule rule, MaskingPolicy policy) {
    sha256.update(rule.fingerprint());
    add(policy.actionFor(rule).name());
    add(policy.replacementFor(rule).toString());
  }

  private void add(String field) {
    byte[] bytes = field.getBytes(StandardCharsets.UTF_8);
    sha256.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
    sha256.update(bytes);
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}

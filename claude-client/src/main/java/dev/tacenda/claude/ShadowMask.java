package dev.tacenda.claude;

import dev.tacenda.claude.gate.PolicyChoice;
import dev.tacenda.mask.Action;
import dev.tacenda.mask.Finding;
import dev.tacenda.mask.MaskResult;
import dev.tacenda.mask.Masker;
import dev.tacenda.mask.MaskingPolicy;
import dev.tacenda.mask.Risk;
import dev.tacenda.mask.TrustedCode;
import dev.tacenda.mask.Vault;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/**
 * Masks a request a second time, with a policy that is only tried out, and records in counts what
 * would be different. Nothing of it is sent, and whatever goes wrong here, the call goes on. It
 * takes the thread of the caller as long as a mask takes, within the limits of that policy. Calls
 * of tools in answers are not tried out.
 *
 * <p>Thread-safe.
 */
@TrustedCode("What it makes of the raw request goes nowhere but into counts.")
final class ShadowMask {
  private static final int VAULT_BYTES = 1 << 20;
  private static final int MAX_COUNTS = 1_024;
  private static final String DENIED = "denied";

  private final Function<MaskingPolicy, Masker> maskers;
  private final List<BinaryInspector> inspectors;
  private final AtomicInteger failures = new AtomicInteger();

  /** Masks with {@code maskers}, and looks into binary content as the guard does. */
  ShadowMask(Function<MaskingPolicy, Masker> maskers, List<BinaryInspector> inspectors) {
    this.maskers = maskers;
    this.inspectors = List.copyOf(inspectors);
  }

  /**
   * Tries out what stands beside {@code choice}, if anything does.
   *
   * @param request as the client wants to send it; not modified
   * @param enforced what became of it under the policy in force
   */
  void tryOut(
      PolicyChoice choice,
      Exchange exchange,
      ClaudeRequest request,
      Endpoint endpoint,
      RequestMask.Masked enforced) {
    if (choice.shadow().isEmpty() && !choice.shadowDenies()) {
      return;
    }
    try {
      Optional<RequestMask.Masked> tried =
          choice.shadow().flatMap(policy -> masked(policy, exchange, request, endpoint));
      Map<String, Integer> counts = new TreeMap<>();
      tried.ifPresent(other -> differences(enforced.body(), other.body(), counts));
      String from = verdict(choice.policy(), endpoint, enforced);
      String to = tried.isEmpty() ? DENIED : verdict(choice.shadow().get(), endpoint, tried.get());
      if (!from.equals(to)) {
        counts.put("verdict:" + from + "-to-" + to, 1);
      }
      record(exchange, choice, counts);
    } catch (RuntimeException e) {
      failures.incrementAndGet(); // told in the next record: this one may be what failed
    }
  }

  private void record(Exchange exchange, PolicyChoice choice, Map<String, Integer> counts) {
    int missing = failures.getAndSet(0);
    if (missing > 0) {
      counts.put("failed-before", missing);
    }
    try {
      exchange.triedOut(
          choice.shadow().orElse(choice.policy()),
          choice.shadowDenies() ? choice.revision() : choice.shadowRevision(),
          counts);
    } catch (RuntimeException e) {
      failures.addAndGet(missing);
      throw e;
    }
  }

  /** Returns the request as the policy would have it, or nothing if it would refuse it. */
  private Optional<RequestMask.Masked> masked(
      MaskingPolicy policy, Exchange exchange, ClaudeRequest request, Endpoint endpoint) {
    if (exchange.isAnonymous() && !policy.traffic().admitsAnonymousCallers()) {
      return Optional.empty();
    }
    Masker masker = maskers.apply(policy);
    Vault vault = Vault.ofBytes(VAULT_BYTES);
    ToolInputs tools = new ToolInputs(masker, vault, CallGate.OPEN);
    BinaryCheck binary = new BinaryCheck(masker, inspectors);
    try {
      return Optional.of(new RequestMask(masker, tools, binary).mask(request, endpoint));
    } catch (RequestDeniedException e) {
      return Optional.empty();
    } finally {
      vault.forget();
    }
  }

  private static String verdict(
      MaskingPolicy policy, Endpoint endpoint, RequestMask.Masked masked) {
    Action action = masked.body().verdict();
    if (endpoint.request() == Endpoint.Request.JSON && policy.traffic().heedsRisks(true)) {
      for (Risk risk : RequestRisks.of(masked.body().bytes())) {
        action = action.strictest(policy.traffic().actionFor(risk));
      }
    }
    return action.name().toLowerCase(Locale.ROOT);
  }

  /** Adds how often each rule masks more or less, and how many bytes are masked or no longer. */
  private static void differences(
      MaskResult enforced, MaskResult tried, Map<String, Integer> counts) {
    Map<String, Integer> before = byRule(enforced);
    Map<String, Integer> after = byRule(tried);
    TreeSet<String> rules = new TreeSet<>(before.keySet());
    rules.addAll(after.keySet());
    for (String rule : rules) {
      int more = after.getOrDefault(rule, 0) - before.getOrDefault(rule, 0);
      if (more != 0 && counts.size() < MAX_COUNTS) {
        counts.put((more > 0 ? "gained:" : "lost:") + rule, Math.abs(more));
      }
    }
    count("bytes-gained", tried, enforced, counts);
    count("bytes-lost", enforced, tried, counts);
  }

  private static Map<String, Integer> byRule(MaskResult result) {
    Map<String, Integer> counts = new TreeMap<>();
    result.findings().stream()
        .filter(finding -> finding.action().masks())
        .forEach(finding -> counts.merge(finding.ruleId(), 1, Integer::sum));
    return counts;
  }

  private static void count(
      String name, MaskResult more, MaskResult less, Map<String, Integer> counts) {
    BitSet bytes = masked(more);
    bytes.andNot(masked(less));
    if (!bytes.isEmpty()) {
      counts.put(name, bytes.cardinality());
    }
  }

  private static BitSet masked(MaskResult result) {
    BitSet bytes = new BitSet();
    for (Finding finding : result.findings()) {
      if (finding.action().masks()) {
        bytes.set(finding.start(), finding.end());
      }
    }
    return bytes;
  }
}

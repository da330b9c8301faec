package dev.tacenda.gateway.policy;

import dev.tacenda.gateway.policy.MaskChange.Kind;
import dev.tacenda.gateway.report.LocatedFinding;
import dev.tacenda.mask.Action;
import dev.tacenda.mask.Finding;
import dev.tacenda.mask.Masker;
import dev.tacenda.mask.MaskingException;
import dev.tacenda.mask.ScanScope;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Masks texts by two policies and compares what is masked. Thread-safe. */
final class MaskComparison {
  private final Masker before;
  private final Masker after;

  MaskComparison(Masker before, Masker after) {
    this.before = before;
    this.after = after;
  }

  /** Returns true if a file holds a JSON document in each line, as recorded sessions do. */
  static boolean isJsonLines(String path) {
    return path.endsWith(".jsonl") || path.endsWith(".ndjson");
  }

  /** Returns the differences in one file, in the order of their places. */
  List<MaskChange> compare(String path, byte[] content) {
    List<Finding> was = findings(before, path, content);
    List<Finding> is = findings(after, path, content);
    Map<Finding, Kind> kinds = new TreeMap<>(PLACE);
    was.forEach(finding -> collect(finding, is, Kind.LOST, kinds));
    is.forEach(finding -> collect(finding, was, Kind.GAINED, kinds));
    List<MaskChange> changes = new ArrayList<>();
    for (LocatedFinding located : LocatedFinding.of(content, List.copyOf(kinds.keySet()))) {
      Finding finding = located.finding();
      Kind kind = kinds.getOrDefault(finding, Kind.LOST);
      boolean ofBefore = kind == Kind.LOST || kind == Kind.EASED;
      String mine = word(finding.action());
      String other = wordOfOthers(finding, ofBefore ? is : was);
      changes.add(
          new MaskChange(
              kind,
              after.policy().name(),
              path,
              located.start(),
              finding.end() - finding.start(),
              finding.ruleId(),
              ofBefore ? mine : other,
              ofBefore ? other : mine));
    }
    return changes;
  }

  private static final Comparator<Finding> PLACE =
      Comparator.comparingInt(Finding::start)
          .thenComparingInt(Finding::end)
          .thenComparing(Finding::ruleId)
          .thenComparing(Finding::action);

  /** Keeps what is not masked as far, or not as strictly, by the other policy. */
  private static void collect(
      Finding finding, List<Finding> others, Kind ifUncovered, Map<Finding, Kind> kinds) {
    if (!finding.action().masks()) {
      return;
    }
    if (!isCovered(finding, others)) {
      kinds.put(finding, ifUncovered);
    } else if (finding.action().compareTo(strictest(finding, others)) > 0) {
      kinds.put(finding, ifUncovered == Kind.LOST ? Kind.EASED : Kind.TIGHTENED);
    }
  }

  /** Returns true if each byte is masked by the others. */
  private static boolean isCovered(Finding finding, List<Finding> others) {
    int at = finding.start();
    for (Finding other : others) {
      if (other.action().masks() && other.start() <= at) {
        at = Math.max(at, other.end());
      }
    }
    return at >= finding.end();
  }

  private static Action strictest(Finding finding, List<Finding> others) {
    return others.stream()
        .filter(other -> overlaps(finding, other))
        .map(Finding::action)
        .reduce(Action.ALLOW, Action::strictest);
  }

  private static String wordOfOthers(Finding finding, List<Finding> others) {
    boolean none = others.stream().noneMatch(other -> overlaps(finding, other));
    return none ? "nothing" : word(strictest(finding, others));
  }

  private static boolean overlaps(Finding finding, Finding other) {
    return other.start() < finding.end() && finding.start() < other.end();
  }

  private static String word(Action action) {
    return action.name().toLowerCase(Locale.ROOT);
  }

  private static List<Finding> findings(Masker masker, String path, byte[] content) {
    if (!isJsonLines(path)) {
      return masker.maskText(content).findings();
    }
    List<Finding> all = new ArrayList<>();
    for (int start = 0; start < content.length; ) {
      int end = endOfLine(content, start);
      for (Finding found : ofLine(masker, Arrays.copyOfRange(content, start, end))) {
        all.add(shifted(found, start));
      }
      start = end + 1;
    }
    return all;
  }

  /** A line that is no document is text. */
  private static List<Finding> ofLine(Masker masker, byte[] line) {
    try {
      return masker.maskJson(line, ScanScope.everything()).findings();
    } catch (MaskingException e) {
      if (e.reason() != MaskingException.Reason.MALFORMED_JSON) {
        throw e;
      }
      return masker.maskText(line).findings();
    }
  }

  private static int endOfLine(byte[] content, int start) {
    int end = start;
    while (end < content.length && content[end] != '\n') {
      end++;
    }
    return end;
  }

  private static Finding shifted(Finding found, int by) {
    return new Finding(
        found.ruleId(),
        found.kind(),
        "",
        found.start() + by,
        found.end() + by,
        found.action(),
        found.confidence());
  }
}

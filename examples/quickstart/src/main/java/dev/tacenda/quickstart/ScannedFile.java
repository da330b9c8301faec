package dev.tacenda.quickstart;

import dev.tacenda.mask.Finding;
import dev.tacenda.mask.MaskResult;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A file and what the masker found in it. Immutable.
 *
 * @param file the file as it is
 * @param masked its masked form and the findings
 */
record ScannedFile(SourceFile file, MaskResult masked) {

  /**
   * Where a rule found something: one line, or consecutive ones.
   *
   * @param rule the rule's id
   * @param path the file
   * @param firstLine counted from 1
   * @param lastLine counted from 1
   * @param count how many findings
   */
  record Place(String rule, String path, int firstLine, int lastLine, int count) {

    String location() {
      return path + ":" + firstLine + (lastLine > firstLine ? "-" + lastLine : "");
    }

    private Place upTo(int line) {
      return new Place(rule, path, firstLine, line, count + 1);
    }
  }

  /** A value that is masked, and the rule that found it. */
  record Value(String rule, String text) {
    /** Names the rule, never the value. */
    @Override
    public String toString() {
      return "Value[" + rule + "]";
    }
  }

  /** The findings by rule, in the order of their lines. */
  List<Place> places() {
    Lines lines = new Lines(file.content());
    Map<String, List<Integer>> linesByRule = new TreeMap<>();
    for (Finding finding : masked.findings()) {
      linesByRule
          .computeIfAbsent(finding.ruleId(), rule -> new ArrayList<>())
          .add(lines.lineOf(finding.start()));
    }
    List<Place> places = new ArrayList<>();
    linesByRule.forEach((rule, at) -> places.addAll(ranges(rule, at)));
    places.sort(Comparator.comparingInt(Place::firstLine));
    return places;
  }

  private List<Place> ranges(String rule, List<Integer> lines) {
    Deque<Place> ranges = new ArrayDeque<>();
    for (int line : lines) {
      boolean goesOn = !ranges.isEmpty() && line <= ranges.getLast().lastLine() + 1;
      ranges.add(
          goesOn ? ranges.removeLast().upTo(line) : new Place(rule, file.path(), line, line, 1));
    }
    return List.copyOf(ranges);
  }

  /**
   * The values behind the findings, as they stand in the file but without backslashes at their end:
   * those begin an escape that a rule took along.
   */
  List<Value> values() {
    return masked.findings().stream()
        .filter(finding -> finding.action().masks())
        .map(finding -> new Value(finding.ruleId(), text(finding)))
        .toList();
  }

  private String text(Finding finding) {
    int length = finding.end() - finding.start();
    while (length > 0 && file.content()[finding.start() + length - 1] == '\\') {
      length--;
    }
    return new String(file.content(), finding.start(), length, StandardCharsets.UTF_8);
  }

  /** Path and counts, never content. */
  @Override
  public String toString() {
    return "ScannedFile[" + file.path() + ", " + masked.findings().size() + " findings]";
  }
}

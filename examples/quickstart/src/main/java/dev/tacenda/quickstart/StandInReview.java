package dev.tacenda.quickstart;

import dev.tacenda.testkit.RecordedRequest;
import dev.tacenda.testkit.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The answer of the stand-in, made from nothing but the request that it got: so it shows what
 * Claude would have seen.
 */
final class StandInReview {
  private static final String PREFIX = "TCN_";
  private static final String TAG_ALPHABET = "abcdefghijklmnopqrstuvwxyz234567";
  private static final int TAG_LENGTH = 24;
  private static final int DELTA_SIZE = 12;
  private static final int FILES_NAMED = 5;

  private final List<SentPrompt.SentFile> files;

  private StandInReview(SentPrompt prompt) {
    this.files = prompt.files();
  }

  static Reply of(RecordedRequest request) {
    return Reply.text(new StandInReview(SentPrompt.read(request.body())).text())
        .deltaSize(DELTA_SIZE);
  }

  private String text() {
    return "I was sent "
        + Printable.count(files.size(), "file")
        + ": "
        + names(files)
        + ".\n\n"
        + masked()
        + "- I am a stand-in and read no code: set ANTHROPIC_API_KEY for a real review.\n";
  }

  private String masked() {
    Map<String, Integer> types = types();
    if (types.isEmpty()) {
      return "- No value in them was masked.\n";
    }
    String counts =
        types.entrySet().stream()
            .map(type -> type.getValue() + " " + type.getKey())
            .collect(Collectors.joining(", "));
    List<SentPrompt.SentFile> concerned = files.stream().filter(StandInReview::isMasked).toList();
    return "- Values were masked, which I can tell apart but not read: "
        + counts
        + ".\n- Keep them in a secret store, not in "
        + names(concerned)
        + ".\n"
        + quote(concerned.get(0));
  }

  private static String names(List<SentPrompt.SentFile> files) {
    String names =
        files.stream()
            .limit(FILES_NAMED)
            .map(SentPrompt.SentFile::path)
            .collect(Collectors.joining(", "));
    int more = files.size() - FILES_NAMED;
    return more > 0 ? names + " and " + more + " more" : names;
  }

  /** How many placeholders there are of each type. */
  private Map<String, Integer> types() {
    Map<String, Integer> counts = new TreeMap<>();
    files.stream()
        .flatMap(file -> file.lines().stream())
        .flatMap(line -> typesIn(line).stream())
        .forEach(type -> counts.merge(type, 1, Integer::sum));
    return counts;
  }

  /** The types of the placeholders in a line: {@code TCN_<TYPE>_<24 characters>}. */
  private static List<String> typesIn(String line) {
    List<String> types = new ArrayList<>();
    for (int at = line.indexOf(PREFIX); at >= 0; at = line.indexOf(PREFIX, at + 1)) {
      int typeStart = at + PREFIX.length();
      int typeEnd = line.indexOf('_', typeStart);
      if (typeEnd > typeStart && isTag(line, typeEnd + 1)) {
        types.add(line.substring(typeStart, typeEnd));
      }
    }
    return types;
  }

  private static boolean isTag(String line, int from) {
    int to = from + TAG_LENGTH;
    return to <= line.length()
        && line.substring(from, to).chars().allMatch(c -> TAG_ALPHABET.indexOf(c) >= 0);
  }

  private static boolean isMasked(SentPrompt.SentFile file) {
    return file.lines().stream().anyMatch(line -> !typesIn(line).isEmpty());
  }

  private static String quote(SentPrompt.SentFile file) {
    for (int i = 0; i < file.lines().size(); i++) {
      String line = file.lines().get(i);
      if (!typesIn(line).isEmpty()) {
        return "- Line " + (i + 1) + " of " + file.path() + " reads: " + line.strip() + "\n";
      }
    }
    return "";
  }
}

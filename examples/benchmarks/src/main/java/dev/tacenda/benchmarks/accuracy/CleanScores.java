package dev.tacenda.benchmarks.accuracy;

import dev.tacenda.benchmarks.accuracy.Miss.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What is masked in texts that hold no secrets. Confined to one thread. */
final class CleanScores {
  private final Map<String, Integer> byRule = new TreeMap<>();
  private final List<Miss> misses = new ArrayList<>();
  private long bytes;
  private int files;

  void add(String path, byte[] text, List<Found> found) {
    bytes += text.length;
    files++;
    Cover cover = Cover.ofFound(found);
    for (Found each : found) {
      byRule.merge(each.rule(), 1, Integer::sum);
      String place = path + " byte " + each.span().start();
      String excerpt = Excerpt.of(text, each.span(), cover);
      misses.add(
          new Miss(
              "clean", Kind.FALSE_ALARM, each.rule(), place, "", excerpt, each.span().length()));
    }
  }

  int hits() {
    return misses.size();
  }

  int files() {
    return files;
  }

  double megabytes() {
    return bytes / 1e6;
  }

  double hitsPerMegabyte() {
    return bytes == 0 ? Double.NaN : hits() / megabytes();
  }

  Map<String, Integer> byRule() {
    return byRule;
  }

  List<Miss> misses() {
    return misses;
  }
}

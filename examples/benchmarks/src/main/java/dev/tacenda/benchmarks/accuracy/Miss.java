package dev.tacenda.benchmarks.accuracy;

/**
 * Something to look at: a secret that leaks, or text that was masked for nothing.
 *
 * @param corpus where it is
 * @param kind whether it was missed, cut short, or is a false alarm
 * @param group what it is counted under: the label's rule or category, or our rule for an alarm
 * @param id of the sample, or path and line
 * @param rules of ours that hit it
 * @param excerpt the text around it, third-party text, never kept
 * @param weight in bytes
 */
record Miss(
    String corpus, Kind kind, String group, String id, String rules, String excerpt, int weight) {

  /** What went wrong, worst first. */
  enum Kind {
    MISSED,
    LEAKS,
    FALSE_ALARM,
    ON_NO_LABEL
  }

  /** Does not print third-party text. */
  @Override
  public String toString() {
    return "Miss[" + corpus + ", " + kind + ", " + group + ", " + id + "]";
  }
}

package dev.tacenda.mask;

/**
 * What names a finding and says what is done about it. Immutable. There is one for each rule and
 * policy, and further ones for findings about which a detector is surer or less sure than the rule.
 *
 * @param confidence how sure it is that the value is one, 1 to 100
 */
record Label(
    String ruleId,
    String kind,
    String type,
    int specificity,
    Action action,
    Replacement replacement,
    int confidence) {
  static final int MAX_CONFIDENCE = 100;

  /** A rule is as sure as it is specific, until a detector knows better. */
  Label(
      String ruleId,
      String kind,
      String type,
      int specificity,
      Action action,
      Replacement replacement) {
    this(ruleId, kind, type, specificity, action, replacement, inRange(specificity));
  }

  /** A label whose values become placeholders. */
  Label(String ruleId, String kind, String type, int specificity, Action action) {
    this(ruleId, kind, type, specificity, action, Replacement.placeholder());
  }

  /**
   * The label of a finding that is this sure; what is out of 1..100 is taken for the nearer end.
   */
  Label withConfidence(int percent) {
    return changed(action, inRange(percent));
  }

  /** The label of a finding that the policy does not act on. */
  Label allowed() {
    return changed(Action.ALLOW, confidence);
  }

  /**
   * The label of a span that both found: named by the more specific, as strict as the stricter, and
   * as sure as the surer.
   */
  Label mergedWith(Label other) {
    Label name = other.specificity > specificity ? other : this;
    return name.changed(action.strictest(other.action), Math.max(confidence, other.confidence));
  }

  /** Returns a finding of {@code [start, end)} with this label. */
  Finding finding(String path, int start, int end) {
    return new Finding(ruleId, kind, path, start, end, action, confidence);
  }

  private Label changed(Action newAction, int newConfidence) {
    return newAction == action && newConfidence == confidence
        ? this
        : new Label(ruleId, kind, type, specificity, newAction, replacement, newConfidence);
  }

  private static int inRange(int percent) {
    return Math.max(1, Math.min(percent, MAX_CONFIDENCE));
  }
}

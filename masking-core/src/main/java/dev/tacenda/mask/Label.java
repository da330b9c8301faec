package dev.tacenda.mask;

/** What names a finding and says what is done about it. Immutable, one per rule and policy. */
record Label(
    String ruleId,
    String kind,
    String type,
    int specificity,
    Action action,
    Replacement replacement) {

  /** A label whose values become placeholders. */
  Label(String ruleId, String kind, String type, int specificity, Action action) {
    this(ruleId, kind, type, specificity, action, Replacement.placeholder());
  }

  /** The label of a span that both found: named by the more specific, as strict as the stricter. */
  Label mergedWith(Label other) {
    Label name = other.specificity > specificity ? other : this;
    Action strictest = action.strictest(other.action);
    return strictest == name.action
        ? name
        : new Label(
            name.ruleId, name.kind, name.type, name.specificity, strictest, name.replacement);
  }
}

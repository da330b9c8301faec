package dev.tacenda.mask;

/** What names a finding and says what is done about it. Immutable, one per rule and policy. */
record Label(String ruleId, String kind, String type, int specificity, Action action) {

  /** The label of a span that both found: named by the more specific, as strict as the stricter. */
  Label mergedWith(Label other) {
    Label name = other.specificity > specificity ? other : this;
    Action strictest = action.strictest(other.action);
    return strictest == name.action
        ? name
        : new Label(name.ruleId, name.kind, name.type, name.specificity, strictest);
  }
}

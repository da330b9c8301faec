package dev.tacenda.mask.gitleaks;

import dev.tacenda.mask.Allowlist;
import dev.tacenda.mask.PolicyException;
import dev.tacenda.mask.Rule;
import dev.tacenda.mask.TextRuleBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/** Makes our rules of those of a configuration, and notes what changes. Confined to one thread. */
final class RuleTranslator {
  /** The kind of imported rules, for which a policy can set one action. */
  static final String KIND = "gitleaks";

  /** A rule that names a vendor goes before a generic one; neither counts as beyond doubt. */
  private static final int SPECIFICITY = 60;

  private static final int GENERIC_SPECIFICITY = 25;
  private static final int MAX_DESCRIPTION_CHARS = 300;

  private final RuleNames names = new RuleNames();
  private final List<Allowlist> forAll;
  private final boolean extendsDefault;
  private final List<ImportNote> notes;
  private final List<ImportedRule> rules = new ArrayList<>();

  /**
   * @param forAll the allowlists for all rules
   * @param extendsDefault whether a rule may lack a pattern because the default has it
   * @param notes takes what changes
   */
  RuleTranslator(List<Allowlist> forAll, boolean extendsDefault, List<ImportNote> notes) {
    this.forAll = List.copyOf(forAll);
    this.extendsDefault = extendsDefault;
    this.notes = notes;
  }

  List<ImportedRule> rules() {
    return List.copyOf(rules);
  }

  /** Takes a rule, which becomes one of ours or a note. */
  void add(FileRule rule) {
    Place place = rule.id().place();
    String id = Quoted.of(rule.id().value());
    if (rule.regex() != null) {
      rules.add(imported(rule, rule.regex()));
      noteChanges(rule);
    } else if (rule.path() != null) {
      notes.add(
          ImportNote.notApplicable(
              place, "rule " + id + " looks at the names of files only, and a text has none"));
    } else if (extendsDefault) {
      notes.add(
          ImportNote.notApplicable(
              place,
              "rule "
                  + id
                  + " changes one of gitleaks' default rules, in whose place the standard rules are"
                  + " used"));
    } else {
      throw place.error(
          "rule " + id + " has neither 'regex' nor 'path'",
          "add a regex, or extend the file whose rule it changes");
    }
  }

  private ImportedRule imported(FileRule file, Sited<String> regex) {
    TextRuleBuilder rule = builder(file, regex);
    file.keywords().forEach(keyword -> addKeyword(file, keyword, rule));
    forAll.forEach(rule::allowlist);
    file.allowlists().stream()
        .map(FileAllowlist::effective)
        .filter(Objects::nonNull)
        .forEach(rule::allowlist);
    if (file.entropy() != null) {
      rule.entropyAbove(file.entropy().value());
    }
    Place place = file.id().place();
    return new ImportedRule(file.id().value(), build(file, rule), place.sourceName(), place.line());
  }

  private TextRuleBuilder builder(FileRule file, Sited<String> regex) {
    String id = file.id().value();
    boolean generic = id.toLowerCase(Locale.ROOT).contains("generic");
    try {
      return new TextRuleBuilder(names.id(id), KIND, RuleNames.type(id), regex.value())
          .description(description(file))
          .source(oneLine("gitleaks configuration " + file.id().place().sourceName()))
          .specificity(generic ? GENERIC_SPECIFICITY : SPECIFICITY);
    } catch (IllegalArgumentException e) {
      throw regex
          .place()
          .error("rule " + Quoted.of(id) + ": " + renamed(e, "pattern", "regex"), Regexes.REMEDY);
    }
  }

  private static Rule build(FileRule file, TextRuleBuilder rule) {
    Sited<Integer> group = file.secretGroup();
    rule.group(group == null ? 0 : group.value());
    try {
      return rule.build();
    } catch (IllegalArgumentException e) {
      Place place = group == null ? file.id().place() : group.place();
      throw noSuchGroup(file, place, e);
    }
  }

  private static PolicyException noSuchGroup(
      FileRule file, Place place, IllegalArgumentException e) {
    return place.error(
        "rule " + Quoted.of(file.id().value()) + ": " + renamed(e, "group", "secretGroup"),
        "count the opening brackets of the regex that are not (?:");
  }

  /** A keyword that the prefilter cannot look for is left out with all others of the rule. */
  private void addKeyword(FileRule file, Sited<String> keyword, TextRuleBuilder rule) {
    if (file.keywords().stream().allMatch(k -> isPlain(k.value()))) {
      rule.keyword(keyword.value());
    } else if (!isPlain(keyword.value())) {
      notes.add(
          ImportNote.adapted(
              keyword.place(),
              "rule "
                  + Quoted.of(file.id().value())
                  + " is tried on every text: a keyword is not 1 to 200 printable ASCII"
                  + " characters"));
    }
  }

  private static boolean isPlain(String keyword) {
    return keyword.length() <= 200 && keyword.chars().allMatch(c -> c >= ' ' && c <= '~');
  }

  private void noteChanges(FileRule rule) {
    String id = "rule " + Quoted.of(rule.id().value());
    if (rule.path() != null) {
      notes.add(
          ImportNote.adapted(
              rule.path().place(), id + " is for some files only; here it is for every text"));
    }
    if (rule.skipReport() != null) {
      notes.add(
          ImportNote.adapted(
              rule.skipReport(),
              id + " is not reported by gitleaks; here it masks like any other"));
    }
    if (rule.required() != null) {
      notes.add(
          ImportNote.adapted(
              rule.required(), id + " masks also where the rules it requires find nothing"));
    }
  }

  private static String description(FileRule file) {
    String text = oneLine(file.description());
    return text.isBlank() ? oneLine(file.id().value()) : text;
  }

  /** Returns the message of our rules with the name that a field has in gitleaks. */
  private static String renamed(IllegalArgumentException e, String ours, String theirs) {
    String message = String.valueOf(e.getMessage());
    return message.startsWith(ours) ? theirs + message.substring(ours.length()) : message;
  }

  private static String oneLine(String text) {
    String line = Quoted.onOneLine(text);
    return line.codePointCount(0, line.length()) <= MAX_DESCRIPTION_CHARS
        ? line
        : line.substring(0, line.offsetByCodePoints(0, MAX_DESCRIPTION_CHARS));
  }
}

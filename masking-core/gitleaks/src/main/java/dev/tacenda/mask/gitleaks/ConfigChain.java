package dev.tacenda.mask.gitleaks;

import dev.tacenda.mask.Allowlist;
import dev.tacenda.mask.PolicyException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Puts a file and those it extends together, as gitleaks does: a rule of an extended file is
 * changed by the rule of the same id in the file that extends it, and allowlists are joined.
 * Confined to one thread.
 */
final class ConfigChain {
  /** A file may extend one that extends one. gitleaks ignores what is beyond. */
  private static final int MAX_EXTENSIONS = 2;

  private final @Nullable Path directory;
  private final Set<Path> read = new LinkedHashSet<>();
  private final Map<String, FileRule> rules = new LinkedHashMap<>();
  private final List<FileAllowlist> forAll = new ArrayList<>();
  private final List<FileAllowlist> targeted = new ArrayList<>();
  private final List<Sited<String>> disabledRules = new ArrayList<>();

  /** The disabled rules that an extended file has. */
  private final Set<String> found = new HashSet<>();

  private final List<ImportNote> notes = new ArrayList<>();
  private @Nullable Place useDefault;

  private ConfigChain(@Nullable Path directory) {
    this.directory = directory;
  }

  /**
   * Reads a configuration and what it extends.
   *
   * @param file the file that {@code toml} was read from; null if it was read from none
   * @param directory where the paths in [extend] start; null if they are refused
   */
  static GitleaksConfig read(
      String sourceName, byte[] toml, @Nullable Path file, @Nullable Path directory) {
    ConfigChain chain = new ConfigChain(directory);
    if (file != null) {
      chain.read.add(file.toAbsolutePath().normalize());
    }
    FileConfig config = FileReader.read(sourceName, toml);
    chain.add(config, 0, Set.of());
    return chain.config(config.title());
  }

  /**
   * Adds a file and then what it extends.
   *
   * @param depth how many files extend it
   * @param disabled the rules that these files do not want
   */
  private void add(FileConfig file, int depth, Set<String> disabled) {
    file.rules()
        .forEach(
            (id, rule) -> {
              if (disabled.contains(id)) {
                found.add(id);
              } else {
                rules.merge(id, rule, (above, base) -> above.over(base));
              }
            });
    file.allowlists().forEach(list -> addForAll(list, depth));
    extend(file.extension(), depth, disabled);
  }

  private void addForAll(FileAllowlist list, int depth) {
    if (list.targetRules().isEmpty()) {
      forAll.add(list);
    } else if (depth == 0) {
      targeted.add(list);
    } else {
      notes.add(
          ImportNote.notApplicable(
              list.place(), "gitleaks ignores an allowlist with targetRules in an extended file"));
    }
  }

  private void extend(Extension extension, int depth, Set<String> disabledAbove) {
    disabledRules.addAll(extension.disabledRules());
    Sited<String> path = extension.path();
    Place place = path == null ? extension.useDefault() : path.place();
    if (place == null) {
      return;
    }
    if (depth == MAX_EXTENSIONS) {
      throw place.error(
          "more than " + MAX_EXTENSIONS + " files extend one another", "put two of them together");
    }
    if (path == null) {
      useDefault = place;
      notes.add(
          ImportNote.adapted(
              place, "gitleaks' default rules are not shipped; the standard rules stand for them"));
      return;
    }
    Set<String> disabled = new HashSet<>(disabledAbove);
    extension.disabledRules().forEach(id -> disabled.add(id.value()));
    add(FileReader.read(path.value(), bytes(path)), depth + 1, disabled);
  }

  private void noteUnfound(Sited<String> id) {
    if (!found.contains(id.value())) {
      notes.add(
          ImportNote.notApplicable(
              id.place(),
              "disabled rule "
                  + Quoted.of(id.value())
                  + " is in no file that is extended; standard rules are disabled in the policy"));
    }
  }

  private byte[] bytes(Sited<String> path) {
    Path file = resolved(path);
    if (!read.add(file)) {
      throw path.place()
          .error("the file " + Quoted.of(path.value()) + " extends itself", "remove one [extend]");
    }
    try (InputStream in = Files.newInputStream(file)) {
      return in.readNBytes(TomlFile.MAX_BYTES + 1);
    } catch (IOException e) {
      throw unreadable(path);
    }
  }

  private Path resolved(Sited<String> path) {
    if (directory == null) {
      throw path.place()
          .error(
              "extend.path needs a directory to start from", "load the file instead of its text");
    }
    try {
      return directory.resolve(path.value()).toAbsolutePath().normalize();
    } catch (InvalidPathException e) {
      throw unreadable(path);
    }
  }

  private static PolicyException unreadable(Sited<String> path) {
    return path.place()
        .error(
            "cannot read the file " + Quoted.of(path.value()) + " that is extended",
            "paths start in the directory of the first file, or in the one given to load()");
  }

  private GitleaksConfig config(String title) {
    targeted.forEach(this::addTargeted);
    List<Allowlist> lists =
        forAll.stream().map(FileAllowlist::effective).filter(Objects::nonNull).toList();
    RuleTranslator translator = new RuleTranslator(lists, useDefault != null, notes);
    rules.values().forEach(translator::add);
    disabledRules.forEach(this::noteUnfound);
    forAll.forEach(this::noteForAll);
    targeted.forEach(this::noteFileTests);
    rules.values().forEach(rule -> rule.allowlists().forEach(this::noteFileTests));
    return new GitleaksConfig(title, useDefault != null, translator.rules(), notes);
  }

  private void addTargeted(FileAllowlist list) {
    for (Sited<String> id : list.targetRules()) {
      FileRule rule = rules.get(id.value());
      if (rule != null) {
        rules.put(id.value(), rule.with(list));
      } else if (useDefault == null) {
        throw id.place().unknown("rule", id.value(), rules.keySet());
      } else {
        notes.add(
            ImportNote.notApplicable(
                id.place(),
                "rule "
                    + Quoted.of(id.value())
                    + " is none of this file, and standard rules have"
                    + " no allowlists"));
      }
    }
  }

  private void noteForAll(FileAllowlist list) {
    if (useDefault != null && list.effective() != null) {
      notes.add(
          ImportNote.adapted(
              list.place(), "the allowlist is for the rules of this file, not for standard rules"));
    }
    noteFileTests(list);
  }

  private void noteFileTests(FileAllowlist list) {
    noteFileTest(list.paths(), "paths", "path");
    noteFileTest(list.commits(), "commits", "commit");
  }

  private void noteFileTest(@Nullable Place place, String key, String what) {
    if (place != null) {
      ImportNote note =
          ImportNote.notApplicable(
              place, "'" + key + "' of an allowlist never hold: a text has no " + what);
      if (!notes.contains(note)) {
        notes.add(note);
      }
    }
  }
}

package dev.tacenda.benchmarks.accuracy;

import dev.tacenda.mask.MaskingPolicy;
import dev.tacenda.mask.Profile;
import dev.tacenda.mask.RuleSet;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Masks all corpora by one policy and scores what comes out. */
final class Run {
  private final Corpora corpora;
  private final CorpusMasker masker;
  private final CorpusMasker withoutPersonal;
  private final CorpusMasker strict;
  private final Path out;
  private final ExampleScores examples = new ExampleScores();
  private final CredDataScores credData = new CredDataScores();
  private final CleanScores clean = new CleanScores();
  private final LawCounts laws = new LawCounts();

  /**
   * @param personalKinds kinds of rules that are off on the clean tree, which is free of secrets
   *     but not of personal data
   * @param out for the findings
   */
  Run(Corpora corpora, MaskingPolicy policy, Set<String> personalKinds, Path out) {
    this.corpora = corpora;
    this.masker = CorpusMasker.of(policy, laws);
    this.withoutPersonal = CorpusMasker.without(policy, personalKinds, laws);
    this.strict =
        CorpusMasker.of(
            MaskingPolicy.builder(RuleSet.standard()).profile(Profile.STRICT).build(), laws);
    this.out = out;
  }

  void examples() throws IOException {
    try (FindingsFile findings = new FindingsFile(out.resolve("examples-findings.jsonl"))) {
      for (Path file : corpora.examples()) {
        String name = String.valueOf(file.getFileName());
        String corpus = name.substring(0, name.length() - ".jsonl".length());
        for (ExampleSample sample : samples(file, corpus, masker)) {
          findings.add(sample.found(), "file", name, "id", sample.id());
          examples.add(sample);
        }
        if (corpus.equals(Metrics.PII)) {
          samples(file, Metrics.PII_STRICT, strict).forEach(examples::add);
        }
      }
    }
  }

  private static List<ExampleSample> samples(Path file, String corpus, CorpusMasker masker)
      throws IOException {
    List<Json> lines = new ArrayList<>();
    Json.read(file, lines::add);
    return lines.parallelStream().map(json -> ExampleSample.of(corpus, json, masker)).toList();
  }

  void credData() throws IOException {
    Map<String, List<Label>> labels = new TreeMap<>();
    Json.read(
        corpora.labels(),
        json -> {
          Label label = Label.of(json);
          labels.computeIfAbsent(label.path(), any -> new ArrayList<>()).add(label);
        });
    try (FindingsFile findings = new FindingsFile(out.resolve("creddata-findings.jsonl"))) {
      for (MaskedText file : masked(labels.keySet(), masker, corpora::credDataFile)) {
        findings.add(file.found(), "path", "files/" + file.name());
        credData.add(file.text(), labels.getOrDefault(file.name(), List.of()), file.found());
      }
    }
  }

  void clean() throws IOException {
    List<String> paths = new ArrayList<>();
    Json.read(corpora.cleanList(), json -> paths.add(json.text("path")));
    for (MaskedText file : masked(paths, withoutPersonal, corpora.cleanList()::resolveSibling)) {
      clean.add(file.name(), file.text(), file.found());
    }
  }

  /** Where a path of a corpus is. */
  private interface Place {
    Path of(String path);
  }

  private static List<MaskedText> masked(Iterable<String> paths, CorpusMasker masker, Place place) {
    List<String> list = new ArrayList<>();
    paths.forEach(list::add);
    return list.parallelStream().map(path -> masked(path, masker, place.of(path))).toList();
  }

  private static MaskedText masked(String path, CorpusMasker masker, Path file) {
    try {
      byte[] text = Files.readAllBytes(file);
      return new MaskedText(path, text, masker.find(text));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Metrics metrics() {
    return Metrics.of(examples, credData, clean, laws);
  }

  Report report() {
    return new Report(examples, credData, clean, laws, metrics());
  }

  List<Miss> misses() {
    List<Miss> misses = new ArrayList<>(examples.misses());
    misses.addAll(credData.misses());
    misses.addAll(clean.misses());
    return misses;
  }
}

package dev.tacenda.claude.gate.policy;

import dev.tacenda.mask.MaskingPolicy;
import dev.tacenda.mask.PolicyException;
import dev.tacenda.mask.StrictYaml;
import dev.tacenda.mask.YamlMap;
import dev.tacenda.mask.YamlPlace;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Makes a set of policies of its files. Used for one set. */
final class SetCompilation {
  static final int MAX_FILES = 256;
  static final int MAX_FILE_BYTES = StrictYaml.MAX_BYTES;
  static final int MAX_BYTES = 16 << 20;

  private final PolicySet.Compiler compiler;
  private final Map<String, byte[]> files = new HashMap<>();

  SetCompilation(PolicySet.Compiler compiler, Map<String, byte[]> files) {
    this.compiler = compiler;
    files.forEach((name, content) -> this.files.put(name, content.clone()));
  }

  PolicySet run() {
    requireSizes();
    byte[] content = files.remove(PolicySet.SELECTION_FILE);
    if (content == null) {
      throw error(
          PolicySet.SELECTION_FILE, "the file is missing", "add it: it says who gets which policy");
    }
    YamlMap file = SelectionReader.requireForm(StrictYaml.read(PolicySet.SELECTION_FILE, content));
    PolicyFiles policyFiles = new PolicyFiles(files, compiler.loaders);
    Map<String, MaskingPolicy> policies =
        policyFiles.read(file.required("policies").asMap("policies"));
    Selection selection = new SelectionReader(file, policies.keySet()).read();
    SelectionCheck check = new SelectionCheck(file, selection, policies);
    check.requireSense();
    List<String> warnings = new ArrayList<>(check.warnings(compiler.clock.instant()));
    policyFiles.unused().forEach(name -> warnings.add(unused(name)));
    return new PolicySet(selection, policies, compiler.revision, warnings, compiler.clock);
  }

  private static String unused(String name) {
    return name + ":1:1: no policy is made of this file; name it under 'policies', or remove it";
  }

  private void requireSizes() {
    if (files.size() > MAX_FILES) {
      throw error(
          PolicySet.SELECTION_FILE,
          files.size() + " files, at most " + MAX_FILES + " are read",
          "merge some");
    }
    long sum = 0;
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      sum += file.getValue().length;
      if (file.getValue().length > MAX_FILE_BYTES) {
        throw error(file.getKey(), "file is longer than " + MAX_FILE_BYTES + " bytes", "split it");
      }
    }
    if (sum > MAX_BYTES) {
      throw error(
          PolicySet.SELECTION_FILE,
          "the files have " + sum + " bytes, at most " + MAX_BYTES + " are read",
          "remove what is unused");
    }
  }

  private static PolicyException error(String file, String problem, String remedy) {
    return new YamlPlace(file, 1, 1).error(problem, remedy);
  }
}

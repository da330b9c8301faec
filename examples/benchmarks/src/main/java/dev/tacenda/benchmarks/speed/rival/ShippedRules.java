package dev.tacenda.benchmarks.speed.rival;

import dev.tacenda.mask.Masker;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * The shipped rules that are on by default and can be said as a pattern, read from the rule files
 * on the class path. Rules that are code have no pattern and are left out, as are the conditions on
 * values and on what stands near them: a rival does less than the rule does.
 *
 * @param rules those with a pattern or a shape
 * @param leftOut how many are code
 */
public record ShippedRules(List<PatternRule> rules, int leftOut) {
  private static final String LANDMARK = "rules/cloud.yaml";
  private static final LoadSettings YAML =
      LoadSettings.builder().setCodePointLimit(Integer.MAX_VALUE).build();

  public ShippedRules {
    rules = List.copyOf(rules);
  }

  /** Returns how many have a pattern or a shape. */
  public int size() {
    return rules.size();
  }

  public static ShippedRules read() throws IOException {
    List<PatternRule> rules = new ArrayList<>();
    int leftOut = 0;
    for (URL file : files()) {
      RuleFile read = RuleFile.of(load(file));
      rules.addAll(read.rules());
      leftOut += read.leftOut();
    }
    return new ShippedRules(rules, leftOut);
  }

  private static Object load(URL file) throws IOException {
    try (InputStream in = file.openStream()) {
      return new Load(YAML).loadFromInputStream(in);
    }
  }

  private static List<URL> files() throws IOException {
    URL landmark = Masker.class.getResource(LANDMARK);
    if (landmark == null) {
      throw new FileNotFoundException(LANDMARK + " is not on the class path");
    }
    String folder = landmark.toString().substring(0, landmark.toString().lastIndexOf('/') + 1);
    List<URL> files = new ArrayList<>();
    for (String name : names(landmark)) {
      files.add(URI.create(folder + name).toURL());
    }
    return files;
  }

  private static List<String> names(URL landmark) throws IOException {
    if (landmark.openConnection() instanceof JarURLConnection connection) {
      String entry = connection.getEntryName();
      return inJar(connection, entry.substring(0, entry.lastIndexOf('/') + 1));
    }
    Path file = Path.of(URI.create(landmark.toString()));
    try (Stream<Path> siblings = Files.list(file.resolveSibling(""))) {
      return yaml(siblings.map(sibling -> String.valueOf(sibling.getFileName())));
    }
  }

  private static List<String> inJar(JarURLConnection connection, String folder) throws IOException {
    connection.setUseCaches(false);
    try (JarFile jar = connection.getJarFile()) {
      return yaml(
          jar.stream()
              .map(entry -> entry.getName())
              .filter(name -> name.startsWith(folder))
              .map(name -> name.substring(folder.length())));
    }
  }

  private static List<String> yaml(Stream<String> names) {
    return names.filter(name -> name.endsWith(".yaml")).sorted().toList();
  }
}

package dev.tacenda.benchmarks.speed;

import com.fasterxml.jackson.core.JsonFactory;
import com.google.re2j.Pattern;
import dev.tacenda.mask.Masker;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.api.Load;

/** Measures {@link FirstCall} in fresh processes of each JDK. */
final class ColdStarts {
  private static final Path JDKS = Path.of("/usr/lib/jvm");
  private static final int OLDEST = 17;

  private final int samples;
  private final Path request;

  /**
   * @param samples processes for each JDK
   * @param request the file that is masked
   */
  ColdStarts(int samples, Path request) {
    this.samples = samples;
    this.request = request;
  }

  /** One process: microseconds until the masker was made, and from there until it had masked. */
  private record Sample(double make, double mask) {
    double total() {
      return make + mask;
    }
  }

  /** Returns a row for each part of the first call, for each JDK. */
  List<Row> run() throws IOException {
    List<Row> rows = new ArrayList<>();
    for (Map.Entry<String, Path> jdk : jdks().entrySet()) {
      List<Sample> measured = new ArrayList<>();
      for (int i = 0; i < samples; i++) {
        measured.add(sample(jdk.getValue()));
      }
      rows.add(row(jdk.getKey() + ".make", measured, Sample::make));
      rows.add(row(jdk.getKey() + ".mask", measured, Sample::mask));
      rows.add(row(jdk.getKey() + ".total", measured, Sample::total));
    }
    return rows;
  }

  private static Row row(String name, List<Sample> samples, ToDoubleFunction<Sample> figure) {
    Spread spread = Spread.of(samples, figure);
    return new Row(
        "cold." + name,
        Row.MICROSECONDS,
        spread.median(),
        spread.low(),
        spread.high(),
        Double.NaN,
        Double.NaN,
        0,
        samples.size(),
        samples.size());
  }

  private Sample sample(Path java) throws IOException {
    Process process =
        new ProcessBuilder(
                java.toString(), "-cp", classPath(), FirstCall.class.getName(), request.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (BufferedReader out = process.inputReader()) {
      return parse(String.valueOf(out.readLine()));
    }
  }

  /** The library and what it needs first: an application need not have all the jars of this one. */
  private static String classPath() throws IOException {
    List<String> places = new ArrayList<>();
    for (Class<?> type :
        List.of(Masker.class, Pattern.class, JsonFactory.class, Load.class, FirstCall.class)) {
      places.add(place(type).toString());
    }
    return String.join(File.pathSeparator, places);
  }

  private static Path place(Class<?> type) throws IOException {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IOException(e);
    }
  }

  private static Sample parse(String line) throws IOException {
    String[] parts = line.split(" ", -1);
    if (parts.length != 3) {
      throw new IOException("the process that measures the first call failed");
    }
    return new Sample(Double.parseDouble(parts[0]), Double.parseDouble(parts[1]));
  }

  /** The JDK of this process, and of those that are installed one of each number. */
  private static Map<String, Path> jdks() throws IOException {
    Map<String, Path> jdks = new TreeMap<>();
    if (Files.isDirectory(JDKS)) {
      try (Stream<Path> homes = Files.list(JDKS)) {
        for (Path home : homes.sorted().toList()) {
          add(jdks, home);
        }
      }
    }
    Path current = Path.of(System.getProperty("java.home"), "bin", "java");
    jdks.put("jdk" + Runtime.version().feature(), current);
    return new LinkedHashMap<>(jdks);
  }

  private static void add(Map<String, Path> jdks, Path home) throws IOException {
    Path release = home.resolve("release");
    Path java = home.resolve("bin").resolve("java");
    if (Files.isReadable(release) && Files.isExecutable(java)) {
      int feature = feature(release);
      if (feature >= OLDEST) {
        jdks.putIfAbsent("jdk" + feature, java);
      }
    }
  }

  private static int feature(Path release) throws IOException {
    Properties properties = new Properties();
    try (BufferedReader in = Files.newBufferedReader(release)) {
      properties.load(in);
    }
    String version = properties.getProperty("JAVA_VERSION", "\"0\"").replace("\"", "");
    return Runtime.Version.parse(version).feature();
  }
}

package dev.tacenda.benchmarks.speed;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * What the figures were measured on.
 *
 * @param cpu the model as the system calls it
 * @param cores how many the process may use
 * @param jdk vendor and version of the JVM
 * @param feature the number of the JDK, such as 17
 */
record Machine(String cpu, int cores, String jdk, int feature) {
  private static final Path CPU_INFO = Path.of("/proc/cpuinfo");

  static Machine current() throws IOException {
    String jdk = System.getProperty("java.vendor") + " " + Runtime.version();
    int cores = Runtime.getRuntime().availableProcessors();
    return new Machine(readCpu(), cores, jdk, Runtime.version().feature());
  }

  private static String readCpu() throws IOException {
    return Files.exists(CPU_INFO)
        ? cpu(Files.readString(CPU_INFO))
        : System.getProperty("os.arch", "unknown");
  }

  /** Returns the model that the text of {@code /proc/cpuinfo} names. */
  static String cpu(String cpuInfo) {
    return cpuInfo
        .lines()
        .filter(line -> line.startsWith("model name"))
        .map(line -> line.substring(line.indexOf(':') + 1).strip())
        .findFirst()
        .orElse("unknown CPU");
  }

  /** Returns CPU and JDK as a part of a file name. */
  String slug() {
    StringBuilder slug = new StringBuilder();
    String lower = cpu.toLowerCase(Locale.ROOT);
    for (int i = 0; i < lower.length(); i++) {
      char c = lower.charAt(i);
      boolean plain = c >= 'a' && c <= 'z' || c >= '0' && c <= '9';
      if (plain) {
        slug.append(c);
      } else if (!slug.isEmpty() && slug.charAt(slug.length() - 1) != '-') {
        slug.append('-');
      }
    }
    while (!slug.isEmpty() && slug.charAt(slug.length() - 1) == '-') {
      slug.setLength(slug.length() - 1);
    }
    return slug + "-jdk" + feature;
  }
}

package dev.tacenda.benchmarks.speed;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/** The source files of two libraries of fixed versions, whose jars are on the class path. */
final class SourceText {
  /** One file of each jar, which tells where the jar is. */
  private static final List<String> LANDMARKS =
      List.of("com/fasterxml/jackson/databind/ObjectMapper.java", "okhttp3/OkHttpClient.kt");

  private SourceText() {}

  /**
   * Returns the files, sorted by name.
   *
   * @param maxCharacters no further file is read when there are so many
   */
  static List<String> files(int maxCharacters) throws IOException {
    List<String> files = new ArrayList<>();
    int left = maxCharacters;
    for (String landmark : LANDMARKS) {
      left -= read(jarOf(landmark), left, files);
    }
    return files;
  }

  private static JarFile jarOf(String landmark) throws IOException {
    URL url = SourceText.class.getClassLoader().getResource(landmark);
    if (url == null || !(url.openConnection() instanceof JarURLConnection connection)) {
      throw new FileNotFoundException(landmark + " is in no jar of the class path");
    }
    connection.setUseCaches(false); // the caller closes the file
    return connection.getJarFile();
  }

  private static int read(JarFile jar, int maxCharacters, List<String> files) throws IOException {
    int characters = 0;
    try (jar) {
      List<JarEntry> entries =
          jar.stream()
              .filter(SourceText::isCode)
              .sorted(Comparator.comparing(JarEntry::getName))
              .toList();
      for (JarEntry entry : entries) {
        if (characters < maxCharacters) {
          String text = read(jar, entry);
          files.add(text);
          characters += text.length();
        }
      }
    }
    return characters;
  }

  private static boolean isCode(JarEntry entry) {
    return entry.getName().endsWith(".java") || entry.getName().endsWith(".kt");
  }

  private static String read(JarFile jar, JarEntry entry) throws IOException {
    try (InputStream in = jar.getInputStream(entry)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).replace("\r\n", "\n");
    }
  }
}

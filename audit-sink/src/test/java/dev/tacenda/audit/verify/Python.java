package dev.tacenda.audit.verify;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/** Runs the script that checks a log without us. */
public final class Python {
  private static final String COMMAND = "python3";

  private Python() {}

  public static boolean isMissing() throws InterruptedException {
    try {
      return new ProcessBuilder(COMMAND, "--version")
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          != 0;
    } catch (IOException e) {
      return true;
    }
  }

  /** Returns the verdict of each directory. */
  public static List<String> verify(Path temp, List<Path> directories, List<Anchor> anchors)
      throws Exception {
    Path script = temp.resolve("verify.py");
    try (InputStream in = EvidenceBundle.class.getResourceAsStream("verify.py")) {
      Files.write(script, Objects.requireNonNull(in).readAllBytes());
    }
    Path output = temp.resolve("ci.log");
    List<String> text = new ArrayList<>(List.of("a line of the job"));
    anchors.forEach(anchor -> text.add("  " + anchor));
    Files.write(output, text);
    List<String> command =
        new ArrayList<>(List.of(COMMAND, script.toString(), "--anchors", output.toString()));
    directories.forEach(directory -> command.add(directory.toString()));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    List<String> verdicts =
        new String(process.getInputStream().readAllBytes(), UTF_8)
            .lines()
            .map(line -> line.substring(0, line.indexOf('\t')))
            .toList();
    process.waitFor(1, TimeUnit.MINUTES);
    return verdicts;
  }
}

package dev.tacenda.gateway.policy;

import dev.tacenda.claude.gate.policy.BundleException;
import dev.tacenda.claude.gate.policy.PolicyBundle;
import dev.tacenda.gateway.shell.ExitCode;
import dev.tacenda.gateway.shell.Failure;
import dev.tacenda.gateway.shell.Shell;
import dev.tacenda.mask.PolicyException;
import dev.tacenda.mask.StrictYaml;
import dev.tacenda.mask.gitleaks.GitleaksConfig;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine.Option;

/** Reads the policies that a command line names. Confined to one thread. */
final class FolderOptions {
  private static final int MAX_FILES = 256;

  @Option(
      names = "--gitleaks",
      paramLabel = "FILE",
      description =
          "Also use the rules of a gitleaks configuration, in each policy. Can be repeated.")
  private List<Path> gitleaksFiles = new ArrayList<>();

  /**
   * Reads a policy file or a folder of them. What is not understood is among its problems.
   *
   * @throws Failure if a file cannot be read, or is none
   */
  PolicyFolder read(Shell shell, String path, Clock clock) throws Failure {
    return read(shell, path, files(shell, path), clock);
  }

  /** Makes the same of files that {@link #files} has read of {@code path}. */
  PolicyFolder read(Shell shell, String path, Map<String, byte[]> files, Clock clock)
      throws Failure {
    boolean isWhole = Files.isDirectory(shell.directory().resolve(path)) || isBundle(path, files);
    try {
      String name = isWhole ? withoutSlashes(path) : parent(path);
      return PolicyFolder.of(name, files, gitleaks(shell), clock);
    } catch (IllegalArgumentException e) {
      throw new Failure(ExitCode.POLICY_INVALID, "--gitleaks: " + e.getMessage());
    }
  }

  /**
   * Reads the files of a folder or a bundle, or a policy file with the tests beside it. Signatures
   * are not looked at.
   *
   * @throws Failure if one cannot be read
   */
  Map<String, byte[]> files(Shell shell, String path) throws Failure {
    Path place = shell.directory().resolve(path);
    try {
      return Files.isDirectory(place) ? folder(place) : file(place);
    } catch (IOException | DirectoryIteratorException e) {
      throw new Failure(ExitCode.UNREADABLE, "cannot read " + path + "; is it a policy?");
    } catch (BundleException e) {
      throw new Failure(ExitCode.POLICY_INVALID, "bundle not understood: " + e.getMessage());
    }
  }

  private static boolean isBundle(String path, Map<String, byte[]> files) {
    return !files.containsKey(String.valueOf(Path.of(path).getFileName()));
  }

  private static String withoutSlashes(String path) {
    String name = path.replace(File.separatorChar, '/');
    return name.length() > 1 && name.endsWith("/")
        ? withoutSlashes(name.substring(0, name.length() - 1))
        : name;
  }

  private static String parent(String file) {
    String name = file.replace(File.separatorChar, '/');
    int slash = name.lastIndexOf('/');
    return slash < 0 ? "" : slash == 0 ? "/" : name.substring(0, slash);
  }

  private static Map<String, byte[]> folder(Path folder) throws IOException {
    Map<String, byte[]> files = new TreeMap<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
      for (Path entry : entries) {
        String name = String.valueOf(entry.getFileName());
        boolean counts = PolicyFileReader.isYaml(name) || PolicyFileReader.isToml(name);
        if (counts && Files.isRegularFile(entry)) {
          files.put(name, content(entry));
        }
        if (files.size() > MAX_FILES) {
          throw new IOException("more than " + MAX_FILES + " files");
        }
      }
    }
    return files;
  }

  /** The files of a bundle; or a policy file, and the tests that lie beside it. */
  private static Map<String, byte[]> file(Path file) throws IOException {
    Map<String, byte[]> files = new TreeMap<>();
    byte[] content = content(file);
    if (SignedBundle.isPacked(content)) {
      return SignedBundle.files(PolicyBundle.parse(content));
    }
    files.put(String.valueOf(file.getFileName()), content);
    Path tests = file.resolveSibling(PolicyFolder.TESTS_FILE);
    if (Files.isRegularFile(tests)) {
      files.put(PolicyFolder.TESTS_FILE, content(tests));
    }
    return files;
  }

  /** A file that is too long is cut one byte after the limit, where it is refused. */
  static byte[] content(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return in.readNBytes(StrictYaml.MAX_BYTES + 1);
    }
  }

  private List<GitleaksConfig> gitleaks(Shell shell) throws Failure {
    List<GitleaksConfig> configs = new ArrayList<>();
    for (Path file : gitleaksFiles) {
      try {
        GitleaksConfig config = GitleaksConfig.load(shell.directory().resolve(file));
        config.notes().forEach(note -> shell.complain(note.toString()));
        configs.add(config);
      } catch (PolicyException e) {
        throw new Failure(
            ExitCode.POLICY_INVALID, "invalid gitleaks configuration: " + e.getMessage());
      } catch (IOException e) {
        throw new Failure(
            ExitCode.UNREADABLE,
            "cannot read the gitleaks configuration " + file + "; check --gitleaks");
      }
    }
    return configs;
  }
}

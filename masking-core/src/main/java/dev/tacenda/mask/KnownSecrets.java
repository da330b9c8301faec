package dev.tacenda.mask;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

/**
 * Exact values that are masked wherever they occur: the secrets that the process really holds.
 * Immutable, thread-safe, never written anywhere; {@link #toString} tells only their number. Names
 * of values are not secret and are printed; values never are. In memory they are kept under a
 * random pad, so that a search of a heap dump does not come upon them here.
 *
 * <pre>{@code
 * KnownSecrets secrets =
 *     KnownSecrets.builder()
 *         .addEnvironment(System.getenv())
 *         .addDotEnv(Path.of(".env"))
 *         .addMount(Path.of("/run/secrets"))
 *         .addGitFile(Path.of(".git/config"))
 *         .build();
 * }</pre>
 *
 * <p>A value is found in each of these forms:
 *
 * <table>
 * <caption>Claimed encodings</caption>
 * <tr><th>form</th><th>variants</th></tr>
 * <tr><td>as it is</td><td>case-sensitive, white space around it ignored</td></tr>
 * <tr><td>base64</td><td>standard and URL-safe, at all three alignments, alone or inside a longer
 * encoded text such as {@code user:password}</td></tr>
 * <tr><td>hexadecimal</td><td>lower case, upper case</td></tr>
 * <tr><td>percent</td><td>reserved characters only, in the sets of RFC 3986, {@code encodeURI},
 * {@code encodeURIComponent}, {@code URLEncoder}, Python and Go, space as {@code %20} and {@code
 * +}; every byte; each with lower and upper case digits</td></tr>
 * <tr><td>JSON</td><td>necessary escapes; with {@code /} escaped; with non-ASCII as {@code \}{@code
 * u} escapes; HTML-safe as Go and Gson write it; all of these in a JSON string inside a JSON
 * string; every character as a {@code \}{@code u} escape; lower and upper case digits</td></tr>
 * <tr><td>XML, HTML</td><td>named entities for two to five of the special characters; decimal and
 * hexadecimal references for the five, or the five and non-ASCII</td></tr>
 * <tr><td>quoted</td><td>shell single quotes ({@code '\''} and {@code '"'"'}), backslashes in
 * single quotes, double quotes and bare words, doubled quotes (SQL, CSV, YAML), Java
 * properties</td></tr>
 * <tr><td>several lines</td><td>the whole with LF, CRLF, or those as escapes written once or twice;
 * each line of {@value SecretForms#MIN_LINE} bytes or more by itself, and the value of a line such as
 * {@code password: ...}; all in every form above</td></tr>
 * </table>
 *
 * <p>Not found: compressed, encrypted or hashed values, encodings of one's own, base32, UTF-16,
 * reversed text, values broken up by line wraps or by string concatenation, parts of a value other
 * than its lines, and mixtures of forms beyond those listed.
 *
 * <p>A value of more than {@value SecretForms#PIECE} bytes is looked for in pieces of that length,
 * so a piece of it is masked too.
 */
@TrustedCode("holds every form of every value, and prints none")
public final class KnownSecrets {
  /** The most values: {@value}. */
  public static final int MAX_VALUES = 100_000;

  /** The longest value, in bytes: {@value}. */
  public static final int MAX_VALUE_BYTES = 64 * 1024;

  /** The most bytes of all values together: {@value}. */
  public static final int MAX_TOTAL_BYTES = 16 * 1024 * 1024;

  /** The shortest value, in bytes without white space around it: {@value}. */
  public static final int MIN_VALUE_BYTES = SecretForms.MIN_LENGTH;

  private static final KnownSecrets NONE = builder().build();

  private final List<String> names;
  private final List<Skipped> skipped;
  private final int values;
  private final KnownForms forms;

  /** Why a variable whose name says secret was not taken. */
  public enum Reason {
    /** Shorter than a value that can be masked without masking everything else. */
    TOO_SHORT,
    /** One character over and over. */
    REPEATED_CHARACTER,
    /** A word that many programs contain, such as {@code password} or {@code changeme}. */
    COMMON_WORD,
    /** A reference to a value that is elsewhere, such as <code>${DB_PASSWORD}</code>. */
    REFERENCE,
    /** A plain number of up to 15 digits. */
    NUMBER,
    /** An absolute path. */
    PATH,
    /** Not valid Unicode. */
    MALFORMED,
    /** A line of a .env file that could not be read. */
    UNREADABLE_LINE
  }

  /**
   * A variable that was not taken, and why.
   *
   * @param name the variable, or file and line
   * @param reason why
   */
  public record Skipped(String name, Reason reason) {
    public Skipped {
      Objects.requireNonNull(name, "name");
      Objects.requireNonNull(reason, "reason");
    }
  }

  private KnownSecrets(Builder builder) {
    this.names = List.copyOf(new LinkedHashSet<>(builder.values.values()));
    this.skipped = List.copyOf(builder.skipped);
    this.values = builder.values.size();
    this.forms = new KnownForms(builder.values);
  }

  /** Returns no values. */
  public static KnownSecrets none() {
    return NONE;
  }

  /** Returns a builder without values. */
  public static Builder builder() {
    return new Builder();
  }

  /** Returns the names of the values, without repetition, in the order of adding. */
  public List<String> names() {
    return names;
  }

  /** Returns the variables whose name says secret but whose value does not look like one. */
  public List<Skipped> skipped() {
    return skipped;
  }

  /**
   * Reports every place in {@code text} from {@code from} to {@code to} where a form of a value
   * stands, widened over the run of its encoding. Spans may overlap.
   */
  void find(byte[] text, int from, int to, ValueIndex.HitSink sink) {
    forms.index().find(text, from, to, new RunWidening(text, from, to, this, sink));
  }

  /** Returns true if a value holds a space, so that text must not be decided word by word. */
  boolean holdWhiteSpace() {
    return forms.holdSpace();
  }

  ValueIndex index() {
    return forms.index();
  }

  String nameOf(int entry) {
    return forms.nameOf(entry);
  }

  RunAlphabet runOf(int entry) {
    return forms.runOf(entry);
  }

  @Override
  public String toString() {
    return "KnownSecrets[" + values + " values]";
  }

  /** Collects values. Confined to one thread. */
  public static final class Builder {
    private static final int MAX_TEXT_BYTES = 1024 * 1024;

    private final Map<ByteKey, String> values = new LinkedHashMap<>();
    private final Set<Skipped> skipped = new LinkedHashSet<>();
    private int totalBytes;

    private Builder() {}

    /**
     * Adds a value.
     *
     * @param name tells people which value it is; printed in findings and reports
     * @throws IllegalArgumentException if the value is not valid Unicode, shorter than {@link
     *     #MIN_VALUE_BYTES} or longer than {@link #MAX_VALUE_BYTES}, or one too many
     */
    public Builder add(String name, String value) {
      Objects.requireNonNull(name, "name");
      Objects.requireNonNull(value, "value");
      byte[] bytes = StrictUtf8.encode(value);
      if (bytes == null) {
        throw new IllegalArgumentException("value of " + name + " is not valid Unicode");
      }
      return addBytes(name, bytes);
    }

    /**
     * Adds a value as bytes, which are copied. Bytes that are not UTF-8 are found in their base64,
     * hexadecimal and percent forms.
     *
     * @throws IllegalArgumentException as {@link #add} does
     */
    public Builder addBytes(String name, byte[] value) {
      Objects.requireNonNull(name, "name");
      byte[] copy = value.clone();
      requireLength(name, copy);
      if (values.putIfAbsent(new ByteKey(copy), name) == null) {
        totalBytes += copy.length;
      }
      requireAtMost("number of values", values.size(), MAX_VALUES);
      requireAtMost("bytes of all values", totalBytes, MAX_TOTAL_BYTES);
      return this;
    }

    /**
     * Adds the variables whose name says that they are secrets, such as {@code GITHUB_TOKEN} or
     * {@code dbPassword}, unless the value is plainly none; {@link KnownSecrets#skipped} lists
     * those. From every variable, whatever its name, it adds the password or token in a URL and the
     * secrets of a connection string, such as {@code Password} in {@code Server=db;Password=...;}.
     *
     * @throws IllegalArgumentException if a value is longer than {@link #MAX_VALUE_BYTES}, or one
     *     too many
     */
    public Builder addEnvironment(Map<String, String> environment) {
      new TreeMap<>(environment).forEach(this::addVariable);
      return this;
    }

    /**
     * Adds the variables of a .env file by the rule of {@link #addEnvironment}: those whose name
     * says secret, and passwords of URLs. Where readers of such files differ, every reading counts.
     *
     * @throws IOException if the file cannot be read
     * @throws IllegalArgumentException if it is not UTF-8 or larger than 1 MiB, or as {@link
     *     #addEnvironment}
     */
    public Builder addDotEnv(Path file) throws IOException {
      byte[] bytes = read(file, MAX_TEXT_BYTES);
      String text = StrictUtf8.decode(bytes);
      if (text == null) {
        throw new IllegalArgumentException(file + " is not UTF-8");
      }
      DotEnv dotEnv = DotEnv.parse(text);
      for (DotEnv.Entry entry : dotEnv.entries()) {
        entry.readings().forEach(value -> addVariable(entry.name(), value));
      }
      for (int line : dotEnv.unreadableLines()) {
        skipped.add(new Skipped(file.getFileName() + ":" + line, Reason.UNREADABLE_LINE));
      }
      return this;
    }

    /**
     * Adds the content of a file, such as a mounted secret. White space at its ends does not count.
     *
     * @throws IOException if the file cannot be read
     * @throws IllegalArgumentException as {@link #add} does
     */
    public Builder addFile(String name, Path file) throws IOException {
      return addBytes(name, read(file, MAX_VALUE_BYTES));
    }

    /**
     * Adds the content of each file in a folder of mounted secrets, such as {@code /run/secrets} or
     * a volume of a Kubernetes Secret. Links to files are followed, folders are not entered. Values
     * that would mask everything, such as numbers and common words, are left out; {@link
     * KnownSecrets#skipped} lists their files.
     *
     * @throws IOException if the folder or a file in it cannot be read
     * @throws IllegalArgumentException if the folder has more than 10,000 files, a value is longer
     *     than {@link #MAX_VALUE_BYTES}, or one too many
     */
    public Builder addMount(Path folder) throws IOException {
      for (Path file : SecretMount.files(folder)) {
        String name = folder.getFileName() + "/" + file.getFileName();
        byte[] value = read(file, MAX_VALUE_BYTES);
        String text = StrictUtf8.decode(value);
        Reason reason = text == null ? null : SecretValues.notSecret(text);
        if (reason != null) {
          skipped.add(new Skipped(name, reason));
        } else if (SecretLines.trimmedLength(value) < MIN_VALUE_BYTES) {
          skipped.add(new Skipped(name, Reason.TOO_SHORT));
        } else {
          addBytes(name, value);
        }
      }
      return this;
    }

    /**
     * Adds the credentials that git keeps in a file: passwords and tokens in the URLs of {@code
     * .git/config}, {@code ~/.gitconfig} and {@code ~/.git-credentials}, and what {@code
     * http.extraHeader} sends. Files that a configuration includes are not read.
     *
     * @throws IOException if the file cannot be read
     * @throws IllegalArgumentException if it is not UTF-8 or larger than 1 MiB, or as {@link
     *     #addEnvironment}
     */
    public Builder addGitFile(Path file) throws IOException {
      String text = StrictUtf8.decode(read(file, MAX_TEXT_BYTES));
      if (text == null) {
        throw new IllegalArgumentException(file + " is not UTF-8");
      }
      int number = 0;
      for (String line : text.lines().toList()) {
        String name = file.getFileName() + ":" + ++number;
        GitSecrets.in(line).forEach(value -> addIfLongEnough(name, value));
      }
      return this;
    }

    /** Returns the values added so far. */
    public KnownSecrets build() {
      return new KnownSecrets(this);
    }

    private void addVariable(String name, String value) {
      for (String password : SecretValues.urlCredentials(value)) {
        addIfLongEnough(name, password);
      }
      for (String part : SecretValues.namedParts(value)) {
        addIfLongEnough(name, part);
      }
      if (!SecretNames.saySecret(name)) {
        return;
      }
      Reason reason = SecretValues.notSecret(value);
      if (reason == null) {
        addIfLongEnough(name, value);
      } else {
        skipped.add(new Skipped(name, reason));
      }
    }

    private void addIfLongEnough(String name, String value) {
      byte[] bytes = StrictUtf8.encode(value);
      if (bytes == null) {
        skipped.add(new Skipped(name, Reason.MALFORMED));
      } else if (SecretLines.trimmedLength(bytes) < MIN_VALUE_BYTES) {
        skipped.add(new Skipped(name, Reason.TOO_SHORT));
      } else {
        addBytes(name, bytes);
      }
    }

    private static void requireLength(String name, byte[] value) {
      if (value.length > MAX_VALUE_BYTES) {
        throw new IllegalArgumentException(
            "value of "
                + name
                + " must have at most "
                + MAX_VALUE_BYTES
                + " bytes, has "
                + value.length);
      }
      if (SecretLines.trimmedLength(value) < MIN_VALUE_BYTES) {
        throw new IllegalArgumentException(
            "value of "
                + name
                + " must have at least "
                + MIN_VALUE_BYTES
                + " bytes without white space around it, has "
                + value.length
                + " with it");
      }
    }

    private static void requireAtMost(String what, int actual, int max) {
      if (actual > max) {
        throw new IllegalArgumentException(what + " must be at most " + max + ", was " + actual);
      }
    }

    private static byte[] read(Path file, int max) throws IOException {
      try (var in = Files.newInputStream(file)) {
        byte[] bytes = in.readNBytes(max + 1);
        if (bytes.length > max) {
          throw new IllegalArgumentException(file + " must have at most " + max + " bytes");
        }
        return bytes;
      }
    }
  }
}

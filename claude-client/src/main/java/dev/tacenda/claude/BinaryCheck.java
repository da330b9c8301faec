package dev.tacenda.claude;

import com.fasterxml.jackson.core.JsonParser;
import dev.tacenda.claude.RequestDeniedException.Reason;
import dev.tacenda.mask.FieldClass;
import dev.tacenda.mask.Finding;
import dev.tacenda.mask.JsonLocation;
import dev.tacenda.mask.MaskResult;
import dev.tacenda.mask.Masker;
import dev.tacenda.mask.ScanScope;
import dev.tacenda.mask.StringRange;
import dev.tacenda.mask.TrustedCode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Decides whether binary content may leave as it is, where the policy has it inspected. Immutable.
 *
 * <p>In a JSON document the content is judged where it stands: its text is put in its place in a
 * copy, and the copy is masked. So what was found earlier in the conversation is found in the
 * content as well. The copy is thrown away.
 */
@TrustedCode("Binary content leaves only if all its text was read and nothing in it is masked.")
final class BinaryCheck {
  /** The most that one content may say, in UTF-16 characters. */
  static final int MAX_CHARACTERS = 8 * 1024 * 1024;

  /** From this confidence on a finding in data is no accident. */
  private static final int BEYOND_DOUBT = 85;

  private final Masker masker;
  private final List<BinaryInspector> inspectors;

  /** Asks {@code inspectors} in their order; the first that can read the content counts. */
  BinaryCheck(Masker masker, List<BinaryInspector> inspectors) {
    this.masker = masker;
    this.inspectors = List.copyOf(inspectors);
  }

  /**
   * Checks the strings of a document that are binary content in base64.
   *
   * @throws RequestDeniedException if one cannot be read, or something in it would be masked
   */
  void checkStrings(byte[] json, ScanScope scope, ToolInputs tools) {
    List<StringRange> texts = new ArrayList<>();
    ByteArrayOutputStream copy = new ByteArrayOutputStream(json.length);
    int from = 0;
    for (StringRange string : masker.stringsOf(FieldClass.BINARY, json, scope)) {
      copy.write(json, from, string.start() - 1 - from);
      int start = copy.size();
      copy.writeBytes(JsonLiteral.of(read(decoded(json, string))));
      texts.add(new StringRange(start, copy.size()));
      from = string.end() + 1;
    }
    copy.write(json, from, json.length - from);
    MaskResult read = tools.mask(copy.toByteArray(), new AsText(scope));
    refuse(read, finding -> texts.stream().anyMatch(text -> isIn(finding, text)));
  }

  /**
   * Checks a file.
   *
   * @throws RequestDeniedException if it cannot be read, or something in it would be masked
   */
  void checkFile(byte[] content) {
    refuse(masker.maskText(read(content)), finding -> true);
  }

  /**
   * Refuses data in which a secret stands readable, whatever else it holds.
   *
   * @throws RequestDeniedException if there is one
   */
  void checkData(byte[] data) {
    refuse(masker.maskText(data), finding -> finding.confidence() >= BEYOND_DOUBT);
  }

  private static boolean isIn(Finding finding, StringRange text) {
    return finding.start() >= text.start() && finding.end() <= text.end();
  }

  private static void refuse(MaskResult result, Predicate<Finding> counts) {
    List<String> rules =
        result.findings().stream()
            .filter(each -> each.action().masks() && counts.test(each))
            .map(Finding::ruleId)
            .distinct()
            .sorted()
            .toList();
    if (!rules.isEmpty()) {
      throw new RequestDeniedException(Reason.SECRET_IN_BINARY, rules);
    }
  }

  /** Returns what the content says, and has looked at the data behind it. */
  private String read(byte[] content) {
    String mediaType = FileContent.mediaType(content);
    InspectedText read =
        inspectors.stream()
            .map(each -> inspect(each, mediaType, content.clone()))
            .flatMap(Optional::stream)
            .findFirst()
            .orElseThrow(BinaryCheck::notInspectable);
    if (read.text().length() > MAX_CHARACTERS) {
      throw notInspectable();
    }
    checkData(content);
    checkData(read.data());
    return read.text();
  }

  /** Asks an inspector that the application supplied; its own message may quote what it read. */
  private static Optional<InspectedText> inspect(
      BinaryInspector inspector, String mediaType, byte[] content) {
    try {
      return Objects.requireNonNull(inspector.inspect(mediaType, content), "answer");
    } catch (RuntimeException e) {
      throw notInspectable();
    }
  }

  private static byte[] decoded(byte[] json, StringRange string) {
    String base64 = text(json, string);
    // Strict, because readers differ in what they make of line breaks and missing padding.
    if (base64.length() % 4 != 0) {
      throw notInspectable();
    }
    try {
      return Base64.getDecoder().decode(base64);
    } catch (IllegalArgumentException e) {
      throw notInspectable();
    }
  }

  private static String text(byte[] json, StringRange string) {
    int start = string.start() - 1;
    try (JsonParser parser = Json.parser(json, start, string.end() + 1 - start)) {
      parser.nextToken();
      return parser.getText();
    } catch (IOException e) {
      throw notInspectable();
    }
  }

  private static RequestDeniedException notInspectable() {
    return new RequestDeniedException(Reason.BINARY_NOT_INSPECTABLE);
  }

  /** The fields of a document in which text stands where binary content was. */
  private record AsText(ScanScope scope) implements ScanScope {

    @Override
    public FieldClass classOf(JsonLocation location) {
      FieldClass fieldClass = scope.classOf(location);
      return fieldClass == FieldClass.BINARY ? FieldClass.DOCUMENT : fieldClass;
    }

    @Override
    public int order(JsonLocation location) {
      return scope.order(location);
    }

    @Override
    public boolean refusesSecretsInFixedFields() {
      return scope.refusesSecretsInFixedFields();
    }

    @Override
    public boolean mayHoldRestored(JsonLocation location) {
      return scope.mayHoldRestored(location);
    }

    @Override
    public boolean goesOn() {
      return scope.goesOn();
    }

    @Override
    public Set<String> vocabulary() {
      return scope.vocabulary();
    }
  }
}

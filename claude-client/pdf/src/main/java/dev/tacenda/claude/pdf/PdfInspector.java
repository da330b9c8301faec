package dev.tacenda.claude.pdf;

import dev.tacenda.claude.BinaryInspector;
import dev.tacenda.claude.InspectedText;
import dev.tacenda.mask.TrustedCode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.apache.pdfbox.io.IOUtils;
import org.apache.pdfbox.pdfparser.PDFParser;
import org.apache.pdfbox.pdmodel.PDDocument;

/**
 * Reads PDFs for a guard whose policy says {@code binary: inspect}: the text of all pages and
 * annotations, fields of forms, bookmarks, links, scripts, information and metadata. A document of
 * which it cannot read all is not read, and the guard refuses it: one that is damaged, encrypted,
 * over a limit, or that holds images, files, media, earlier revisions, or glyphs that stand for no
 * known character.
 *
 * <pre>{@code
 * MaskingPolicy policy =
 *     MaskingPolicy.builder(RuleSet.standard())
 *         .name("documents")
 *         .traffic(TrafficSettings.builder().inspectBinary().build())
 *         .build();
 * TrafficGuard guard =
 *     TrafficGuard.builder(policy, key, auditSink).inspector(PdfInspector.standard()).build();
 * }</pre>
 *
 * <p>Works in memory only: no temporary file, no cache of fonts. Turns off the loggers {@code
 * org.apache.pdfbox} and {@code org.apache.fontbox} for the whole process, because they quote what
 * is read. Blocks while it reads. Immutable and thread-safe.
 */
public final class PdfInspector implements BinaryInspector {
  private static final String PDF = "application/pdf";

  private final Limits limits;
  private final LongSupplier nanoTime;

  private PdfInspector(Limits limits, LongSupplier nanoTime) {
    this.limits = limits;
    this.nanoTime = nanoTime;
    QuietLog.require();
  }

  /**
   * What is read at most.
   *
   * @param maxUnpackedBytes of all streams together
   */
  record Limits(
      int maxBytes,
      int maxUnpackedBytes,
      int maxPages,
      int maxCharacters,
      Duration maxTime,
      boolean allowImages) {}

  /**
   * Returns an inspector with the default limits, which reads no document with images.
   *
   * @throws IllegalStateException if PDFBox logs to another library than {@code java.util.logging},
   *     and is not turned off there
   */
  public static PdfInspector standard() {
    return builder().build();
  }

  /** Starts an inspector with the default limits. */
  public static Builder builder() {
    return new Builder();
  }

  @Override
  public Optional<InspectedText> inspect(String mediaType, byte[] content) {
    if (!mediaType.equals(PDF) || content.length > limits.maxBytes()) {
      return Optional.empty();
    }
    try {
      return Optional.of(read(content));
    } catch (IOException | RuntimeException e) {
      // PDFBox throws either for what it cannot read; the messages quote the document.
      return Optional.empty();
    }
  }

  /**
   * Returns the text of a document.
   *
   * @throws IOException if not all of it can be read; only an {@link UnreadableException} has a
   *     message of our own
   */
  InspectedText read(byte[] content) throws IOException {
    return OwnFonts.with(() -> readWithOwnFonts(content));
  }

  @TrustedCode("All text of the document is in what it returns, or it throws.")
  private InspectedText readWithOwnFonts(byte[] content) throws IOException {
    Deadline deadline = new Deadline(nanoTime, limits.maxTime());
    ByteArrayOutputStream data = new ByteArrayOutputStream();
    data.writeBytes(PackedData.unpack(content, limits.maxUnpackedBytes(), deadline));
    BoundedText text = new BoundedText(limits.maxCharacters());
    BoundedText glyphs = new BoundedText(limits.maxCharacters());
    try (PDDocument document = parse(content, deadline)) {
      PdfStrings strings = new PdfStrings(limits, deadline, text, data);
      strings.read(document.getDocument());
      new PageText(limits, deadline, strings, glyphs).read(document, text);
      strings.finish();
    }
    data.writeBytes(glyphs.text().getBytes(StandardCharsets.UTF_8));
    return InspectedText.of(text.text()).withData(data.toByteArray());
  }

  /** Not leniently: what PDFBox would repair, another reader may repair to something else. */
  private static PDDocument parse(byte[] content, Deadline deadline) throws IOException {
    PdfSource source = new PdfSource(content, deadline);
    PDFParser parser = new PDFParser(source, "", null, null, IOUtils.createMemoryOnlyStreamCache());
    return parser.parse(false);
  }

  /** Names the limits. */
  @Override
  public String toString() {
    return "PdfInspector[" + limits + "]";
  }

  /** Collects the limits of a {@link PdfInspector}. Confined to one thread. */
  public static final class Builder {
    private int maxBytes = 32 * 1024 * 1024;
    private int maxUnpackedBytes = 24 * 1024 * 1024;
    private int maxPages = 1_000;
    private int maxCharacters = 4 * 1024 * 1024;
    private Duration maxTime = Duration.ofSeconds(30);
    private boolean allowImages;

    private Builder() {}

    /**
     * Sets the size of the largest document in bytes, 32 MiB unless set.
     *
     * @throws IllegalArgumentException if the number is not positive
     */
    public Builder maxBytes(int bytes) {
      this.maxBytes = positive("maxBytes", bytes);
      return this;
    }

    /**
     * Sets to how many bytes all streams of a document may unpack together, 24 MiB unless set. The
     * policy's {@code max-body-bytes} has to be larger, because the guard looks in them.
     *
     * @throws IllegalArgumentException if the number is not positive
     */
    public Builder maxUnpackedBytes(int bytes) {
      this.maxUnpackedBytes = positive("maxUnpackedBytes", bytes);
      return this;
    }

    /**
     * Sets the most pages of a document, 1,000 unless set.
     *
     * @throws IllegalArgumentException if the number is not positive
     */
    public Builder maxPages(int pages) {
      this.maxPages = positive("maxPages", pages);
      return this;
    }

    /**
     * Sets the most UTF-16 characters of text of a document, 4 Mi unless set. The guard takes 8 Mi.
     *
     * @throws IllegalArgumentException if the number is not positive
     */
    public Builder maxCharacters(int characters) {
      this.maxCharacters = positive("maxCharacters", characters);
      return this;
    }

    /**
     * Sets how long a document may take to read, 30 seconds unless set. It is checked at each read,
     * glyph and object, not by another thread.
     *
     * @throws IllegalArgumentException if the time is not positive
     */
    public Builder maxTime(Duration time) {
      if (time.isNegative() || time.isZero()) {
        throw new IllegalArgumentException("maxTime must be positive, was " + time);
      }
      this.maxTime = Objects.requireNonNull(time, "time");
      return this;
    }

    /**
     * Reads documents that hold images too, and leaves the images out: what they show passes
     * unseen, in a scanned document all of it. By default such a document is not read.
     */
    public Builder allowUnreadImages() {
      this.allowImages = true;
      return this;
    }

    private static int positive(String name, int value) {
      if (value <= 0) {
        throw new IllegalArgumentException(name + " must be 1 or more, was " + value);
      }
      return value;
    }

    /**
     * Returns the inspector.
     *
     * @throws IllegalStateException if PDFBox logs to another library than {@code
     *     java.util.logging}, and is not turned off there
     */
    public PdfInspector build() {
      return build(System::nanoTime);
    }

    /** Returns an inspector with a clock of its own. */
    PdfInspector build(LongSupplier nanoTime) {
      return new PdfInspector(
          new Limits(maxBytes, maxUnpackedBytes, maxPages, maxCharacters, maxTime, allowImages),
          nanoTime);
    }
  }
}

package dev.tacenda.claude.pdf;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.fontbox.FontBoxFont;
import org.apache.fontbox.ttf.TTFParser;
import org.apache.fontbox.ttf.TrueTypeFont;
import org.apache.pdfbox.io.RandomAccessReadBuffer;
import org.apache.pdfbox.pdmodel.font.CIDFontMapping;
import org.apache.pdfbox.pdmodel.font.FontMapper;
import org.apache.pdfbox.pdmodel.font.FontMappers;
import org.apache.pdfbox.pdmodel.font.FontMapping;
import org.apache.pdfbox.pdmodel.font.PDCIDSystemInfo;
import org.apache.pdfbox.pdmodel.font.PDFontDescriptor;

/**
 * Stands in for fonts that a document names and does not bring along. PDFBox would read all fonts
 * of the machine, which takes seconds, and write a cache of them into the home directory; to read
 * text, any font will do. Only what this thread inspects gets it; other uses of PDFBox in the
 * process go on as before. Thread-safe.
 */
final class OwnFonts implements FontMapper {
  private static final String FONT = "/org/apache/pdfbox/resources/ttf/LiberationSans-Regular.ttf";

  /** The threads that read a document at this moment. */
  private static final Set<Thread> INSPECTING = ConcurrentHashMap.newKeySet();

  private final FontMapper others;
  private final TrueTypeFont font = read();

  private OwnFonts(FontMapper others) {
    this.others = others;
  }

  /** Reads a document. */
  @FunctionalInterface
  interface Reading<T> {
    T read() throws IOException;
  }

  /** Reads a document without a look at the fonts of the machine. */
  static <T> T with(Reading<T> reading) throws IOException {
    install();
    INSPECTING.add(Thread.currentThread());
    try {
      return reading.read();
    } finally {
      INSPECTING.remove(Thread.currentThread());
    }
  }

  /** Anew each time, because the process may have set another one. */
  private static synchronized void install() {
    FontMapper current = FontMappers.instance();
    if (!(current instanceof OwnFonts)) {
      FontMappers.set(new OwnFonts(current));
    }
  }

  private static boolean isInspecting() {
    return INSPECTING.contains(Thread.currentThread());
  }

  private static TrueTypeFont read() {
    try (InputStream in = FontMapper.class.getResourceAsStream(FONT)) {
      return new TTFParser().parse(new RandomAccessReadBuffer(Objects.requireNonNull(in, FONT)));
    } catch (IOException e) {
      throw new UncheckedIOException("the font of PDFBox cannot be read", e);
    }
  }

  @Override
  public FontMapping<TrueTypeFont> getTrueTypeFont(String name, PDFontDescriptor descriptor) {
    return isInspecting()
        ? new FontMapping<>(font, true)
        : others.getTrueTypeFont(name, descriptor);
  }

  @Override
  public FontMapping<FontBoxFont> getFontBoxFont(String name, PDFontDescriptor descriptor) {
    return isInspecting() ? new FontMapping<>(font, true) : others.getFontBoxFont(name, descriptor);
  }

  @Override
  public CIDFontMapping getCIDFont(
      String name, PDFontDescriptor descriptor, PDCIDSystemInfo system) {
    return isInspecting()
        ? new CIDFontMapping(null, font, true)
        : others.getCIDFont(name, descriptor, system);
  }
}

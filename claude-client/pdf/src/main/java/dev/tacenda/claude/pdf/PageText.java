package dev.tacenda.claude.pdf;

import dev.tacenda.mask.TrustedCode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import org.apache.pdfbox.contentstream.operator.Operator;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.font.encoding.GlyphList;
import org.apache.pdfbox.pdmodel.interactive.annotation.PDAnnotation;
import org.apache.pdfbox.text.PDFTextStripper;
import org.apache.pdfbox.text.TextPosition;
import org.apache.pdfbox.util.Matrix;
import org.apache.pdfbox.util.Vector;

/**
 * Reads the text of all pages and of what is laid over them. What PDFBox would leave out in
 * silence, because it does not understand it, makes the document unreadable. Confined to one
 * thread, used once.
 */
@TrustedCode("Each glyph that is drawn as text is in the text, or the document is refused.")
final class PageText extends PDFTextStripper {
  /** PDFBox leaves out forms in forms from 50 levels on. */
  private static final int MAX_LEVEL = 40;

  /** The names of glyphs that PDFBox knows when it reads text; its own list is private. */
  private static final class Glyphs {
    private static final String MORE = "/org/apache/pdfbox/resources/glyphlist/additional.txt";
    static final GlyphList ALL = read();

    private static GlyphList read() {
      try (InputStream in = GlyphList.class.getResourceAsStream(MORE)) {
        return new GlyphList(GlyphList.getAdobeGlyphList(), Objects.requireNonNull(in, MORE));
      } catch (IOException e) {
        throw new UncheckedIOException("the list of glyphs of PDFBox cannot be read", e);
      }
    }
  }

  private final PdfInspector.Limits limits;
  private final Deadline deadline;
  private final PdfStrings strings;
  private final BoundedText glyphs;
  private int pages;
  private boolean isTooDeep;

  /**
   * Reads pages.
   *
   * @param strings gets the strings that stand beside the text
   * @param glyphs gets the text without the spaces and line ends that its places suggest
   */
  PageText(PdfInspector.Limits limits, Deadline deadline, PdfStrings strings, BoundedText glyphs) {
    this.limits = limits;
    this.deadline = deadline;
    this.strings = strings;
    this.glyphs = glyphs;
    setShouldSeparateByBeads(false);
    setLineSeparator("\n");
    setParagraphEnd("\n");
    setPageEnd("\n");
  }

  /**
   * Writes the text of all pages of {@code document} to {@code out}.
   *
   * @throws IOException if not all of it can be read
   */
  void read(PDDocument document, BoundedText out) throws IOException {
    for (PDPage page : document.getPages()) {
      if (++pages > limits.maxPages()) {
        throw new UnreadableException("it has more than " + limits.maxPages() + " pages");
      }
      if (!page.hasContents() && !page.getAnnotations().isEmpty()) {
        throw new UnreadableException("a page has annotations and no content");
      }
    }
    writeText(document, out);
    if (isTooDeep) {
      throw new UnreadableException("forms are nested deeper than " + MAX_LEVEL);
    }
  }

  @Override
  protected void writePage() throws IOException {
    for (PDAnnotation annotation : getCurrentPage().getAnnotations()) {
      showAnnotation(annotation);
    }
    glyphs.write('\n');
    super.writePage();
  }

  @Override
  protected void processOperator(Operator operator, List<COSBase> operands) throws IOException {
    deadline.check();
    if (operator.getName().equals("BI") && !limits.allowImages()) {
      throw new UnreadableException("it holds an image");
    }
    super.processOperator(operator, operands);
  }

  @Override
  protected void operatorException(Operator operator, List<COSBase> operands, IOException exception)
      throws IOException {
    throw exception;
  }

  @Override
  protected void showGlyph(Matrix matrix, PDFont font, int code, Vector displacement)
      throws IOException {
    String character = font.toUnicode(code, Glyphs.ALL);
    if (character == null || character.isEmpty() || "\0\ufffd".contains(character)) {
      throw new UnreadableException("a glyph stands for no known character");
    }
    super.showGlyph(matrix, font, code, displacement);
  }

  @Override
  protected void processTextPosition(TextPosition text) {
    try {
      glyphs.write(text.getUnicode());
    } catch (IOException e) {
      throw new IllegalStateException("too many characters", e);
    }
    super.processTextPosition(text);
  }

  /** A text may be drawn as shapes, and said beside them. */
  @Override
  public void beginMarkedContentSequence(COSName tag, COSDictionary properties) {
    if (properties != null) {
      strings.addLater(properties);
    }
    super.beginMarkedContentSequence(tag, properties);
  }

  @Override
  public void increaseLevel() {
    super.increaseLevel();
    isTooDeep |= getLevel() > MAX_LEVEL;
  }
}

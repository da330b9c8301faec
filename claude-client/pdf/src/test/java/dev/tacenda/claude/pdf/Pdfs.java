package dev.tacenda.claude.pdf;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.encryption.AccessPermission;
import org.apache.pdfbox.pdmodel.encryption.StandardProtectionPolicy;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts.FontName;
import org.apache.pdfbox.pdmodel.graphics.image.LosslessFactory;

/** Makes documents for the tests. Their secrets are fake, and put together here. */
final class Pdfs {
  static final String AWS_KEY = "AKI" + "A" + "FAKE2FAKE3FAKE4F";
  static final String GITHUB_TOKEN = "gh" + "p_" + "Fake0".repeat(8);

  static {
    QuietLog.require();
  }

  private Pdfs() {}

  /** Puts something into a document. */
  @FunctionalInterface
  interface Part {
    void addTo(PDDocument document) throws IOException;
  }

  /** Draws on a page. */
  @FunctionalInterface
  interface Drawing {
    void drawOn(PDPageContentStream page) throws IOException;
  }

  static byte[] of(Part... parts) {
    try (PDDocument document = new PDDocument()) {
      for (Part part : parts) {
        part.addTo(document);
      }
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      document.save(out);
      return out.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static PDFont font() {
    return OwnFontsOf.font();
  }

  /** Fonts are made the way they are read, so that the tests do not read those of the machine. */
  private static final class OwnFontsOf {
    static PDFont font() {
      try {
        return OwnFonts.with(() -> new PDType1Font(FontName.HELVETICA));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  static Part page(Drawing drawing) {
    return document -> {
      PDPage page = new PDPage();
      document.addPage(page);
      try (PDPageContentStream content = new PDPageContentStream(document, page)) {
        drawing.drawOn(content);
      }
    };
  }

  /** A page with one line of text, drawn in these runs. */
  static Part line(String... runs) {
    return page(
        content -> {
          content.beginText();
          content.setFont(font(), 10);
          content.newLineAtOffset(40, 700);
          for (String run : runs) {
            content.showText(run);
          }
          content.endText();
        });
  }

  static Part image() {
    return document -> {
      PDPage page = new PDPage();
      document.addPage(page);
      BufferedImage pixels = new BufferedImage(8, 8, BufferedImage.TYPE_INT_RGB);
      try (PDPageContentStream content = new PDPageContentStream(document, page)) {
        content.drawImage(LosslessFactory.createFromImage(document, pixels), 40, 700);
      }
    };
  }

  static Part encryption(String userPassword) {
    return document ->
        document.protect(
            new StandardProtectionPolicy("owner", userPassword, new AccessPermission()));
  }
}

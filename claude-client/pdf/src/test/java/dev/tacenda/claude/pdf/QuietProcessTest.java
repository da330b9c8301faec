package dev.tacenda.claude.pdf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.apache.commons.logging.impl.NoOpLog;
import org.apache.commons.logging.impl.SimpleLog;
import org.apache.fontbox.FontBoxFont;
import org.apache.fontbox.ttf.TrueTypeFont;
import org.apache.pdfbox.pdmodel.font.CIDFontMapping;
import org.apache.pdfbox.pdmodel.font.FontMapper;
import org.apache.pdfbox.pdmodel.font.FontMappers;
import org.apache.pdfbox.pdmodel.font.FontMapping;
import org.apache.pdfbox.pdmodel.font.PDCIDSystemInfo;
import org.apache.pdfbox.pdmodel.font.PDFontDescriptor;
import org.junit.jupiter.api.Test;

/** What reading a document does to the rest of the process. */
class QuietProcessTest {
  @Test
  void refusesToStartWhereALogWouldPrint() {
    QuietLog.requireOff(new NoOpLog());
    assertThatThrownBy(() -> QuietLog.requireOff(new SimpleLog("org.apache.pdfbox")))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("to OFF");
  }

  /** Stands for the fonts of the machine. */
  private static final class Asked implements FontMapper {
    private final List<String> names = new ArrayList<>();

    @Override
    public FontMapping<TrueTypeFont> getTrueTypeFont(String name, PDFontDescriptor descriptor) {
      names.add(name);
      return new FontMapping<>(null, true);
    }

    @Override
    public FontMapping<FontBoxFont> getFontBoxFont(String name, PDFontDescriptor descriptor) {
      names.add(name);
      return new FontMapping<>(null, true);
    }

    @Override
    public CIDFontMapping getCIDFont(
        String name, PDFontDescriptor descriptor, PDCIDSystemInfo system) {
      names.add(name);
      return new CIDFontMapping(null, null, true);
    }
  }

  @Test
  void looksForNoFontAndLeavesOthersTheirOwn() throws Exception {
    FontMapper before = FontMappers.instance();
    Asked machine = new Asked();
    FontMappers.set(machine);
    try {
      byte[] pdf = Pdfs.of(Pdfs.line("text"));
      assertThat(PdfInspector.standard().inspect("application/pdf", pdf)).isPresent();
      assertThat(machine.names).isEmpty();
      FontMappers.instance().getFontBoxFont("a", null);
      FontMappers.instance().getTrueTypeFont("b", null);
      FontMappers.instance().getCIDFont("c", null, null);
      assertThat(machine.names).containsExactly("a", "b", "c");
    } finally {
      FontMappers.set(before);
    }
  }
}

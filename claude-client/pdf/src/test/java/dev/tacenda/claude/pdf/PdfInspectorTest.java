package dev.tacenda.claude.pdf;

import static dev.tacenda.claude.pdf.Pdfs.AWS_KEY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tacenda.claude.InspectedText;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.contentstream.operator.MissingOperandException;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSStream;
import org.apache.pdfbox.cos.COSString;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDDocumentInformation;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDResources;
import org.apache.pdfbox.pdmodel.common.PDMetadata;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.common.filespecification.PDComplexFileSpecification;
import org.apache.pdfbox.pdmodel.common.filespecification.PDEmbeddedFile;
import org.apache.pdfbox.pdmodel.interactive.action.PDActionJavaScript;
import org.apache.pdfbox.pdmodel.interactive.action.PDActionURI;
import org.apache.pdfbox.pdmodel.interactive.annotation.PDAnnotation;
import org.apache.pdfbox.pdmodel.interactive.annotation.PDAnnotationFileAttachment;
import org.apache.pdfbox.pdmodel.interactive.annotation.PDAnnotationLink;
import org.apache.pdfbox.pdmodel.interactive.annotation.PDAnnotationText;
import org.apache.pdfbox.pdmodel.interactive.annotation.PDAppearanceDictionary;
import org.apache.pdfbox.pdmodel.interactive.annotation.PDAppearanceStream;
import org.apache.pdfbox.pdmodel.interactive.documentnavigation.outline.PDDocumentOutline;
import org.apache.pdfbox.pdmodel.interactive.documentnavigation.outline.PDOutlineItem;
import org.apache.pdfbox.pdmodel.interactive.form.PDAcroForm;
import org.apache.pdfbox.pdmodel.interactive.form.PDTextField;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is read of a document, and which documents are not read. */
class PdfInspectorTest {
  private static final String PDF = "application/pdf";
  private static final PdfInspector INSPECTOR = PdfInspector.standard();

  private static Optional<InspectedText> inspect(byte[] pdf) {
    return INSPECTOR.inspect(PDF, pdf);
  }

  private static String text(byte[] pdf) {
    Optional<InspectedText> read = inspect(pdf);
    assertThat(read).isPresent();
    return read.get().text();
  }

  private static String data(byte[] pdf) {
    return new String(inspect(pdf).orElseThrow().data(), StandardCharsets.ISO_8859_1);
  }

  private static void assertRefused(byte[] pdf) {
    assertThat(inspect(pdf)).isEmpty();
  }

  private static void assertRefused(byte[] pdf, String why) {
    assertRefused(pdf);
    assertThatThrownBy(() -> INSPECTOR.read(pdf))
        .isInstanceOf(UnreadableException.class)
        .hasMessageContaining(why);
  }

  @Test
  void readsAllPages() {
    byte[] pdf = Pdfs.of(Pdfs.line("first page"), Pdfs.line("second page " + AWS_KEY));

    assertThat(text(pdf)).contains("first page\n", "second page " + AWS_KEY + "\n");
  }

  @Test
  void joinsWhatIsDrawnInSeveralRuns() {
    byte[] runs =
        Pdfs.of(Pdfs.line("key: ", AWS_KEY.substring(0, 7), AWS_KEY.substring(7), " end"));
    byte[] placed =
        Pdfs.of(
            Pdfs.page(
                content -> {
                  float x = 40;
                  for (String run : List.of(AWS_KEY.substring(0, 3), AWS_KEY.substring(3))) {
                    content.beginText();
                    content.setFont(Pdfs.font(), 10);
                    content.newLineAtOffset(x, 500);
                    content.showText(run);
                    content.endText();
                    x += Pdfs.font().getStringWidth(run) / 100;
                  }
                }));

    assertThat(text(runs)).contains("key: " + AWS_KEY + " end");
    assertThat(text(placed)).contains(AWS_KEY);
  }

  @Test
  void dataHasTheGlyphsWithoutTheGapsBetweenThem() {
    byte[] pdf =
        Pdfs.of(
            Pdfs.page(
                content -> {
                  content.beginText();
                  content.setFont(Pdfs.font(), 10);
                  content.newLineAtOffset(40, 700);
                  content.showText(AWS_KEY.substring(0, 9));
                  content.newLineAtOffset(0, -20);
                  content.showText(AWS_KEY.substring(9));
                  content.endText();
                }));

    assertThat(text(pdf)).doesNotContain(AWS_KEY);
    assertThat(data(pdf)).contains(AWS_KEY);
  }

  @Test
  void readsInformationAndMetadata() {
    byte[] pdf =
        Pdfs.of(
            Pdfs.line("x"),
            document -> {
              PDDocumentInformation information = document.getDocumentInformation();
              information.setTitle("Title " + AWS_KEY);
              information.setCustomMetadataValue("password", "n0t-a-real-one");
              information.setCreationDate(java.util.Calendar.getInstance());
              PDMetadata metadata = new PDMetadata(document);
              metadata.importXMPMetadata(
                  "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">só</x:xmpmeta>"
                      .getBytes(StandardCharsets.UTF_8));
              document.getDocumentCatalog().setMetadata(metadata);
            });

    assertThat(text(pdf))
        .contains("Title: Title " + AWS_KEY, "password: n0t-a-real-one", ">só</x:xmpmeta>")
        .doesNotContain("D:20");
  }

  private static void annotate(PDDocument document, PDAnnotation annotation) throws IOException {
    annotation.setRectangle(new PDRectangle(40, 40, 200, 40));
    document.getPage(0).getAnnotations().add(annotation);
  }

  @Test
  void readsAnnotationsBookmarksLinksScriptsAndFields() {
    byte[] pdf =
        Pdfs.of(
            Pdfs.line("x"),
            document -> {
              PDAnnotationText note = new PDAnnotationText();
              note.setContents("a note");
              annotate(document, note);
              PDAnnotationLink link = new PDAnnotationLink();
              PDActionURI uri = new PDActionURI();
              uri.setURI("https://app.example/?q=1");
              link.setAction(uri);
              annotate(document, link);
              PDOutlineItem item = new PDOutlineItem();
              item.setTitle("bookmark ü");
              PDDocumentOutline outline = new PDDocumentOutline();
              outline.addLast(item);
              document.getDocumentCatalog().setDocumentOutline(outline);
              document
                  .getDocumentCatalog()
                  .setOpenAction(new PDActionJavaScript("app.alert('script')"));
              PDAcroForm form = new PDAcroForm(document);
              PDTextField field = new PDTextField(form);
              field.setPartialName("password");
              field.getCOSObject().setString(COSName.V, "n0t-a-real-one");
              form.getFields().add(field);
              document.getDocumentCatalog().setAcroForm(form);
            });

    assertThat(text(pdf))
        .contains(
            "Contents: a note",
            "URI: https://app.example/?q=1",
            "Title: bookmark ü",
            "JS: app.alert('script')",
            "password: n0t-a-real-one");
  }

  private static COSStream stream(PDDocument document, String text) throws IOException {
    COSStream stream = document.getDocument().createCOSStream();
    try (var out = stream.createOutputStream(COSName.FLATE_DECODE)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return stream;
  }

  @Test
  void readsScriptsAndFormsThatAreStreams() {
    byte[] pdf =
        Pdfs.of(
            Pdfs.line("x"),
            document -> {
              COSDictionary script = new COSDictionary();
              script.setItem(COSName.JS, stream(document, "var packed = 1;"));
              COSArray xfa = new COSArray();
              xfa.add(new COSString("template"));
              xfa.add(stream(document, "<xfa>in a form</xfa>"));
              COSDictionary form = new COSDictionary();
              form.setItem(COSName.getPDFName("XFA"), xfa);
              COSDictionary catalog = document.getDocumentCatalog().getCOSObject();
              catalog.setItem("Script", script);
              catalog.setItem(COSName.ACRO_FORM, form);
            });

    assertThat(text(pdf)).contains("var packed = 1;", "<xfa>in a form</xfa>");
  }

  @Test
  void readsWhatIsDrawnOverThePage() {
    byte[] pdf =
        Pdfs.of(
            Pdfs.line("below"),
            document -> {
              PDAppearanceStream appearance = new PDAppearanceStream(document);
              appearance.setBBox(new PDRectangle(200, 40));
              PDResources resources = new PDResources();
              COSName font = resources.add(Pdfs.font());
              appearance.setResources(resources);
              try (var out = appearance.getStream().createOutputStream(COSName.FLATE_DECODE)) {
                String half = "(" + AWS_KEY.substring(0, 9) + ") Tj ";
                String rest = "(" + AWS_KEY.substring(9) + ") Tj";
                String drawn = "BT /" + font.getName() + " 10 Tf " + half + rest + " ET";
                out.write(drawn.getBytes(StandardCharsets.US_ASCII));
              }
              PDAnnotationText note = new PDAnnotationText();
              PDAppearanceDictionary appearances = new PDAppearanceDictionary();
              appearances.setNormalAppearance(appearance);
              note.setAppearance(appearances);
              annotate(document, note);
            });

    assertThat(text(pdf)).contains("below", AWS_KEY);
  }

  @Test
  void readsWhatIsSaidBesideATextThatIsDrawnAsShapes() {
    byte[] pdf =
        Pdfs.of(
            document -> {
              PDPage page = new PDPage();
              document.addPage(page);
              COSStream content =
                  stream(document, "/Span <</ActualText (said " + AWS_KEY + ")>> BDC 0 0 m EMC");
              page.getCOSObject().setItem(COSName.CONTENTS, content);
            });

    assertThat(text(pdf)).contains("ActualText: said " + AWS_KEY);
  }

  @Test
  void dataHasWhatNoPageShows() {
    byte[] pdf =
        Pdfs.of(
            Pdfs.line("x"),
            document ->
                document
                    .getDocumentCatalog()
                    .getCOSObject()
                    .setItem("Aside", stream(document, "aside: " + AWS_KEY)));

    assertThat(text(pdf)).doesNotContain(AWS_KEY);
    assertThat(data(pdf)).contains("aside: " + AWS_KEY);
  }

  @Test
  void dataHasNames() {
    byte[] pdf =
        Pdfs.of(
            Pdfs.line("x"),
            document -> document.getDocumentCatalog().getCOSObject().setName("Aside", AWS_KEY));

    assertThat(data(pdf)).contains(AWS_KEY);
  }

  @Test
  void refusesImagesUnlessTheyMayPassUnread() {
    byte[] pdf = Pdfs.of(Pdfs.image());

    assertRefused(pdf, "it holds an image");
    assertThat(PdfInspector.builder().allowUnreadImages().build().inspect(PDF, pdf)).isPresent();
    byte[] inline =
        Pdfs.of(
            document -> {
              PDPage page = new PDPage();
              document.addPage(page);
              String image = "BI /W 1 /H 1 /BPC 8 /CS /G ID x EI";
              page.getCOSObject().setItem(COSName.CONTENTS, stream(document, image));
            });
    assertRefused(inline, "it holds an image");
  }

  @Test
  void refusesWhatIsEncryptedEvenWithoutAPassword() {
    assertRefused(Pdfs.of(Pdfs.line("x"), Pdfs.encryption("secret")), "it is encrypted");
    assertRefused(Pdfs.of(Pdfs.line("x"), Pdfs.encryption("")), "it is encrypted");
  }

  @Test
  void refusesWhatIsCutAnywhereOrIsNoPdf() {
    byte[] pdf = Pdfs.of(Pdfs.line("x " + AWS_KEY));
    assertThat(inspect(pdf)).isPresent();
    for (int length = 0; length < pdf.length - 16; length += 7) {
      assertRefused(Arrays.copyOf(pdf, length));
    }
    assertThat(INSPECTOR.inspect("application/octet-stream", pdf)).isEmpty();
  }

  @Test
  void refusesAnObjectThatIsDamaged() {
    String pdf =
        new String(Pdfs.of(Pdfs.line("x")), StandardCharsets.ISO_8859_1)
            .replaceFirst("endstream", "endstraem");

    assertRefused(pdf.getBytes(StandardCharsets.ISO_8859_1));
  }

  @Test
  void refusesEarlierRevisions() throws IOException {
    byte[] first = Pdfs.of(Pdfs.line("x " + AWS_KEY));
    ByteArrayOutputStream second = new ByteArrayOutputStream();
    try (PDDocument document = Loader.loadPDF(first)) {
      document.getDocumentInformation().setTitle("second");
      document.getDocumentInformation().getCOSObject().setNeedToBeUpdated(true);
      document.getDocumentCatalog().getCOSObject().setNeedToBeUpdated(true);
      document.saveIncremental(second);
    }

    assertThat(second.size()).isGreaterThan(first.length);
    assertRefused(second.toByteArray(), "earlier revisions");
  }

  @Test
  void refusesFilesInTheFile() {
    Pdfs.Part attached =
        document -> {
          PDComplexFileSpecification file = new PDComplexFileSpecification();
          file.setFile("a.txt");
          file.setEmbeddedFile(
              new PDEmbeddedFile(document, new java.io.ByteArrayInputStream(new byte[] {'a'})));
          PDAnnotationFileAttachment attachment = new PDAnnotationFileAttachment();
          attachment.setFile(file);
          annotate(document, attachment);
        };

    assertRefused(Pdfs.of(Pdfs.line("x"), attached), "it holds a file");
  }

  @Test
  void refusesOtherPackings() {
    for (COSName filter :
        List.of(COSName.LZW_DECODE, COSName.ASCII85_DECODE, COSName.RUN_LENGTH_DECODE)) {
      byte[] pdf =
          Pdfs.of(
              Pdfs.line("x"),
              document -> {
                COSStream stream = document.getDocument().createCOSStream();
                try (var out = stream.createOutputStream(filter)) {
                  out.write(1);
                }
                document.getDocumentCatalog().getCOSObject().setItem("Aside", stream);
              });
      assertRefused(pdf, "packed in a way");
    }
  }

  @Test
  void knowsNamesThatAreWrittenInNumbers() {
    byte[] file = "<</Filter /LZW#44ecode>>".getBytes(StandardCharsets.US_ASCII);
    Deadline deadline = new Deadline(System::nanoTime, Duration.ofMinutes(1));

    assertThatThrownBy(() -> PackedData.unpack(file, 100, deadline))
        .isInstanceOf(UnreadableException.class)
        .hasMessageContaining("packed in a way");
  }

  @Test
  void refusesAPackingOfImagesAroundSomethingElse() {
    byte[] pdf =
        Pdfs.of(
            Pdfs.line("x"),
            document -> {
              COSStream stream = document.getDocument().createCOSStream();
              try (var out = stream.createRawOutputStream()) {
                out.write(1);
              }
              stream.setItem(COSName.FILTER, COSName.DCT_DECODE);
              document.getDocumentCatalog().getCOSObject().setItem("Aside", stream);
            });

    assertRefused(pdf, "packed in a way");
  }

  @Test
  void refusesAnInstructionThatIsNotUnderstood() {
    byte[] pdf =
        Pdfs.of(
            document -> {
              PDPage page = new PDPage();
              document.addPage(page);
              page.getCOSObject().setItem(COSName.CONTENTS, stream(document, "BT Tf ET"));
            });

    assertRefused(pdf);
    assertThatThrownBy(() -> INSPECTOR.read(pdf)).isInstanceOf(MissingOperandException.class);
  }

  private static byte[] strangeGlyph() {
    return Pdfs.of(
        document -> {
          PDPage page = new PDPage();
          document.addPage(page);
          COSDictionary encoding = new COSDictionary();
          COSArray differences = new COSArray();
          differences.add(org.apache.pdfbox.cos.COSInteger.get(65));
          differences.add(COSName.getPDFName("g1701"));
          encoding.setItem(COSName.DIFFERENCES, differences);
          COSDictionary font = new COSDictionary();
          font.setItem(COSName.TYPE, COSName.FONT);
          font.setItem(COSName.SUBTYPE, COSName.TYPE1);
          font.setItem(COSName.BASE_FONT, COSName.getPDFName("Helvetica"));
          font.setItem(COSName.ENCODING, encoding);
          COSDictionary fonts = new COSDictionary();
          fonts.setItem("F", font);
          COSDictionary resources = new COSDictionary();
          resources.setItem(COSName.FONT, fonts);
          page.getCOSObject().setItem(COSName.RESOURCES, resources);
          page.getCOSObject().setItem(COSName.CONTENTS, stream(document, "BT /F 10 Tf (A) Tj ET"));
        });
  }

  @Test
  void refusesGlyphsThatStandForNoCharacter() {
    assertRefused(strangeGlyph(), "no known character");
  }

  private static Pdfs.Part nestedForms(int depth) {
    return document -> {
      COSDictionary resources = new COSDictionary();
      for (int level = 0; level < depth; level++) {
        String drawn = level == 0 ? "0 0 m" : "/X Do";
        COSStream form = stream(document, drawn);
        form.setItem(COSName.TYPE, COSName.XOBJECT);
        form.setItem(COSName.SUBTYPE, COSName.FORM);
        form.setItem(COSName.BBOX, new PDRectangle(100, 100));
        form.setItem(COSName.RESOURCES, resources);
        COSDictionary forms = new COSDictionary();
        forms.setItem("X", form);
        resources = new COSDictionary();
        resources.setItem(COSName.XOBJECT, forms);
      }
      PDPage page = new PDPage();
      document.addPage(page);
      page.getCOSObject().setItem(COSName.RESOURCES, resources);
      page.getCOSObject().setItem(COSName.CONTENTS, stream(document, "/X Do"));
    };
  }

  @Test
  void refusesFormsThatPdfBoxWouldLeaveOut() {
    assertThat(inspect(Pdfs.of(nestedForms(30)))).isPresent();
    assertRefused(Pdfs.of(nestedForms(45)), "nested deeper than 40");
  }

  @Test
  void readsTheSameOnAllThreads() {
    byte[] pdf = Pdfs.of(Pdfs.line("one " + AWS_KEY), Pdfs.line("two"));

    assertThat(
            IntStream.range(0, 16)
                .parallel()
                .mapToObj(i -> inspect(pdf).orElseThrow().text())
                .distinct())
        .containsExactly(text(pdf));
  }

  @Test
  void keepsToItsLimits() {
    byte[] pages = Pdfs.of(Pdfs.line("one"), Pdfs.line("two"), Pdfs.line("three"));

    assertThat(PdfInspector.builder().maxPages(3).build().inspect(PDF, pages)).isPresent();
    assertThat(PdfInspector.builder().maxPages(2).build().inspect(PDF, pages)).isEmpty();
    assertThat(PdfInspector.builder().maxBytes(pages.length).build().inspect(PDF, pages))
        .isPresent();
    assertThat(PdfInspector.builder().maxBytes(pages.length - 1).build().inspect(PDF, pages))
        .isEmpty();
    assertThat(PdfInspector.builder().maxCharacters(8).build().inspect(PDF, pages)).isEmpty();
    assertThat(PdfInspector.builder().maxUnpackedBytes(64).build().inspect(PDF, pages)).isEmpty();
  }

  @Test
  void givesUpWhenItTakesTooLong() {
    byte[] pdf = Pdfs.of(Pdfs.line("x"));
    AtomicLong looks = new AtomicLong();
    PdfInspector.Builder builder = PdfInspector.builder().maxTime(Duration.ofSeconds(2));

    assertThat(builder.build(looks::incrementAndGet).inspect(PDF, pdf)).isPresent();
    long needed = looks.get();
    assertThat(needed).isGreaterThan(100);
    long step = Duration.ofSeconds(2).toNanos() / needed * 2;
    assertThat(builder.build(() -> looks.addAndGet(step)).inspect(PDF, pdf)).isEmpty();
  }

  /** 200 MB of zeros in 200 kB. */
  private static byte[] bomb() throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (DeflaterOutputStream out =
        new DeflaterOutputStream(packed, new Deflater(Deflater.BEST_SPEED))) {
      byte[] zeros = new byte[1 << 20];
      for (int i = 0; i < 200; i++) {
        out.write(zeros);
      }
    }
    return packed.toByteArray();
  }

  @Test
  void refusesWhatUnpacksToTooMuchBeforeAParserSeesIt() throws IOException {
    byte[] packed = bomb();
    byte[] pdf =
        Pdfs.of(
            Pdfs.line("x"),
            document -> {
              COSStream stream = document.getDocument().createCOSStream();
              try (var out = stream.createRawOutputStream()) {
                out.write(packed);
              }
              stream.setItem(COSName.FILTER, COSName.FLATE_DECODE);
              document.getPage(0).getCOSObject().setItem(COSName.CONTENTS, stream);
            });

    assertThat(pdf.length).isLessThan(2_000_000);
    assertRefused(pdf, "unpacks to more than");
    assertThatThrownBy(
            () ->
                PackedData.unpack(
                    pdf, 1 << 20, new Deadline(System::nanoTime, Duration.ofMinutes(1))))
        .isInstanceOf(UnreadableException.class)
        .hasMessage("it unpacks to more than 1048576 bytes");
  }

  @Test
  void refusesManyPagesThatAreOne() {
    byte[] pdf =
        Pdfs.of(
            Pdfs.line("x"),
            document -> {
              COSDictionary pages =
                  document.getDocumentCatalog().getCOSObject().getCOSDictionary(COSName.PAGES);
              COSArray kids = pages.getCOSArray(COSName.KIDS);
              for (int i = 0; i < 1_500; i++) {
                kids.add(kids.get(0));
              }
            });

    assertRefused(pdf, "more than 1000 pages");
  }

  @Test
  void leavesNothingOnTheDiskAndDoesNotLog(@TempDir Path home) throws IOException {
    List<String> logged = new ArrayList<>();
    java.util.logging.Handler handler =
        new java.util.logging.Handler() {
          @Override
          public void publish(java.util.logging.LogRecord record) {
            logged.add(record.getLoggerName() + record.getMessage());
          }

          @Override
          public void flush() {}

          @Override
          public void close() {}
        };
    java.util.logging.Logger root = java.util.logging.Logger.getLogger("");
    String cache = System.getProperty("pdfbox.fontcache");
    System.setProperty("pdfbox.fontcache", home.toString());
    root.addHandler(handler);
    try {
      byte[] pdf = Pdfs.of(Pdfs.line("x " + AWS_KEY));
      assertThat(inspect(pdf)).isPresent();
      assertRefused(Arrays.copyOf(pdf, pdf.length / 2));
      assertRefused(strangeGlyph());
    } finally {
      root.removeHandler(handler);
      if (cache == null) {
        System.clearProperty("pdfbox.fontcache");
      }
    }
    assertThat(logged).isEmpty();
    try (var files = Files.list(home)) {
      assertThat(files).isEmpty();
    }
  }

  @Test
  void namesItsLimitsAndRefusesBadOnes() {
    assertThat(INSPECTOR)
        .hasToString(
            "PdfInspector[Limits[maxBytes=33554432, maxUnpackedBytes=25165824, maxPages=1000,"
                + " maxCharacters=4194304, maxTime=PT30S, allowImages=false]]");
    assertThatThrownBy(() -> PdfInspector.builder().maxPages(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("maxPages must be 1 or more, was 0");
    assertThatThrownBy(() -> PdfInspector.builder().maxTime(Duration.ZERO))
        .isInstanceOf(IllegalArgumentException.class);
  }
}

package dev.tacenda.claude.pdf;

import dev.tacenda.mask.TrustedCode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSDocument;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSObject;
import org.apache.pdfbox.cos.COSObjectKey;
import org.apache.pdfbox.cos.COSStream;
import org.apache.pdfbox.cos.COSString;

/**
 * Reads the strings of all objects of a document: information, annotations, fields of forms,
 * bookmarks, scripts, links, whatever holds one; and its XML: metadata and XFA forms. Refuses
 * objects whose content no rule can look into. Confined to one thread, used once.
 */
@TrustedCode("Each string of each object is in text or data, or the document is refused.")
final class PdfStrings {
  /** Streams that are text where they stand at these keys. */
  private static final Set<String> TEXT_STREAMS = Set.of("Metadata", "XFA", "JS", "RV", "RC", "V");

  /** Files and media in the document. */
  private static final Set<String> MEDIA =
      Set.of("EmbeddedFile", "RichMedia", "3D", "Sound", "Movie", "Screen", "FileAttachment");

  private final PdfInspector.Limits limits;
  private final Deadline deadline;
  private final BoundedText text;
  private final ByteArrayOutputStream data;
  private final Set<String> names = new TreeSet<>();
  private final Deque<Node> open = new ArrayDeque<>();

  /**
   * What is still to be read.
   *
   * @param key where it stands in the next dictionary above it
   */
  private record Node(String key, COSBase base) {}

  /**
   * Reads strings.
   *
   * @param text gets what is text
   * @param data gets what is not
   */
  PdfStrings(
      PdfInspector.Limits limits, Deadline deadline, BoundedText text, ByteArrayOutputStream data) {
    this.limits = limits;
    this.deadline = deadline;
    this.text = text;
    this.data = data;
  }

  /**
   * Reads all objects of {@code document}.
   *
   * @throws IOException if not all of them can be read
   */
  void read(COSDocument document) throws IOException {
    addLater(document.getTrailer());
    for (COSObjectKey key : List.copyOf(document.getXrefTable().keySet())) {
      COSBase base = document.getObjectFromPool(key).getObject();
      if (base == null) {
        throw new UnreadableException("an object cannot be read");
      }
      open.push(new Node("", base));
      readOpen();
    }
  }

  /** Adds what was met on a page, to be read by {@link #readOpen}. */
  void addLater(COSDictionary properties) {
    open.push(new Node("", properties));
  }

  /** Reads what was added, and adds the names to the data. */
  void finish() throws IOException {
    readOpen();
    for (String name : names) {
      data.writeBytes(name.getBytes(StandardCharsets.UTF_8));
      data.write('\n');
    }
  }

  private void readOpen() throws IOException {
    while (!open.isEmpty()) {
      deadline.check();
      Node node = open.pop();
      COSBase base = node.base();
      if (base instanceof COSString string) {
        string(node.key(), string);
      } else if (base instanceof COSName name) {
        names.add(name.getName());
      } else if (base instanceof COSArray array) {
        array.forEach(each -> add(node.key(), each));
      } else if (base instanceof COSDictionary dictionary) {
        dictionary(dictionary);
      }
    }
  }

  /** Objects that are referred to are read on their own. */
  private void add(String key, COSBase base) {
    if (base != null && !(base instanceof COSObject)) {
      open.push(new Node(key, base));
    }
  }

  private void dictionary(COSDictionary dictionary) throws IOException {
    refuseMedia(dictionary);
    if (dictionary instanceof COSStream stream) {
      stream(stream);
    }
    for (Map.Entry<COSName, COSBase> each : dictionary.entrySet()) {
      String name = each.getKey().getName();
      names.add(name);
      add(name, each.getValue());
      if (TEXT_STREAMS.contains(name)) {
        textStreams(each.getValue());
      }
    }
    field(dictionary);
  }

  private void refuseMedia(COSDictionary dictionary) throws UnreadableException {
    boolean media =
        MEDIA.contains(dictionary.getNameAsString(COSName.TYPE, ""))
            || MEDIA.contains(dictionary.getNameAsString(COSName.SUBTYPE, ""))
            || dictionary.containsKey(COSName.EF);
    if (media) {
      throw new UnreadableException("it holds a file or media");
    }
  }

  /** What stands in a field of a form is given away by the field's name. */
  private void field(COSDictionary dictionary) throws IOException {
    if (dictionary.getDictionaryObject(COSName.T) instanceof COSString name
        && dictionary.getDictionaryObject(COSName.V) instanceof COSString value) {
      text.line(name.getString() + ": " + value.getString());
    }
  }

  private void string(String key, COSString string) throws IOException {
    String value = string.getString();
    if (key.equals("ID") || isDate(value) || !isText(value)) {
      data.writeBytes(string.getBytes());
      data.write('\n');
      return;
    }
    text.line(key.isEmpty() ? value : key + ": " + value);
  }

  /** {@code D:20261130090000Z}: digits that would be taken for a number of something else. */
  private static boolean isDate(String value) {
    return value.startsWith("D:")
        && value.length() <= 23
        && value.chars().skip(2).allMatch(c -> (c >= '0' && c <= '9') || "+-'Z".indexOf(c) >= 0);
  }

  private static boolean isText(String value) {
    return value
        .chars()
        .noneMatch(c -> (c < ' ' && c != '\t' && c != '\n' && c != '\r') || c == 0xfffd);
  }

  private void stream(COSStream stream) throws IOException {
    boolean image = stream.getNameAsString(COSName.SUBTYPE, "").equals("Image");
    if (image && !limits.allowImages()) {
      throw new UnreadableException("it holds an image");
    }
    if (!image && !isPackedAsUsual(stream.getFilters())) {
      throw new UnreadableException("it is packed in a way that is not read");
    }
    boolean metadata =
        stream.getNameAsString(COSName.TYPE, "").equals("Metadata")
            || stream.getNameAsString(COSName.SUBTYPE, "").equals("XML");
    if (metadata) {
      textStream(stream);
    }
  }

  private static boolean isPackedAsUsual(COSBase filters) {
    if (filters instanceof COSArray array) {
      return array.size() == 0 || (array.size() == 1 && isPackedAsUsual(array.getObject(0)));
    }
    return filters == null || filters.equals(COSName.FLATE_DECODE);
  }

  private void textStreams(COSBase value) throws IOException {
    COSBase base = value instanceof COSObject object ? object.getObject() : value;
    if (base instanceof COSStream stream && isPackedAsUsual(stream.getFilters())) {
      textStream(stream);
    } else if (base instanceof COSArray array) {
      for (COSBase each : array) {
        if (each instanceof COSObject object && object.getObject() instanceof COSStream stream) {
          textStreams(stream);
        }
      }
    }
  }

  private void textStream(COSStream stream) throws IOException {
    try (InputStream in = stream.createInputStream()) {
      ByteBuffer bytes = ByteBuffer.wrap(in.readNBytes(limits.maxUnpackedBytes()));
      text.line(StandardCharsets.UTF_8.newDecoder().decode(bytes).toString());
    } catch (CharacterCodingException e) {
      throw new UnreadableException("a text in it is not UTF-8");
    }
  }
}

package dev.tacenda.claude;

import dev.tacenda.claude.MultipartForm.MalformedFormException;
import dev.tacenda.claude.MultipartForm.Part;
import dev.tacenda.claude.MultipartForm.Range;
import dev.tacenda.claude.RequestDeniedException.Reason;
import dev.tacenda.mask.BodyPart;
import dev.tacenda.mask.BodyPart.Format;
import dev.tacenda.mask.MaskResult;
import dev.tacenda.mask.Masker;
import dev.tacenda.mask.MaskingException;
import dev.tacenda.mask.TrustedCode;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Masks a form with files: the text of each file, its name, and the values of other fields. The
 * boundaries, the order and the headers of the parts stay, but for a part's Content-Length, which
 * would be wrong. Confined to one thread.
 */
@TrustedCode(
    "No text of a file and no file name leaves unmasked; binary only if the policy says so.")
final class UploadMask {
  private final Masker masker;
  private final BinaryCheck binary;
  private final byte[] body;
  private final boolean isCode;

  /**
   * Masks a form of files.
   *
   * @param binary looks in those that cannot be masked
   * @param isCode true if the files are run, so that a masked one would fail or do something else
   */
  UploadMask(Masker masker, BinaryCheck binary, byte[] body, boolean isCode) {
    this.masker = masker;
    this.binary = binary;
    this.body = body;
    this.isCode = isCode;
  }

  /**
   * Returns the masked form.
   *
   * @throws RequestDeniedException if it cannot be inspected or must not be sent
   */
  MaskResult mask(String contentType) {
    MultipartForm form = parse(contentType, body);
    form.parts().stream()
        .map(Part::content)
        .filter(content -> !isText(content))
        .forEach(this::requireBinaryMayPass);
    MaskResult result = mask(form);
    if (isCode && result.verdict().masks()) {
      throw new RequestDeniedException(
          Reason.SECRET_IN_CODE, List.copyOf(result.countsByRule().keySet()));
    }
    boolean stale = result.changed() && form.parts().stream().anyMatch(p -> p.length().isPresent());
    if (!stale) {
      return result;
    }
    byte[] withoutLengths = withoutLengths(form);
    return new UploadMask(masker, binary, withoutLengths, isCode)
        .mask(parse(contentType, withoutLengths));
  }

  private static MultipartForm parse(String contentType, byte[] body) {
    try {
      return MultipartForm.parse(contentType, body);
    } catch (MalformedFormException e) {
      throw RequestDeniedException.withDetail(
          Reason.BODY_MALFORMED, String.valueOf(e.getMessage()));
    }
  }

  private MaskResult mask(MultipartForm form) {
    List<BodyPart> parts = new ArrayList<>();
    for (Part part : form.parts()) {
      part.filename().ifPresent(name -> parts.add(text(name)));
      Format format = isText(part.content()) ? format(part) : Format.BINARY;
      parts.add(new BodyPart(part.content().start(), part.content().end(), format));
    }
    try {
      return masker.maskParts(body, parts);
    } catch (MaskingException e) {
      if (e.reason() != MaskingException.Reason.MALFORMED_JSON) {
        throw e;
      }
      // A file that is called JSON and is none is text like any other.
      return masker.maskParts(body, parts.stream().map(UploadMask::withoutJson).toList());
    }
  }

  private static BodyPart withoutJson(BodyPart part) {
    return part.format() == Format.JSON
        ? new BodyPart(part.start(), part.end(), Format.TEXT)
        : part;
  }

  private static BodyPart text(Range range) {
    return new BodyPart(range.start(), range.end(), Format.TEXT);
  }

  private Format format(Part part) {
    boolean json =
        part.mediaType().equals("application/json")
            || part.filename().map(this::textOf).orElse("").endsWith(".json");
    return json && part.content().end() > part.content().start() ? Format.JSON : Format.TEXT;
  }

  private String textOf(Range range) {
    return new String(body, range.start(), range.end() - range.start(), StandardCharsets.ISO_8859_1)
        .toLowerCase(Locale.ROOT);
  }

  private boolean isText(Range content) {
    return FileContent.isText(body, content.start(), content.end(), true)
        && !FileContent.isPdf(body, content.start(), content.end());
  }

  /** Whatever the policy says, a secret that stands readable in it does not pass. */
  private void requireBinaryMayPass(Range content) {
    byte[] file = Arrays.copyOfRange(body, content.start(), content.end());
    switch (masker.policy().traffic().binary()) {
      case PASS -> binary.checkData(file);
      case INSPECT -> binary.checkFile(file);
      case REFUSE -> throw new RequestDeniedException(Reason.BINARY_NOT_ADMITTED);
    }
  }

  private byte[] withoutLengths(MultipartForm form) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(body.length);
    int from = 0;
    for (Part part : form.parts()) {
      if (part.length().isPresent()) {
        out.write(body, from, part.length().get().start() - from);
        from = part.length().get().end();
      }
    }
    out.write(body, from, body.length - from);
    return out.toByteArray();
  }
}

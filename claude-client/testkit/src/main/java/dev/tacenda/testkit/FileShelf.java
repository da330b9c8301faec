package dev.tacenda.testkit;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The files of {@code /v1/files}, in memory. Thread-safe. */
final class FileShelf {

  /** One uploaded file. */
  private static final class Stored {
    private final String id;
    private final String name;
    private final String type;
    private final byte[] bytes;

    private Stored(String id, String name, String type, byte[] bytes) {
      this.id = id;
      this.name = name;
      this.type = type;
      this.bytes = bytes;
    }

    private String json() {
      return "{\"type\":\"file\",\"id\":"
          + quote(id)
          + ",\"filename\":"
          + quote(name)
          + ",\"mime_type\":"
          + quote(type)
          + ",\"size_bytes\":"
          + bytes.length
          + ",\"created_at\":\"2026-01-01T00:00:00Z\",\"downloadable\":true}";
    }
  }

  private static final String OCTETS = "application/octet-stream";

  private final Map<String, Stored> files = Collections.synchronizedMap(new LinkedHashMap<>());

  /** {@code POST /v1/files}. */
  Reply upload(RecordedRequest request) throws Refused {
    List<Multipart.Part> parts =
        Multipart.parse(request.header("content-type").orElse(""), request.body());
    Multipart.Part file =
        parts.stream()
            .filter(part -> part.parameter("name").filter("file"::equals).isPresent())
            .findFirst()
            .orElseThrow(() -> Refused.invalid("file: Field required"));
    String type = file.header("content-type");
    Stored stored =
        new Stored(
            "file_fake_" + ReplyContext.pad(request.order()),
            file.parameter("filename").orElseThrow(() -> Refused.invalid("file: needs a filename")),
            type.isEmpty() ? OCTETS : type,
            file.body());
    files.put(stored.id, stored);
    return Answers.json(stored.json());
  }

  /** {@code GET /v1/files}. */
  Reply list() {
    synchronized (files) {
      String all = files.values().stream().map(Stored::json).collect(Collectors.joining(","));
      return Answers.json("{\"data\":[" + all + "],\"has_more\":false}");
    }
  }

  /** {@code GET /v1/files/{id}}. */
  Reply describe(String id) throws Refused {
    return Answers.json(find(id).json());
  }

  /** {@code GET /v1/files/{id}/content}. */
  Reply download(String id) throws Refused {
    Stored file = find(id);
    return Reply.raw(200, file.type, file.bytes);
  }

  /** {@code DELETE /v1/files/{id}}. */
  Reply delete(String id) throws Refused {
    find(id);
    files.remove(id);
    return Answers.json("{\"type\":\"file_deleted\",\"id\":" + quote(id) + "}");
  }

  private Stored find(String id) throws Refused {
    Stored file = files.get(id);
    if (file == null) {
      throw Refused.notFound();
    }
    return file;
  }

  private static String quote(String text) {
    return JsonEscapes.MINIMAL.quote(text);
  }

  @Override
  public String toString() {
    return "FileShelf[" + files.size() + " files]";
  }
}

package dev.tacenda.quickstart;

import dev.tacenda.mask.Action;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The files that go into one request. Immutable.
 *
 * @param files one or more
 */
record Batch(List<ScannedFile> files) {
  /** How much source goes into one request; a larger file gets a request of its own. */
  static final int MAX_BYTES = 300_000;

  Batch {
    files = List.copyOf(files);
  }

  /**
   * Cuts the files into batches, in their order. A batch that the guard is going to refuse comes
   * first, so that nothing has been sent when it does.
   */
  static List<Batch> of(List<ScannedFile> files) {
    List<Batch> batches = new ArrayList<>();
    List<ScannedFile> open = new ArrayList<>();
    long bytes = 0;
    for (ScannedFile file : files) {
      if (bytes + file.file().size() > MAX_BYTES && !open.isEmpty()) {
        batches.add(new Batch(open));
        open.clear();
        bytes = 0;
      }
      open.add(file);
      bytes += file.file().size();
    }
    batches.add(new Batch(open));
    batches.sort(Comparator.comparing(Batch::mayBeRefused).reversed());
    return batches;
  }

  private boolean mayBeRefused() {
    return files.stream().anyMatch(file -> file.masked().verdict().compareTo(Action.MASK) > 0);
  }

  /** Files, size and findings, for the progress. */
  String summary() {
    long bytes = files.stream().mapToLong(file -> file.file().size()).sum();
    int findings = files.stream().mapToInt(file -> file.masked().findings().size()).sum();
    return Printable.count(files.size(), "file")
        + ", "
        + Printable.size(bytes)
        + ", "
        + findings
        + " masked";
  }

  /** Counts, never content. */
  @Override
  public String toString() {
    return "Batch[" + files.size() + " files]";
  }
}

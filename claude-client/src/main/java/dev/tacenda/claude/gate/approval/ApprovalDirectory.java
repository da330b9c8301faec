package dev.tacenda.claude.gate.approval;

import dev.tacenda.claude.gate.ApprovalDenial;
import dev.tacenda.claude.gate.internal.digest.Sha256;
import dev.tacenda.mask.TrustedCode;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Questions, decisions and uses in a folder, for as many processes as look into it. A question
 * shows exactly the masked bytes, a decision is a signed note, a use is a file that only one
 * process can create.
 *
 * <pre>
 * questions/ID.json      what is asked, see {@link ApprovalQuestion}
 * decisions/ID/NAME.note signed notes
 * used/ID/0001 ...       the first use, and how many output tokens it brought at most
 * conversations/NAME/ID  questions of one conversation that asked for an envelope
 * subjects/NAME/TIME-ID  questions of one caller, for the rate limit
 * </pre>
 *
 * <p>All of it must belong to the user of the process and be writable by nobody else; but {@code
 * decisions} may be writable by a group, because notes are signed. Thread-safe.
 */
@TrustedCode("A use is counted once, in whatever process, and nobody else can take it back.")
public final class ApprovalDirectory implements ApprovalStore {
  private static final String QUESTIONS = "questions";
  private static final String DECISIONS = "decisions";
  private static final String USED = "used";
  private static final String CONVERSATIONS = "conversations";
  private static final String SUBJECTS = "subjects";
  private static final String REJECTED = "rejected";
  private static final int MAX_LISTED = 10_000;
  private static final int MAX_ENVELOPES = 64;

  private final PrivateFolder folder;
  private final Clock clock;
  private final RateLimit rateLimit;

  /**
   * How many new questions one caller may ask. Two processes that ask in the same moment may both
   * be the last.
   *
   * @param questions how many: 1 to 10,000
   * @param within in what time: up to 24 hours
   */
  public record RateLimit(int questions, Duration within) {
    private static final Duration MAX_WITHIN = Duration.ofHours(24);

    public RateLimit {
      if (questions < 1 || questions > MAX_LISTED) {
        throw new IllegalArgumentException("questions must be in 1..10000, was " + questions);
      }
      if (within.isNegative() || within.isZero() || within.compareTo(MAX_WITHIN) > 0) {
        throw new IllegalArgumentException("within must be in 0..24 hours, was " + within);
      }
    }

    /** Twenty in an hour. */
    public static RateLimit standard() {
      return new RateLimit(20, Duration.ofHours(1));
    }
  }

  private ApprovalDirectory(PrivateFolder folder, Clock clock, RateLimit rateLimit) {
    this.folder = folder;
    this.clock = clock;
    this.rateLimit = rateLimit;
  }

  /**
   * Opens a folder, and creates it if need be.
   *
   * @throws StoreException if it cannot be used, or others could write to it
   */
  public static ApprovalDirectory open(Path path, Clock clock, RateLimit rateLimit)
      throws StoreException {
    PrivateFolder folder = PrivateFolder.open(path);
    for (String name : List.of(QUESTIONS, USED, CONVERSATIONS, SUBJECTS)) {
      folder.prepare(name);
    }
    folder.prepareForGroup(DECISIONS);
    return new ApprovalDirectory(
        folder,
        Objects.requireNonNull(clock, "clock"),
        Objects.requireNonNull(rateLimit, "rateLimit"));
  }

  /**
   * Opens the folder of somebody else, to look at questions and to decide. Nothing is trusted that
   * is there: a question proves by its id that it is whole.
   *
   * @throws StoreException if there is no such folder
   */
  public static ApprovalDirectory openToDecide(Path path) throws StoreException {
    return new ApprovalDirectory(
        PrivateFolder.ofAnybody(path), Clock.systemUTC(), RateLimit.standard());
  }

  /** Returns the ids of all questions, in order: up to 10,000. */
  public List<String> ids() throws StoreException {
    return folder.names(QUESTIONS, MAX_LISTED).stream()
        .filter(name -> name.endsWith(".json"))
        .map(name -> name.substring(0, name.length() - ".json".length()))
        .filter(ApprovalDirectory::isId)
        .toList();
  }

  /**
   * Returns a question.
   *
   * @return empty if there is none with that id
   * @throws StoreException if it cannot be read, or is not the one that its name says
   */
  @Override
  public Optional<ApprovalQuestion> question(String id) throws StoreException {
    requireId(id);
    Optional<byte[]> json = folder.read(QUESTIONS, id + ".json", QuestionJson.MAX_BYTES);
    if (json.isEmpty()) {
      return Optional.empty();
    }
    ApprovalQuestion question = QuestionJson.read(json.get());
    if (!question.id().equals(id)) {
      throw new StoreException(ApprovalDenial.QUESTION_ALTERED);
    }
    return Optional.of(question);
  }

  boolean has(String id) throws StoreException {
    requireId(id);
    return folder.has(QUESTIONS, id + ".json");
  }

  /** Returns a question as it is kept and sent: JSON in which every odd character is escaped. */
  public static byte[] json(ApprovalQuestion question) {
    return QuestionJson.write(question);
  }

  /**
   * Reads a question that {@link #json} wrote.
   *
   * @throws StoreException if it is anything else
   */
  public static ApprovalQuestion ofJson(byte[] json) throws StoreException {
    return QuestionJson.read(json);
  }

  @Override
  public void create(ApprovalQuestion question) throws StoreException {
    if (question.masked().length > QuestionJson.MAX_MASKED_BYTES) {
      throw new StoreException(ApprovalDenial.QUESTION_TOO_LARGE);
    }
    String id = question.id();
    if (question(id).isPresent()) {
      return;
    }
    requireWithinRate(question);
    folder.prepareForGroup(DECISIONS + "/" + id);
    folder.prepare(USED + "/" + id);
    if (question.scope().isEnvelope()) {
      folder.prepare(CONVERSATIONS + "/" + question.conversation());
      folder.publish(CONVERSATIONS + "/" + question.conversation(), id, new byte[0]);
    }
    // Last, so that a question that can be seen is whole.
    folder.publish(QUESTIONS, id + ".json", QuestionJson.write(question));
  }

  private void requireWithinRate(ApprovalQuestion question) throws StoreException {
    String subject = SUBJECTS + "/" + question.subjectKey();
    folder.prepare(subject);
    Instant now = clock.instant();
    long since = now.minus(rateLimit.within()).getEpochSecond();
    int recent = 0;
    for (String name : folder.names(subject, MAX_LISTED)) {
      if (timeOf(name) < since) {
        folder.delete(subject, name);
      } else {
        recent++;
      }
    }
    if (recent >= rateLimit.questions()) {
      throw new StoreException(ApprovalDenial.RATE_LIMITED);
    }
    folder.publish(subject, now.getEpochSecond() + "-" + question.id(), new byte[0]);
  }

  /** What cannot be read counts as new. */
  private static long timeOf(String name) {
    try {
      return Long.parseLong(name.substring(0, Math.max(0, name.indexOf('-'))));
    } catch (NumberFormatException e) {
      return Long.MAX_VALUE;
    }
  }

  @Override
  public ApprovalState state(String id) throws StoreException {
    requireId(id);
    List<byte[]> notes = notes(id);
    List<String> files = folder.names(USED + "/" + id, MAX_LISTED + 1);
    boolean rejected = files.contains(REJECTED);
    int uses = files.size() - (rejected ? 1 : 0);
    long tokens = new UseCounter(folder, USED + "/" + id).outputTokens(uses);
    return new ApprovalState(notes, uses, tokens, rejected, Duration.ZERO);
  }

  /** Returns the signed notes about a question, not verified. */
  public List<byte[]> notes(String id) throws StoreException {
    requireId(id);
    List<byte[]> notes = new ArrayList<>();
    for (String name : folder.names(DECISIONS + "/" + id, MAX_LISTED)) {
      if (name.endsWith(".note")) {
        if (notes.size() == Judge.MAX_NOTES) {
          throw new StoreException(ApprovalDenial.TOO_MANY_DECISIONS);
        }
        folder.read(DECISIONS + "/" + id, name, ApprovalNote.MAX_BYTES).ifPresent(notes::add);
      }
    }
    return notes;
  }

  /**
   * Keeps a decision about a question. It is not verified here: whoever uses it does that.
   *
   * @throws StoreException if it is too long or cannot be kept
   */
  public void addNote(String id, byte[] note) throws StoreException {
    requireId(id);
    if (note.length > ApprovalNote.MAX_BYTES) {
      throw new StoreException(ApprovalDenial.DECISION_MALFORMED);
    }
    String name = Sha256.halfHex(note) + ".note";
    folder.publishOpenly(DECISIONS + "/" + id, name, note);
  }

  @Override
  public List<String> envelopes(ApprovalQuestion like) throws StoreException {
    return envelopes(like.conversation());
  }

  List<String> envelopes(String conversation) throws StoreException {
    return folder.names(CONVERSATIONS + "/" + conversation, MAX_LISTED).stream()
        .filter(ApprovalDirectory::isId)
        .limit(MAX_ENVELOPES)
        .toList();
  }

  @Override
  public Optional<ApprovalDenial> spend(String id, ApprovalScope scope, long outputTokens)
      throws StoreException {
    requireId(id);
    return new UseCounter(folder, USED + "/" + id).spend(scope, outputTokens);
  }

  @Override
  public void markRejected(String id) throws StoreException {
    requireId(id);
    folder.publish(USED + "/" + id, REJECTED, new byte[0]);
  }

  private static void requireId(String id) throws StoreException {
    if (!isId(id)) {
      throw new StoreException(ApprovalDenial.QUESTION_ALTERED);
    }
  }

  /** Ids become names of files, so nothing else may. */
  static boolean isId(String id) {
    return id.length() == 64
        && id.chars().allMatch(c -> (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'));
  }

  /** Names the folder. */
  @Override
  public String toString() {
    return "ApprovalDirectory[" + folder + "]";
  }
}

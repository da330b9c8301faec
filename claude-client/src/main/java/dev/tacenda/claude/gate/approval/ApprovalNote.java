package dev.tacenda.claude.gate.approval;

import dev.tacenda.audit.note.NoteSigner;
import dev.tacenda.audit.note.SignedNote;
import dev.tacenda.mask.TrustedCode;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What people decided about a question: the text of a signed note, of one spelling.
 *
 * <pre>
 * tacenda-approval: 1
 * id: 64 hexadecimal digits
 * digest: 64 hexadecimal digits
 * policy: 64 hexadecimal digits
 * caller: https://ci.example repo:shop
 * run: 4711
 * verdict: approve
 * approvers: key:ada.example
 * quorum: 1
 * scope: envelope 20 100000 30
 * decided: 2026-11-30T10:00:00Z
 * not-before: 2026-11-30T10:00:00Z
 * not-after: 2026-11-30T11:00:00Z
 * break-glass: no
 * ticket: OPS-1
 * reason: what it is for
 * </pre>
 *
 * <p>It means nothing before {@link ApprovalRules} has looked at the signatures. Immutable.
 *
 * @param question what it is about
 * @param approve true for yes
 * @param approvers who decided: ids that {@link HumanIds} knows, 1 to 16
 * @param quorum how many people must approve, as far as the signer knows
 * @param scope what is let go
 * @param decided when, in whole seconds
 * @param notBefore from when on it counts
 * @param notAfter until when it counts
 * @param breakGlass true if it is given past the usual rules
 * @param ticket where to read more: up to 200 visible characters; may be empty
 * @param reason why: one line of up to 500 characters; may be empty
 */
@TrustedCode("One text has one meaning.")
public record ApprovalNote(
    About question,
    boolean approve,
    List<String> approvers,
    int quorum,
    ApprovalScope scope,
    Instant decided,
    Instant notBefore,
    Instant notAfter,
    boolean breakGlass,
    String ticket,
    String reason) {
  /** The longest note that is read. */
  public static final int MAX_BYTES = 16 * 1024;

  private static final int MAX_APPROVERS = 16;
  private static final int MAX_ID = 512;
  private static final int MAX_TICKET = 200;
  private static final int MAX_REASON = 500;
  private static final List<String> NAMES =
      List.of(
          "tacenda-approval",
          "id",
          "digest",
          "policy",
          "caller",
          "run",
          "verdict",
          "approvers",
          "quorum",
          "scope",
          "decided",
          "not-before",
          "not-after",
          "break-glass",
          "ticket",
          "reason");

  /**
   * The question that a note is about.
   *
   * @param id of the question
   * @param digest of what was shown
   * @param policy the digest of the policy
   * @param caller issuer and subject, with a space between
   * @param run the run
   */
  public record About(String id, String digest, String policy, String caller, String run) {

    /** Returns what a note about {@code question} is about. */
    public static About of(ApprovalQuestion question) {
      String caller = question.terms().issuer() + " " + question.terms().subject();
      return new About(
          question.id(),
          question.digest(),
          question.terms().policy().digest(),
          caller,
          question.terms().runId());
    }
  }

  public ApprovalNote {
    approvers = List.copyOf(approvers);
    decided = decided.truncatedTo(ChronoUnit.SECONDS);
    notBefore = notBefore.truncatedTo(ChronoUnit.SECONDS);
    notAfter = notAfter.truncatedTo(ChronoUnit.SECONDS);
    require(!approvers.isEmpty() && approvers.size() <= MAX_APPROVERS, "1 to 16 approvers");
    approvers.forEach(each -> require(isId(each), "ids of visible ASCII characters"));
    require(quorum >= 1 && quorum <= ApproverRule.MAX_QUORUM, "a quorum of 1 to 16");
    require(notBefore.isBefore(notAfter), "an end after its beginning");
    require(isLine(ticket, MAX_TICKET), "a ticket of one line");
    require(isLine(reason, MAX_REASON), "a reason of one line");
  }

  private static void require(boolean condition, String what) {
    if (!condition) {
      throw new IllegalArgumentException("a decision must have " + what);
    }
  }

  private static boolean isId(String text) {
    return !text.isEmpty()
        && text.length() <= MAX_ID
        && text.chars().allMatch(c -> c > ' ' && c < 0x7f && c != ',');
  }

  /** A line for people: nothing that ends it, moves the cursor or turns text around. */
  private static boolean isLine(String text, int max) {
    return text.length() <= max
        && text.equals(text.strip())
        && text.codePoints().noneMatch(ApprovalNote::isUnfit);
  }

  private static boolean isUnfit(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          true;
      default -> false;
    };
  }

  /** Returns the note, signed by {@code signers}. */
  public SignedNote sign(NoteSigner... signers) {
    return SignedNote.sign(text(), signers);
  }

  /** Returns the text that is signed. */
  public String text() {
    List<String> values =
        List.of(
            "1",
            question.id(),
            question.digest(),
            question.policy(),
            question.caller(),
            question.run(),
            approve ? "approve" : "reject",
            String.join(",", approvers),
            Integer.toString(quorum),
            scope.text(),
            decided.toString(),
            notBefore.toString(),
            notAfter.toString(),
            breakGlass ? "yes" : "no",
            ticket,
            reason);
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < NAMES.size(); i++) {
      text.append(NAMES.get(i)).append(": ").append(values.get(i)).append('\n');
    }
    return text.toString();
  }

  /** Reads what {@link #text} wrote, in that one spelling. */
  public static Optional<ApprovalNote> parse(String text) {
    String[] lines = Objects.requireNonNull(text, "text").split("\n", -1);
    if (lines.length != NAMES.size() + 1) {
      return Optional.empty();
    }
    String[] values = new String[NAMES.size()];
    for (int i = 0; i < values.length; i++) {
      String start = NAMES.get(i) + ": ";
      if (!lines[i].startsWith(start)) {
        return Optional.empty();
      }
      values[i] = lines[i].substring(start.length());
    }
    try {
      ApprovalNote note = of(values);
      return Optional.of(note).filter(read -> read.text().equals(text));
    } catch (IllegalArgumentException | DateTimeParseException e) {
      return Optional.empty();
    }
  }

  private static ApprovalNote of(String[] v) {
    return new ApprovalNote(
        new About(v[1], v[2], v[3], v[4], v[5]),
        v[6].equals("approve"),
        List.of(v[7].split(",", -1)),
        Integer.parseInt(v[8]),
        ApprovalScope.parse(v[9]).orElseThrow(IllegalArgumentException::new),
        Instant.parse(v[10]),
        Instant.parse(v[11]),
        Instant.parse(v[12]),
        v[13].equals("yes"),
        v[14],
        v[15]);
  }

  /** Returns the verdict and the id, nothing of the reason. */
  @Override
  public String toString() {
    return "ApprovalNote[" + (approve ? "approve " : "reject ") + question.id() + "]";
  }
}

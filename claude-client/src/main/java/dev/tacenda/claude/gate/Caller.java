package dev.tacenda.claude.gate;

import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/**
 * Who makes a call, as a verifier has established it. Immutable.
 *
 * <p>{@link #verified} is the only way to a caller with a name, so a search for it finds every
 * place that vouches for one.
 */
public final class Caller {
  private static final Caller ANONYMOUS = new Caller("none", "anonymous", Set.of(), Claims.none());
  private static final int MAX_LENGTH = 256;

  private final String issuer;
  private final String subject;
  private final Set<String> groups;
  private final Claims claims;

  private Caller(String issuer, String subject, Set<String> groups, Claims claims) {
    this.issuer = requireId("issuer", issuer);
    this.subject = requireId("subject", subject);
    this.groups = Set.copyOf(groups);
    this.groups.forEach(group -> requireId("group", group));
    this.claims = Objects.requireNonNull(claims, "claims");
  }

  /**
   * Returns the caller that {@code issuer} vouches for. To be called by an {@link IdentityVerifier}
   * once it has checked what was presented, and by nobody else.
   *
   * @param issuer who vouches, for example the {@code iss} of a token
   * @param subject an id that never changes its meaning, not a display name
   * @param groups the groups the caller is in
   * @throws IllegalArgumentException if one of them is empty, longer than 256 characters or holds a
   *     character that is not printable ASCII
   */
  public static Caller verified(String issuer, String subject, Set<String> groups) {
    return verified(issuer, subject, groups, Claims.none());
  }

  /** Returns the caller that {@code issuer} vouches for, with what it says about it. */
  public static Caller verified(String issuer, String subject, Set<String> groups, Claims claims) {
    return new Caller(issuer, subject, groups, claims);
  }

  /** Returns the caller nobody vouches for. Whether it is admitted is up to the policy. */
  public static Caller anonymous() {
    return ANONYMOUS;
  }

  /** Returns true if nobody vouches for this caller. */
  public boolean isAnonymous() {
    return this == ANONYMOUS;
  }

  /** Who vouches for the caller. */
  public String issuer() {
    return issuer;
  }

  /** The caller's id at the issuer. */
  public String subject() {
    return subject;
  }

  /** The groups the caller is in. */
  public Set<String> groups() {
    return groups;
  }

  /** What the issuer says about the caller beside. */
  public Claims claims() {
    return claims;
  }

  private static String requireId(String name, String value) {
    Objects.requireNonNull(value, name);
    boolean printable = value.chars().allMatch(c -> c > ' ' && c < 0x7f);
    if (value.isEmpty() || value.length() > MAX_LENGTH || !printable) {
      throw new IllegalArgumentException(
          name
              + " must have 1.."
              + MAX_LENGTH
              + " printable ASCII characters, had "
              + value.length());
    }
    return value;
  }

  @Override
  public String toString() {
    return subject + " (" + issuer + ") in " + new TreeSet<>(groups);
  }
}

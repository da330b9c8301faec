package dev.tacenda.claude.gate;

import java.util.Objects;

/**
 * What a caller presented does not establish who it is. The message names the reason and explains
 * it; it holds nothing of what was presented.
 */
public final class IdentityException extends Exception {
  private static final long serialVersionUID = 1L;

  private final Reason reason;

  /** Why an identity was not accepted: one for each check. Its explanation says what it means. */
  public enum Reason {
    // What is presented at all.
    NOTHING_PRESENTED("a token is needed and none was presented"),
    NOT_VERIFIABLE("a token was presented that nobody here can check"),

    // The form of the token.
    TOKEN_TOO_LONG("the token has more than 16,384 characters"),
    TOKEN_ENCRYPTED("the token has five parts, so it is encrypted; only signed ones are read"),
    TOKEN_PARTS_WRONG("the token is not three parts, each with something in it"),
    TOKEN_CHARACTER_ILLEGAL("the token holds a character that no part may hold"),
    BASE64_PADDED("a part of the token, or of a key, is padded"),
    BASE64_NOT_CANONICAL("a part of the token, or of a key, is not the one encoding of its bytes"),
    TEXT_NOT_UTF8("header or payload is not UTF-8"),
    TEXT_MALFORMED("a string in the token is half a character"),
    JSON_MALFORMED("header or payload is not strict JSON"),
    JSON_NOT_OBJECT("header or payload is not a JSON object"),
    JSON_DUPLICATE_MEMBER("header or payload names a member twice"),
    JSON_TOO_DEEP("header or payload is nested deeper than 16"),
    JSON_TRAILING_DATA("something stands behind the JSON of header or payload"),
    JSON_NUMBER_TOO_LONG("a number in the token has more than 32 characters"),

    // The header.
    HEADER_CRITICAL("the header demands an extension (crit)"),
    HEADER_KEY_URL("the header names a URL to take the key from (jku, x5u); none is fetched"),
    HEADER_KEY_INLINE("the header brings its own key (jwk, x5c)"),
    HEADER_CONTENT_TYPE("the header says that the payload is no set of claims (cty)"),
    HEADER_ENCODING("the header says that the payload is encoded or compressed (b64, zip, enc)"),
    TYPE_MALFORMED("typ is not a string"),
    TYPE_UNEXPECTED("typ is not that of an identity token"),
    ALGORITHM_MISSING("alg is missing or not a string"),
    ALGORITHM_NONE("alg says that the token is not signed"),
    ALGORITHM_SYMMETRIC("alg is symmetric: whoever can check such a token can forge it"),
    ALGORITHM_UNKNOWN("alg is none of RS, PS and ES with 256, 384 or 512"),
    KEY_ID_MISSING("kid is missing; a token must say which key signed it"),
    KEY_ID_MALFORMED("kid is not a string of 1 to 256 printable ASCII characters"),

    // The issuer, as configured.
    ISSUER_MISSING("iss is missing or not a string"),
    ISSUER_UNKNOWN("iss is none of the issuers that are trusted here"),
    TYPE_NOT_ALLOWED("typ is not one that this issuer is trusted with"),
    ALGORITHM_NOT_ALLOWED("alg is not one that this issuer is trusted with"),

    // The key.
    KEYS_UNAVAILABLE("the issuer's keys cannot be had now, and none that are recent are held"),
    KEY_UNKNOWN("the issuer has no key with this kid"),
    KEY_AMBIGUOUS("the issuer has several keys with this kid"),
    KEY_MALFORMED("the issuer's key with this kid is malformed"),
    KEY_PRIVATE("the issuer's key with this kid is published with its private part"),
    KEY_KIND_UNSUPPORTED("the issuer's key with this kid is neither RSA nor of a NIST curve"),
    KEY_TOO_WEAK("the issuer's key with this kid is RSA with less than 2,048 bits or a weak form"),
    KEY_TOO_LONG("the issuer's key with this kid is RSA with more than 8,192 bits"),
    KEY_USE_WRONG("the issuer's key with this kid is not there to check signatures"),
    KEY_TYPE_MISMATCH("the issuer's key with this kid does not fit alg"),
    KEY_ALGORITHM_MISMATCH("the issuer's key with this kid is for another alg"),

    // The signature.
    SIGNATURE_LENGTH_WRONG("the signature has not the length that alg and key give it"),
    SIGNATURE_WRONG("the signature is wrong"),

    // Times, in seconds since 1970.
    EXPIRY_MISSING("exp is missing"),
    EXPIRY_MALFORMED("exp is not a whole number of seconds up to the year 9999"),
    EXPIRED("the token has expired"),
    ISSUED_AT_MISSING("iat is missing"),
    ISSUED_AT_MALFORMED("iat is not a whole number of seconds up to the year 9999"),
    ISSUED_IN_FUTURE("the token was issued in the future"),
    NOT_BEFORE_MALFORMED("nbf is not a whole number of seconds up to the year 9999"),
    NOT_YET_VALID("the token is not valid yet"),
    LIFETIME_NEGATIVE("the token expired before it was issued"),
    LIFETIME_TOO_LONG("the token lives longer than this issuer's tokens may"),
    TOKEN_TOO_OLD("the token was issued longer ago than this issuer's tokens may be"),

    // For whom it is meant.
    AUDIENCE_MISSING("aud is missing or empty"),
    AUDIENCE_MALFORMED("aud is neither a string nor a list of strings"),
    AUDIENCE_WRONG("aud does not name this verifier"),
    AUDIENCE_EXTRA("aud names somebody else as well"),

    // What it says of the caller.
    SUBJECT_MISSING("sub is missing or empty"),
    SUBJECT_MALFORMED("sub is not a string"),
    CLAIM_MISSING("a claim is missing that this issuer's tokens must have"),
    CLAIM_MISMATCH("a claim has not the value that this issuer's tokens must have"),
    CLAIM_DENIED("a claim has a value with which tokens are denied"),
    CLAIMS_TOO_LARGE("there are more than 128 claims, or one is longer than may be"),
    SUBJECT_KEY_INCOMPLETE("a claim is missing that is a part of the caller's id"),
    SUBJECT_KEY_TOO_LONG("the caller's id is longer than 256 characters"),
    GROUPS_OVERAGE("the issuer left the groups out because there are too many"),
    GROUPS_MALFORMED("the groups are no list of strings of up to 256 characters"),
    GROUPS_RESERVED("the token names a group that only the configured rules put callers into"),
    GROUPS_TOO_MANY("there are more than 1,000 groups"),

    // One token, one session.
    TOKEN_ID_MALFORMED("jti is not a string of 1 to 256 characters"),
    SESSION_MISSING("tokens of this issuer are bound to a session, and none was named"),
    TOKEN_IN_OTHER_SESSION("the token was shown in another session before"),
    SESSIONS_TOO_MANY("100,000 tokens are bound to sessions already");

    private final String explanation;

    Reason(String explanation) {
      this.explanation = explanation;
    }

    /** Returns what it means, in one line. */
    public String explanation() {
      return explanation;
    }
  }

  /** Creates an exception for {@code reason}. */
  public IdentityException(Reason reason) {
    super("identity not accepted: " + reason + ": " + reason.explanation());
    this.reason = Objects.requireNonNull(reason, "reason");
  }

  /** Returns why the identity was not accepted. */
  public Reason reason() {
    return reason;
  }
}

package dev.tacenda.claude.gate.policy;

import java.util.Objects;

/**
 * Why a bundle of policies is not in force. The name of the constant is what records and the status
 * of a {@link PolicyFeed} say; the order is that of the checks.
 */
public enum BundleRejection {
  /** Nothing was there, or the answer broke off. */
  FETCH_FAILED("the bundle could not be fetched", "see that its place exists and can be reached"),
  /** The source took longer than it may. */
  FETCH_TIMED_OUT("the source did not answer in time", "see whether the server is overloaded"),
  /** A server answered with an unexpected status. */
  FETCH_STATUS("the server did not answer 200 or 304", "look into the log of the server"),
  /** A server wants the client to look elsewhere. */
  FETCH_REDIRECTED("redirects are not followed", "configure the address that it leads to"),
  /** A link, a folder or a device stands where a file of the bundle should. */
  NOT_A_REGULAR_FILE(
      "a bundle has regular files only, no links and no folders",
      "copy the files into a folder of their own"),
  /** More than 1 MiB. */
  TOO_LARGE("a bundle has at most 1 MiB", "split it, or remove what is unused"),
  /** More than 256 files. */
  TOO_MANY_FILES("a bundle has at most 256 files", "split it, or remove what is unused"),
  /** A name with other characters, or one that could lead elsewhere. */
  BAD_FILE_NAME(
      "a file's name must be 1 to 64 of a-z 0-9 . _ - and begin with a letter or digit",
      "rename the file"),
  /** The same name twice. */
  DUPLICATE_FILE("a file is there twice", "pack the bundle anew"),
  /** The packed form ends too early. */
  TRUNCATED("the packed bundle is cut short", "copy it again, as a whole"),
  /** The packed form is none. */
  NOT_A_BUNDLE("this is no packed bundle", "configure the address of a packed bundle"),
  /** There is no manifest. */
  MANIFEST_MISSING("manifest.yaml is missing", "publish the folder as a bundle"),
  /** There is no signature. */
  SIGNATURE_MISSING("manifest.sig is missing", "sign the bundle"),
  /** The signature is no signed note, or signs something else. */
  SIGNATURE_MALFORMED("manifest.sig is no signature of a bundle", "sign the bundle again"),
  /** Nobody signed whose key is trusted. */
  SIGNATURE_UNKNOWN_KEY(
      "no key that is trusted here has signed the bundle", "add the key, or sign with a known one"),
  /** A known key is named, and its signature is wrong. */
  SIGNATURE_WRONG("a signature is wrong", "find out who changed the bundle, then publish it again"),
  /** Fewer trusted keys have signed than must. */
  SIGNATURE_TOO_FEW("too few of the trusted keys have signed", "have the others sign it"),
  /** The signature is right, but not for this manifest. */
  MANIFEST_CHANGED(
      "the manifest is not the one that was signed", "copy manifest and signature together"),
  /** The manifest is not in its one form. */
  MANIFEST_MALFORMED("manifest.yaml is not as it is written", "publish the bundle again"),
  /** A manifest of a later version. */
  MANIFEST_VERSION("the manifest is of another version", "update this program"),
  /** A rightly signed bundle of another name. */
  OTHER_BUNDLE("this is a bundle of another name", "correct the name or the place of the bundle"),
  /** A file that the manifest names is missing. */
  FILE_MISSING("a file of the manifest is missing", "copy the whole bundle"),
  /** A file that the manifest does not name. */
  FILE_UNEXPECTED("a file is there that the manifest does not name", "remove it, or publish it"),
  /** A file has other content than was signed. */
  FILE_CHANGED("a file is not the one that was signed", "publish the change as a new revision"),
  /** It is too early. */
  NOT_YET_VALID("the bundle is not valid yet", "wait, or correct the clock"),
  /** It is too late. */
  EXPIRED("the bundle is not valid any more", "publish it again, with a later end"),
  /** The revision is lower than configuration demands. */
  BELOW_MINIMUM("the revision is lower than configured", "serve the newest bundle"),
  /** The revision is lower than one that was in force. */
  COUNTER_REGRESSION(
      "the revision is lower than one that was in force",
      "to go back, publish the old content under a higher revision (rollback)"),
  /** The revision was in force with other content. */
  COUNTER_CONTENT_MISMATCH(
      "the revision was in force with other content", "publish each change as a new revision"),
  /** What was in force before cannot be told. */
  HIGH_WATER_UNREADABLE(
      "the file that keeps the highest revision cannot be used",
      "restore it, or remove it and set the minimal revision"),
  /** A file is not YAML in UTF-8, or more than the strict form of it. */
  YAML_MALFORMED("a file is not strict YAML", "correct it"),
  /** The same key twice. */
  YAML_DUPLICATE_KEY("a key is there twice", "remove one of them"),
  /** Anchors, aliases, tags, directives. */
  YAML_REFERENCE("anchors, aliases and tags are not allowed", "write the value out"),
  /** Nested deeper than anybody would write. */
  YAML_TOO_DEEP("a file is nested too deep", "flatten it"),
  /** A key or word that nobody knows, most likely misspelt. */
  UNKNOWN_WORD("a key or word is unknown", "correct its spelling"),
  /** A file does not say what it must. */
  SCHEMA_INVALID("a file is not understood", "correct it"),
  /** A rule that can never fire, or a policy that nobody gets. */
  RULE_DEAD("something in it can never take effect", "remove it, or what stands before it"),
  /** A pattern that RE2 does not know, or that is too large. */
  PATTERN_INVALID("a pattern is not RE2", "correct it"),
  /** The tests of the bundle fail. */
  TEST_FAILED("a test of the bundle fails", "correct the policy or the test"),
  /** An error of this program. */
  UNEXPECTED("an error of this program", "report it, with the name of the exception"),
  /** What happened could not be recorded. */
  AUDIT_FAILED("the change could not be recorded", "see to the audit sink"),
  /** Nothing was ever loaded. */
  NOTHING_LOADED("no bundle was loaded yet", "see the status of the feed"),
  /** The source was not heard of for too long. */
  STALE("the source was not heard of for too long", "see the status of the feed"),
  /** The feed is closed. */
  CLOSED("the feed is closed", "keep it open for as long as sessions are opened");

  private final String explanation;
  private final String remedy;

  BundleRejection(String explanation, String remedy) {
    this.explanation = Objects.requireNonNull(explanation, "explanation");
    this.remedy = Objects.requireNonNull(remedy, "remedy");
  }

  /** Returns what is wrong, in one line. */
  public String explanation() {
    return explanation;
  }

  /** Returns what to do about it, in one line. */
  public String remedy() {
    return remedy;
  }
}

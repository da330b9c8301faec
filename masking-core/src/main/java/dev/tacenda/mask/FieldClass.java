package dev.tacenda.mask;

/** What a string of a JSON document is to its protocol, which says what the masker does with it. */
public enum FieldClass {
  /** Free text: scanned and masked. */
  TEXT,
  /** A string value inside free JSON, such as a tool input: scanned and masked. */
  JSON,
  /** The text of a document or a file: scanned and masked. */
  DOCUMENT,
  /** Stands where nothing lists what it is: scanned and masked like text. */
  UNKNOWN,
  /** Means something to the protocol (a type, an id, a signature): never changed. */
  PROTOCOL,
  /** Encoded binary (an image, a PDF): never changed. */
  BINARY,
  /** A credential that the API itself needs: never changed here, and masked in every record. */
  CREDENTIAL,
  /** Came from the server and is passed back verbatim, often under a signature: never changed. */
  SERVER;

  /** Returns true if strings of this class are scanned and masked. */
  public boolean scanned() {
    return this == TEXT || this == JSON || this == DOCUMENT || this == UNKNOWN;
  }
}

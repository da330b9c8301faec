package dev.tacenda.mask;

/** How bad it would be if a value found by a rule got out, mildest first. */
public enum Severity {
  /** Of little use to a stranger, such as an account id. */
  LOW,
  /** Personal data, or a value that helps an attack. */
  MEDIUM,
  /** Opens one account or one resource. */
  HIGH,
  /** Opens an organisation's infrastructure or its customers' data. */
  CRITICAL
}

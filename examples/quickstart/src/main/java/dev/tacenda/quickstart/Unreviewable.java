package dev.tacenda.quickstart;

/** What to do about a file that cannot be reviewed. */
enum Unreviewable {
  /** End the run before anything is sent. */
  STOP,
  /** Leave the file out, and say so. */
  LEAVE_OUT
}

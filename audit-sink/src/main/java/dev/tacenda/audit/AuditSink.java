package dev.tacenda.audit;

/**
 * Where audit records go. An implementation must hold to these laws:
 *
 * <ul>
 *   <li>All methods may be called from any number of threads.
 *   <li>{@link #write} returns only when the record is as durable as the implementation promises,
 *       and throws if it is not or if that is in doubt. It never drops a record silently.
 *   <li>It may block, but not for ever.
 *   <li>Nothing is written after {@link #close}.
 * </ul>
 *
 * Who needs a record before acting, such as the intent before a request is sent, calls {@code
 * write} and acts only if it returns.
 */
public interface AuditSink extends AutoCloseable {
  /**
   * Stores one record.
   *
   * @throws AuditException if the record is not, or may not be, stored
   */
  void write(AuditRecord record);

  /**
   * Returns when every record whose {@link #write} began before this call is stored.
   *
   * @throws AuditException if one of them is not, or may not be, stored
   */
  void flush();

  /**
   * Stores what is on its way and gives up the sink's resources. Closing again does nothing.
   *
   * @throws AuditException if a record was lost or may be lost
   */
  @Override
  void close();

  /** Returns a sink that stores nothing, for callers that have decided to keep no record. */
  static AuditSink noop() {
    return new NoopAuditSink();
  }

  /**
   * Returns a sink that gives each record to all of {@code sinks}, in order, in the caller's
   * thread. Each call tries every sink, also after one has failed; then it throws the first failure
   * with the others suppressed. The result owns the sinks and closes them.
   *
   * @throws IllegalArgumentException if there are no sinks
   */
  static AuditSink composite(AuditSink... sinks) {
    return new CompositeAuditSink(sinks);
  }
}

package dev.tacenda.audit.log;

import dev.tacenda.audit.verify.Anchor;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * What the writer of a log is told.
 *
 * @param clock for the times in the log
 * @param nanoTime for all that depends on time, as the clock may be set back
 * @param maxSegmentBytes from this size on a segment is followed by another
 * @param maxSegmentAge from this age on too
 * @param checkpointEvery how long a record waits for a checkpoint that signs it
 * @param ballastBytes how much room is kept for the last records
 * @param onAnchor is given each checkpoint when it is durable, in the thread that writes
 */
record LogSettings(
    Clock clock,
    LongSupplier nanoTime,
    long maxSegmentBytes,
    Duration maxSegmentAge,
    Duration checkpointEvery,
    int ballastBytes,
    Consumer<Anchor> onAnchor) {}

package dev.tacenda.audit.verify;

import dev.tacenda.audit.tree.MerkleTree;
import dev.tacenda.audit.tree.TreeHash;
import java.util.Map;

/**
 * What {@link LogScan} found in the log of one writer: the verdict, and the state at the end of
 * what is whole.
 *
 * @param writer whose log, as its first line says; empty if that cannot be read
 * @param verdict the verdict
 * @param segment the number of the segment with the fault or, without one, of the last
 * @param line the line in it with the fault, from 1; 0 without one
 * @param records how many records stand before the fault
 * @param signedLines how many lines a checkpoint has signed
 * @param tree over the lines before the fault
 * @param last the hash of the last of these lines
 * @param chains the newest lines of all sessions, by session
 * @param openSessions how many sessions were opened and not closed
 * @param closed whether the log was closed
 * @param wholeBytes how many bytes of the last segment the lines before the fault take
 * @param tailIsUnacknowledged whether nothing behind the fault shows that it was durable once
 */
public record ScanResult(
    String writer,
    Verdict verdict,
    int segment,
    long line,
    long records,
    long signedLines,
    MerkleTree tree,
    TreeHash last,
    Map<String, ChainHead> chains,
    int openSessions,
    boolean closed,
    long wholeBytes,
    boolean tailIsUnacknowledged) {}

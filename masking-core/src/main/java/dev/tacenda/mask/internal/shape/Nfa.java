package dev.tacenda.mask.internal.shape;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A shape as a non-deterministic automaton (Thompson's construction), an intermediate step to
 * {@link Dfa}. Each counted part is there as often as it can occur. Confined to one thread.
 */
final class Nfa {
  static final int ACCEPT = 0;
  private static final int[] NONE = {};
  private static final int MAX_STATES = 16_384;

  /** What a state reads, or nothing if it goes on without reading. */
  private final List<ByteClass> reads = new ArrayList<>();

  private final List<int[]> next = new ArrayList<>();

  /** What {@link #after} has said already. */
  private final List<int @Nullable []> after = new ArrayList<>();

  private final int start;

  Nfa(ShapeNode shape) {
    add(ByteClass.NONE); // the accepting state
    this.start = build(shape, ACCEPT);
  }

  /** Returns the reading states where a match begins, in order. */
  int[] start() {
    return closure(start);
  }

  /** Returns all sets of bytes that some state reads. */
  Set<ByteClass> classes() {
    Set<ByteClass> classes = new LinkedHashSet<>(reads);
    classes.remove(ByteClass.NONE);
    return classes;
  }

  /** Returns the reading or accepting states behind a reading one, in order. */
  private int[] after(int state) {
    int[] known = after.get(state);
    if (known == null) {
      known = closure(next.get(state));
      after.set(state, known);
    }
    return known;
  }

  /** Returns the states behind those of {@code from} that read {@code b}, in order. */
  int[] after(int[] from, byte b) {
    int[] only = NONE;
    @Nullable BitSet union = null;
    for (int state : from) {
      if (reads.get(state).contains(b)) {
        int[] to = after(state);
        if (union == null && only.length == 0) {
          only = to;
        } else {
          union = union == null ? bits(only) : union;
          union.or(bits(to));
        }
      }
    }
    return union == null ? only : union.stream().toArray();
  }

  /** Returns all states of both, in order. */
  static int[] union(int[] a, int[] b) {
    BitSet union = bits(a);
    union.or(bits(b));
    return union.stream().toArray();
  }

  private static BitSet bits(int[] states) {
    BitSet bits = new BitSet();
    for (int state : states) {
      bits.set(state);
    }
    return bits;
  }

  /** Adds the states for {@code node} in front of {@code to} and returns the first. */
  private int build(ShapeNode node, int to) {
    if (node instanceof ShapeNode.OneOf one) {
      return add(one.bytes(), to);
    }
    if (node instanceof ShapeNode.Repeat repeat) {
      return repeat(repeat, to);
    }
    List<ShapeNode> parts = node.parts();
    if (node instanceof ShapeNode.Choice) {
      int[] firsts = new int[parts.size()];
      for (int i = 0; i < firsts.length; i++) {
        firsts[i] = build(parts.get(i), to);
      }
      return split(firsts);
    }
    int first = to;
    for (int i = parts.size() - 1; i >= 0; i--) {
      first = build(parts.get(i), first);
    }
    return first;
  }

  private int repeat(ShapeNode.Repeat repeat, int to) {
    int first = to;
    if (repeat.max() == ShapeNode.OPEN) {
      first = split();
      next.set(first, new int[] {build(repeat.part(), first), to});
    } else {
      for (int i = repeat.min(); i < repeat.max(); i++) {
        first = split(build(repeat.part(), first), to);
      }
    }
    for (int i = 0; i < repeat.min(); i++) {
      first = build(repeat.part(), first);
    }
    return first;
  }

  private int split(int... to) {
    return add(ByteClass.NONE, to);
  }

  private int add(ByteClass bytes, int... to) {
    if (reads.size() == MAX_STATES) {
      throw tooLarge();
    }
    reads.add(bytes);
    next.add(to);
    after.add(null);
    return reads.size() - 1;
  }

  static ShapeSyntaxException tooLarge() {
    return new ShapeSyntaxException("shape is too large", "use smaller counts or fewer choices");
  }

  private int[] closure(int... states) {
    if (states.length == 1 && stops(states[0])) {
      return states;
    }
    BitSet closed = new BitSet();
    BitSet passed = new BitSet();
    List<Integer> open = new ArrayList<>();
    for (int state : states) {
      open.add(state);
    }
    while (!open.isEmpty()) {
      int state = open.remove(open.size() - 1);
      if (stops(state)) {
        closed.set(state);
      } else if (!passed.get(state)) {
        passed.set(state);
        for (int to : next.get(state)) {
          open.add(to);
        }
      }
    }
    return closed.stream().toArray();
  }

  private boolean stops(int state) {
    return state == ACCEPT || !reads.get(state).equals(ByteClass.NONE);
  }
}

package dev.tacenda.mask.internal.shape;

import java.util.List;

/** A part of a parsed shape. Its depth is limited by the parser. Immutable. */
sealed interface ShapeNode {
  /** The length of a part that has no longest text. */
  int OPEN = Integer.MAX_VALUE;

  /** One byte out of a set. */
  record OneOf(ByteClass bytes) implements ShapeNode {}

  /** Parts one after the other. */
  record Sequence(List<ShapeNode> parts) implements ShapeNode {
    public Sequence {
      parts = List.copyOf(parts);
    }
  }

  /** One of several parts. */
  record Choice(List<ShapeNode> parts) implements ShapeNode {
    public Choice {
      parts = List.copyOf(parts);
    }
  }

  /** A part {@code min} to {@code max} times; max may be {@link #OPEN}. */
  record Repeat(ShapeNode part, int min, int max) implements ShapeNode {}

  /** Returns the length of the shortest text. */
  default int minLength() {
    if (this instanceof Sequence sequence) {
      int sum = 0;
      for (ShapeNode part : sequence.parts()) {
        sum = sum(sum, part.minLength());
      }
      return sum;
    }
    if (this instanceof Choice choice) {
      int min = OPEN;
      for (ShapeNode part : choice.parts()) {
        min = Math.min(min, part.minLength());
      }
      return min;
    }
    return this instanceof Repeat repeat ? product(repeat.part().minLength(), repeat.min()) : 1;
  }

  /** Returns the length of the longest text, or {@link #OPEN}. */
  default int maxLength() {
    if (this instanceof Sequence sequence) {
      return sequence.parts().stream().mapToInt(ShapeNode::maxLength).reduce(0, ShapeNode::sum);
    }
    if (this instanceof Choice choice) {
      return choice.parts().stream().mapToInt(ShapeNode::maxLength).max().orElse(0);
    }
    return this instanceof Repeat repeat ? product(repeat.part().maxLength(), repeat.max()) : 1;
  }

  /** Returns all bytes that stand in some text. */
  default ByteClass alphabet() {
    if (this instanceof OneOf one) {
      return one.bytes();
    }
    if (this instanceof Repeat repeat) {
      return repeat.max() == 0 ? ByteClass.NONE : repeat.part().alphabet();
    }
    return parts().stream().map(ShapeNode::alphabet).reduce(ByteClass.NONE, ByteClass::or);
  }

  /** Returns the bytes of the last run: of what can be the last part of a text. */
  default ByteClass tail() {
    if (this instanceof OneOf one) {
      return one.bytes();
    }
    if (this instanceof Repeat repeat) {
      return repeat.part().tail();
    }
    if (this instanceof Choice choice) {
      return choice.parts().stream().map(ShapeNode::tail).reduce(ByteClass.NONE, ByteClass::or);
    }
    ByteClass tail = ByteClass.NONE;
    List<ShapeNode> parts = parts();
    for (int i = parts.size() - 1; i >= 0; i--) {
      tail = tail.or(parts.get(i).tail());
      if (parts.get(i).minLength() > 0) {
        break;
      }
    }
    return tail;
  }

  /** Returns the parts of a sequence or of a choice, else none. */
  default List<ShapeNode> parts() {
    if (this instanceof Sequence sequence) {
      return sequence.parts();
    }
    return this instanceof Choice choice ? choice.parts() : List.of();
  }

  private static int sum(int a, int b) {
    return (int) Math.min(OPEN, (long) a + b);
  }

  private static int product(int a, int b) {
    return (int) Math.min(OPEN, (long) a * b);
  }
}

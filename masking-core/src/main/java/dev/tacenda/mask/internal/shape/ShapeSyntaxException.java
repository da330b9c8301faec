package dev.tacenda.mask.internal.shape;

/** A shape that is not understood: what is wrong and at which character, and what to do. */
public final class ShapeSyntaxException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  private final String remedy;

  ShapeSyntaxException(int position, String problem, String remedy) {
    this("shape at character " + (position + 1) + ": " + problem, remedy);
  }

  ShapeSyntaxException(String problem, String remedy) {
    super(problem);
    this.remedy = remedy;
  }

  /** Returns what to do about it. */
  public String remedy() {
    return remedy;
  }
}

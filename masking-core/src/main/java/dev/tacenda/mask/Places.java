package dev.tacenda.mask;

/** Where places in a scanned text stand in the input. */
interface Places {
  /** Returns where what starts at {@code place} starts in the input. */
  int sourceOfStart(int place);

  /** Returns where what ends at {@code place} ends in the input. */
  int sourceOfEnd(int place);

  /** A part of the input, whose places count from its own start. */
  record Shifted(int by) implements Places {
    @Override
    public int sourceOfStart(int place) {
      return by + place;
    }

    @Override
    public int sourceOfEnd(int place) {
      return by + place;
    }
  }

  /** A text that is scanned where it stands. */
  enum Identity implements Places {
    INSTANCE;

    @Override
    public int sourceOfStart(int place) {
      return place;
    }

    @Override
    public int sourceOfEnd(int place) {
      return place;
    }
  }
}

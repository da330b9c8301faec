package dev.tacenda.testkit;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What a check has found so far. Thread-safe: one lock around every method. */
final class LeakTally {

  /** Two forms of a value at one place are one leak. */
  private record Spot(String name, String where, long offset) {}

  private final Object lock = new Object();
  private final Set<String> names = new TreeSet<>();
  private final Set<Spot> spots = new HashSet<>();
  private final List<Leak> leaks = new ArrayList<>();
  private final List<String> uninspected = new ArrayList<>();
  private int places;
  private long bytes;

  void searched(long size) {
    synchronized (lock) {
      places++;
      bytes += size;
    }
  }

  void add(Leak leak) {
    synchronized (lock) {
      names.add(leak.name());
      boolean room = leaks.size() < LeakReport.MAX_LEAKS;
      if (room && spots.add(new Spot(leak.name(), leak.where(), leak.offset()))) {
        leaks.add(leak);
      }
    }
  }

  void uninspected(String what) {
    synchronized (lock) {
      uninspected.add(what);
    }
  }

  LeakReport report(int planted) {
    synchronized (lock) {
      return new LeakReport(planted, places, bytes, names, leaks, uninspected);
    }
  }
}

package dev.tacenda.benchmarks.speed;

/**
 * What one benchmark took.
 *
 * @param name suite, method and parameters, joined by dots
 * @param unit of the figures
 * @param median the median of the medians of all forks
 * @param low the lowest median of a fork
 * @param high the highest median of a fork
 * @param p99 the median of the 99th percentiles of all forks; NaN where there are none
 * @param bytesPerOp what one operation allocates; NaN if it was not measured
 * @param megabytes what one operation masks; 0 if that says nothing
 * @param forks how many processes measured it
 * @param samples how many operations were measured
 */
record Row(
    String name,
    String unit,
    double median,
    double low,
    double high,
    double p99,
    double bytesPerOp,
    double megabytes,
    int forks,
    long samples) {

  /** The unit of most rows. */
  static final String MICROSECONDS = "us/op";

  private static final double MICROS_PER_MILLI = 1000;

  /** Milliseconds for each megabyte; NaN if it does not apply. */
  double millisPerMegabyte() {
    return megabytes == 0 ? Double.NaN : median / MICROS_PER_MILLI / megabytes;
  }

  /** Milliseconds for one operation. */
  double millis() {
    return median / MICROS_PER_MILLI;
  }

  double p99Millis() {
    return p99 / MICROS_PER_MILLI;
  }
}

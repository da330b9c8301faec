package dev.tacenda.benchmarks.speed;

import dev.tacenda.mask.MaskResult;
import dev.tacenda.mask.Masker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A process that makes the masker, masks one request and prints how long each took. Nothing of the
 * library is loaded before the clock starts.
 */
public final class FirstCall {
  private FirstCall() {}

  /** Masks the file that is named and prints three numbers: microseconds twice, and findings. */
  public static void main(String[] arguments) throws IOException {
    byte[] body = Files.readAllBytes(Path.of(arguments[0]));
    long start = System.nanoTime();
    Masker masker = Subject.masker();
    long made = System.nanoTime();
    MaskResult result = masker.maskJson(body, Subject.SCOPE);
    long masked = System.nanoTime();
    System.out.println(
        micros(start, made) + " " + micros(made, masked) + " " + result.findings().size());
  }

  private static long micros(long from, long to) {
    return (to - from) / 1000;
  }
}

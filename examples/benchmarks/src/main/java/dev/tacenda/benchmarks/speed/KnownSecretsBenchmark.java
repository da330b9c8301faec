package dev.tacenda.benchmarks.speed;

import dev.tacenda.mask.KnownSecrets;
import dev.tacenda.mask.MaskResult;
import dev.tacenda.mask.Masker;
import java.io.IOException;
import java.util.Random;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** A clean request of 1 MB with that many known secrets, none of which is in it. */
@State(Scope.Thread)
public class KnownSecretsBenchmark {
  @Param({"0", "10", "1000", "100000"})
  private int values;

  private Masker masker;
  private Body body;

  @Setup
  public void makeMasker() throws IOException {
    body = Bodies.standard().json(Bodies.bytes("1MB"), Content.CLEAN);
    masker = Subject.masker(known(values));
  }

  private static KnownSecrets known(int values) {
    Random random = new Random(17);
    KnownSecrets.Builder known = KnownSecrets.builder();
    for (int i = 0; i < values; i++) {
      known.add("value-" + i, PlantedLine.anyValue(random, 12 + random.nextInt(29)));
    }
    return known.build();
  }

  @Benchmark
  public MaskResult json() {
    return masker.maskJson(body.next(), Subject.SCOPE);
  }
}

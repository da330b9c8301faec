package dev.tacenda.benchmarks.speed;

import com.gliwka.hyperscan.wrapper.CompileErrorException;
import dev.blaauwendraad.masker.json.JsonMasker;
import dev.tacenda.benchmarks.speed.rival.ByteSum;
import dev.tacenda.benchmarks.speed.rival.HyperscanRival;
import dev.tacenda.benchmarks.speed.rival.JacksonCopy;
import dev.tacenda.benchmarks.speed.rival.KeywordRegex;
import dev.tacenda.benchmarks.speed.rival.NaiveRegex;
import dev.tacenda.benchmarks.speed.rival.ShippedRules;
import java.io.IOException;
import java.util.Set;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** What others do with the clean request of 1 MB that {@link BodyBenchmark} masks. */
public class RivalBenchmark {
  /** The slice that every pattern reads: the whole would take too long. */
  static final int SLICE_KB = 20;

  /** The request. */
  @State(Scope.Thread)
  public static class Request {
    private Body body;

    @Setup
    public void makeBody() throws IOException {
      body = Bodies.standard().json(Bodies.bytes("1MB"), Content.CLEAN);
    }
  }

  /** The floor. */
  @Benchmark
  public int byteSum(Request request) {
    return ByteSum.of(request.body.next());
  }

  /** The request, clean or not, and Jackson. */
  @State(Scope.Thread)
  public static class Jackson {
    @Param private Content content = Content.CLEAN;
    private Body body;
    private JacksonCopy copy;

    @Setup
    public void makeBody() throws IOException {
      body = Bodies.standard().json(Bodies.bytes("1MB"), content);
      copy = new JacksonCopy();
    }
  }

  /** Parsing and writing the request. */
  @Benchmark
  public byte[] jackson(Jackson jackson) throws IOException {
    return jackson.copy.copy(jackson.body.next());
  }

  /** json-masker. */
  @State(Scope.Benchmark)
  public static class FieldMasker {
    private JsonMasker masker;

    @Setup
    public void makeMasker() {
      masker = JsonMasker.getMasker(Set.of("password", "token", "apiKey", "secret"));
    }
  }

  /** Masking by names of fields, none of which is there; strings are not looked into. */
  @Benchmark
  public byte[] jsonMasker(Request request, FieldMasker fields) {
    return fields.masker.mask(request.body.next());
  }

  /** Patterns on RE2J. */
  @State(Scope.Benchmark)
  public static class Patterns {
    private NaiveRegex naive;
    private KeywordRegex keywordRegex;

    @Setup
    public void makePatterns() throws IOException {
      ShippedRules rules = ShippedRules.read();
      naive = new NaiveRegex(rules);
      keywordRegex = new KeywordRegex(rules);
    }
  }

  /** A slice of the request. */
  @State(Scope.Thread)
  public static class Slice {
    private Body body;

    @Setup
    public void makeBody() throws IOException {
      body = Bodies.standard().json(SLICE_KB << 10, Content.CLEAN);
    }
  }

  /** Every pattern over the whole slice. */
  @Benchmark
  public int naive(Slice slice, Patterns patterns) {
    return patterns.naive.count(slice.body.next());
  }

  /** Keywords first, then the patterns of the rules whose keywords stand in the text. */
  @Benchmark
  public int keywordRegex(Request request, Patterns patterns) {
    return patterns.keywordRegex.count(request.body.next());
  }

  /** The patterns in a Hyperscan database. */
  @State(Scope.Thread)
  public static class Hyperscan {
    private HyperscanRival patterns;
    private HyperscanRival filter;

    @Setup
    public void compile() throws IOException, CompileErrorException {
      ShippedRules rules = ShippedRules.read();
      patterns = HyperscanRival.patterns(rules);
      filter = HyperscanRival.filter(rules);
    }

    @TearDown
    public void close() throws IOException {
      patterns.close();
      filter.close();
    }
  }

  /** All patterns at once, in native code. */
  @Benchmark
  public int hyperscan(Request request, Hyperscan hyperscan) {
    return hyperscan.patterns.count(request.body.next());
  }

  /** Words and patterns that need none, in native code; what a scanner would do first. */
  @Benchmark
  public int hyperscanFilter(Request request, Hyperscan hyperscan) {
    return hyperscan.filter.count(request.body.next());
  }
}

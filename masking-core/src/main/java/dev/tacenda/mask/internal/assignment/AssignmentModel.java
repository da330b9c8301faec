package dev.tacenda.mask.internal.assignment;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.zip.GZIPInputStream;

/**
 * Says how likely the value of an assignment is a secret: logistic regression over hashed features
 * (Weinberger et al., Feature Hashing for Large Scale Multitask Learning, ICML 2009). Immutable and
 * thread-safe. {@code MODEL.md} in this module tells what the weights were learnt from and how.
 */
public final class AssignmentModel {
  /** The number of weights. */
  public static final int SIZE = 1 << 16;

  private static final int MAGIC = 0x54434e31; // TCN1
  private static final String RESOURCE = "assignment-model.gz";

  private final LetterModel letters;
  private final Features features;
  private final float bias;
  private final float scale;
  private final byte[] weights;

  private AssignmentModel(LetterModel letters, float bias, float scale, byte[] weights) {
    this.letters = letters;
    this.features = new Features(letters);
    this.bias = bias;
    this.scale = scale;
    this.weights = weights;
  }

  /** Returns the model that is shipped. */
  public static AssignmentModel shipped() {
    try (InputStream in = AssignmentModel.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new IllegalStateException("the resource " + RESOURCE + " is missing");
      }
      return read(new GZIPInputStream(in));
    } catch (IOException e) {
      throw new IllegalStateException("the resource " + RESOURCE + " cannot be read", e);
    }
  }

  /** Returns a model with these weights, rounded to 1/127 of the largest. */
  public static AssignmentModel of(LetterModel letters, double bias, double[] weights) {
    double largest = 1e-9;
    for (double w : weights) {
      largest = Math.max(largest, Math.abs(w));
    }
    float scale = (float) (largest / Byte.MAX_VALUE);
    byte[] rounded = new byte[SIZE];
    for (int i = 0; i < SIZE; i++) {
      rounded[i] = (byte) Math.round(weights[i] / scale);
    }
    return new AssignmentModel(letters, (float) bias, scale, rounded);
  }

  /** Reads what {@link #write} wrote. */
  static AssignmentModel read(InputStream stream) throws IOException {
    DataInputStream in = new DataInputStream(stream);
    if (in.readInt() != MAGIC) {
      throw new IOException("not a model of this version");
    }
    float bias = in.readFloat();
    float scale = in.readFloat();
    byte[] table = in.readNBytes(LetterModel.CLASSES * LetterModel.CLASSES);
    byte[] weights = in.readNBytes(SIZE);
    if (weights.length != SIZE || in.read() >= 0) {
      throw new IOException("a model of another size");
    }
    return new AssignmentModel(new LetterModel(table), bias, scale, weights);
  }

  /** Writes the model. */
  public void write(OutputStream stream) throws IOException {
    DataOutputStream out = new DataOutputStream(stream);
    out.writeInt(MAGIC);
    out.writeFloat(bias);
    out.writeFloat(scale);
    out.write(letters.table());
    out.write(weights);
    out.flush();
  }

  /** Returns the place of a feature among the weights. */
  public static int index(Feature feature, int value) {
    int h = value * 0x9e3779b1 + feature.seed;
    h ^= h >>> 15;
    h *= 0x2c1b3c6d;
    h ^= h >>> 12;
    return h & (SIZE - 1);
  }

  /** Returns the log-odds that the value is a secret. */
  public double score(Assignment assignment) {
    Sum sum = new Sum();
    features.of(assignment, sum);
    return bias + scale * (double) sum.total;
  }

  /** Returns the odds as a confidence of 1 to 99 percent. */
  public static int confidence(double score) {
    long percent = Math.round(100 / (1 + Math.exp(-score)));
    return (int) Math.min(99, Math.max(1, percent));
  }

  private final class Sum implements Features.Sink {
    private int total;

    @Override
    public void add(Feature feature, int value) {
      total += weights[index(feature, value)];
    }
  }
}

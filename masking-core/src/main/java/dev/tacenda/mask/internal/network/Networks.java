package dev.tacenda.mask.internal.network;

import dev.tacenda.mask.internal.Ascii;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Blocks of IP addresses in CIDR notation (RFC 4632, RFC 4291). Immutable. */
public final class Networks {
  private final List<Block> blocks;

  private record Block(IpAddress base, int prefix) {
    private byte[] bytes() {
      return base.bytes();
    }

    boolean holds(byte[] address) {
      if (address.length != bytes().length) {
        return false;
      }
      for (int bit = 0; bit < prefix; bit += 8) {
        int mask = 0xff << Math.max(0, 8 - (prefix - bit)) & 0xff;
        if (((address[bit / 8] ^ bytes()[bit / 8]) & mask) != 0) {
          return false;
        }
      }
      return true;
    }

    boolean isClean() {
      for (int bit = prefix; bit < 8 * bytes().length; bit++) {
        if ((bytes()[bit / 8] >> 7 - bit % 8 & 1) != 0) {
          return false;
        }
      }
      return true;
    }
  }

  private Networks(List<Block> blocks) {
    this.blocks = blocks;
  }

  /**
   * Returns the union of blocks.
   *
   * @throws IllegalArgumentException if one is not a block in CIDR notation
   */
  public static Networks of(List<String> blocks) {
    return new Networks(blocks.stream().map(Networks::block).toList());
  }

  static Networks of(String... blocks) {
    return of(List.of(blocks));
  }

  /** Returns true if a block holds the address. */
  boolean hold(byte[] address) {
    for (Block block : blocks) {
      if (block.holds(address)) {
        return true;
      }
    }
    return false;
  }

  /** Returns true if this address with this prefix length is one of the blocks itself. */
  boolean isBlock(byte[] address, int prefix) {
    return blocks.stream().anyMatch(b -> b.prefix == prefix && Arrays.equals(b.bytes(), address));
  }

  private static Block block(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    int slash = text.indexOf('/');
    IpAddress address = slash < 0 ? null : address(bytes, slash);
    int prefix = slash < 0 ? -1 : prefix(text.substring(slash + 1));
    if (address == null || prefix < 0 || prefix > 8 * address.bytes().length) {
      throw new IllegalArgumentException(
          "a network must be an address, a slash and a prefix length, such as 10.0.0.0/8");
    }
    Block block = new Block(address, prefix);
    if (!block.isClean()) {
      throw new IllegalArgumentException(
          "the address of a network must be zero behind its first " + prefix + " bits");
    }
    return block;
  }

  private static @Nullable IpAddress address(byte[] bytes, int end) {
    IpAddress v4 = IpAddress.v4At(bytes, 0);
    return v4 != null && v4.end() == end ? v4 : IpAddress.v6(bytes, 0, end);
  }

  private static int prefix(String text) {
    boolean number = text.length() <= 3 && text.chars().allMatch(Ascii::isDigit);
    return number && !text.isEmpty() ? Integer.parseInt(text) : -1;
  }
}

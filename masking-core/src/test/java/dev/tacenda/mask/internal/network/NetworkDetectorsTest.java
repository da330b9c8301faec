package dev.tacenda.mask.internal.network;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.tacenda.mask.internal.LineDetector;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NetworkDetectorsTest {
  private static final LineDetector ANY = IpDetector.within(List.of("0.0.0.0/0", "::/0"));
  private static final LineDetector HOSTS =
      InternalHostDetector.of(List.of("corp.example", "internal"));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2606:2800:220:1:248:1893:25c8:1946",
        "2606:2800::1946",
        "::ffff:93.184.216.34",
        "64:ff9b::93.184.216.34",
        "2606:2800:0:0:0:0:93.184.216.34",
        "fe80::2%eth1",
        "fd00::",
        "2606:2800::/32",
        "FE80::A",
        "93.184.216.34",
        "93.184.216.34/32"
      })
  void findsAddressesInEveryForm(String address) {
    for (String around :
        List.of("@", "[@]", "(@)", "\"@\"", "ip=@", "@.", "@,", "from @ to", "'@'")) {
      assertThat(find(ANY, around.replace("@", address)))
          .describedAs(around)
          .containsExactly(address);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1:2:3:4:5:6:7",
        "1:2:3:4:5:6:7:8:9",
        "2606::2800::1",
        ":::",
        "12:34:56",
        "12345::1",
        "g::1",
        "1::g",
        "std::dec",
        "256.1.1.1",
        "1.2.3",
        "01.2.3.4",
        "1.2.3.4.5",
        "v1.2.3.4",
        "x-1.2.3.4",
        "1.2.3.4-rc",
        "::ffff:300.0.0.7",
        "1:2:3:4:5:6:7::8:9",
        "version 1.2.3.4"
      })
  void leavesWhatIsNoAddress(String text) {
    assertThat(find(ANY, text)).isEmpty();
  }

  /** The JDK reads what we read, and to the same bytes. */
  @Test
  void readsAddressesAsTheJdkDoes() throws UnknownHostException {
    Random random = new Random(1);
    for (int i = 0; i < 20_000; i++) {
      String text = addressLike(random);
      IpAddress read = IpAddress.v6(bytes(text), 0, text.length());
      if (read != null) {
        assertThat(Inet6Address.getByAddress(read.bytes()))
            .describedAs(text)
            .isEqualTo(InetAddress.getByName(text));
      }
    }
  }

  @Test
  void readsEveryAddressThatTheJdkWrites() throws UnknownHostException {
    Random random = new Random(2);
    for (int i = 0; i < 2_000; i++) {
      byte[] address = new byte[16];
      random.nextBytes(address);
      for (int k = random.nextInt(14); k >= 0; k--) {
        address[random.nextInt(16)] = 0;
      }
      String text = Inet6Address.getByAddress("", address, -1).getHostAddress();

      IpAddress read = IpAddress.v6(bytes(text), 0, text.length());

      assertThat(requireNonNull(read, text).bytes()).isEqualTo(address);
    }
  }

  private static String addressLike(Random random) {
    StringBuilder text = new StringBuilder();
    int groups = 1 + random.nextInt(9);
    for (int k = 0; k < groups; k++) {
      text.append(k == 0 && random.nextBoolean() ? "" : ":");
      text.append(random.nextInt(4) == 0 ? "" : Integer.toHexString(random.nextInt(0x10000)));
    }
    return random.nextInt(6) == 0 ? text + ":9.8.7.6" : text.toString();
  }

  /** No address is of two kinds, and each is of one. */
  @Test
  void everyAddressIsOfOneKind() {
    List<LineDetector> kinds =
        List.of(
            IpDetector.global(),
            IpDetector.reserved(),
            IpDetector.local(),
            IpDetector.within(
                List.of(
                    "10.0.0.0/8",
                    "172.16.0.0/12",
                    "192.168.0.0/16",
                    "100.64.0.0/10",
                    "169.254.0.0/16",
                    "fc00::/7",
                    "fe80::/10")));
    Random random = new Random(3);
    for (int i = 0; i < 5_000; i++) {
      String text = i % 2 == 0 ? anyV4(random) : anyV6(random);
      assertThat(kinds.stream().mapToInt(kind -> find(kind, text).size()).sum())
          .describedAs(text)
          .isEqualTo(1);
    }
  }

  private static String anyV4(Random random) {
    int first = random.nextInt(256);
    return first + "." + (30 + random.nextInt(226)) + "." + random.nextInt(256) + ".77";
  }

  private static String anyV6(Random random) {
    List<String> blocks = List.of("2606:2800", "2001:db8", "fe80:0", "fd00:1", "ff02:0", "3fff:1");
    return blocks.get(random.nextInt(blocks.size()))
        + ":0:0:0:0:1:"
        + Integer.toHexString(0x1000 + random.nextInt(0xf000));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "~> 93.184.216.34",
        ">= 93.184.216.34",
        "==93.184.216.34",
        "^93.184.216.34",
        "    fake-gem (93.184.216.34)",
        "+   fake_gem (~> 93.184.216.34)"
      })
  void leavesWhatAPackageManagerRequires(String text) {
    assertThat(find(IpDetector.global(), text)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "@ == 93.184.216.34",
        "www.example.com (93.184.216.34)",
        "ping db (93.184.216.34) 56 bytes",
        "-> 93.184.216.34",
        "src=93.184.216.34"
      })
  void findsAddressesInCommandsAndLogs(String text) {
    assertThat(find(IpDetector.global(), text)).containsExactly("93.184.216.34");
  }

  @Test
  void aNetworkHoldsItsAddressesAndNoOthers() {
    Networks networks = Networks.of("172.16.0.0/12", "10.1.2.3/32", "fd00::/9");

    assertThat(List.of("172.16.0.0", "172.31.255.255", "10.1.2.3", "fd7f::1"))
        .allMatch(a -> networks.hold(address(a)));
    assertThat(List.of("172.15.255.255", "172.32.0.0", "10.1.2.4", "fd80::1", "::"))
        .noneMatch(a -> networks.hold(address(a)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/",
        "10.0.0.0",
        "10.0.0.0/",
        "10.0.0.0/33",
        "10.0.0.0/-1",
        "10.0.0.0/8x",
        "10.1.0.0/8",
        "010.0.0.0/8",
        "10.0.0/8",
        "fd00::/129",
        "fd00::1/64",
        "x/8",
        "10.0.0.0/8/8"
      })
  void refusesWhatIsNoNetwork(String text) {
    assertThatThrownBy(() -> Networks.of(List.of(text)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(
            text.matches("(10\\.1|fd00::1).*") ? "the address of" : "a network");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", ".", "a", "..a", "a..b", "-ab", "ab-", "a b", "*.corp", "a_b.c", "\u00e4b"})
  void refusesWhatIsNoSuffix(String text) {
    assertThatThrownBy(() -> InternalHostDetector.of(List.of(text)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("a suffix must be");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "@corp.example@",
        "@a.corp.example@",
        "@A.Corp.Example@",
        "http://@a.corp.example@/x",
        "x=@a-1.b.corp.example@;",
        "@a.corp.example@.",
        "\\n@a.corp.example@\\n",
        "https://@build.internal@:8080/",
        "ssh @build.internal@",
        "see @db-01.internal@.",
        "@build.internal@:443",
        "host: @build.internal@",
        "\"server\": \"@build.internal@\""
      })
  void findsNamesOfHosts(String text) {
    String name = text.split("@", -1)[1];

    assertThat(find(HOSTS, text.replace("@", ""))).containsExactly(name);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "xcorp.example",
        "corp.example.com",
        "a.corp.example(x)",
        "a.corp..example",
        "internal",
        "import okhttp3.internal;",
        "package dev.acme.internal",
        "x.internal = 1",
        "f.internal()",
        "a/b-1.internal",
        "Foo1-x.internal",
        ".internal"
      })
  void leavesMembersPackagesAndOtherDomains(String text) {
    assertThat(find(HOSTS, text)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1.",
        "1:",
        "::",
        "f",
        "f:",
        "f0:",
        "a.",
        "a-",
        "a.internal.",
        "http://",
        "10.0.0.1 ",
        "a (",
        ">= 1.",
        "- - -"
      })
  void takesTimeLinearInTheLine(String piece) {
    byte[] line = bytes(piece.repeat(400_000 / piece.length()));
    List<LineDetector> all = new ArrayList<>();
    NetworkDetectors.names()
        .forEach(name -> all.add(requireNonNull(NetworkDetectors.named(name), name)));
    all.addAll(List.of(ANY, HOSTS));

    assertTimeoutPreemptively(
        Duration.ofSeconds(30),
        () -> all.forEach(detector -> detector.find(line, (start, end) -> {})));
  }

  @Test
  void anAddressDoesNotShowItself() {
    IpAddress address = requireNonNull(IpAddress.v4At(bytes("93.184.216.34"), 0));

    assertThat(address.toString()).doesNotContain("93");
  }

  private static byte[] address(String text) {
    byte[] line = bytes(text);
    IpAddress v4 = IpAddress.v4At(line, 0);
    return v4 != null ? v4.bytes() : requireNonNull(IpAddress.v6(line, 0, line.length)).bytes();
  }

  private static List<String> find(LineDetector detector, String text) {
    List<String> found = new ArrayList<>();
    byte[] line = bytes(text);
    detector.find(
        line,
        (start, end) -> found.add(new String(line, start, end - start, StandardCharsets.UTF_8)));
    return found;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}

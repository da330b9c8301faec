package dev.tacenda.claude.gate.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where a connection may go. */
class AddressRuleTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "8.8.8.8",
        "140.82.121.4",
        "172.15.0.1",
        "172.32.0.1",
        "100.128.0.1",
        "2606:50c0::1"
      })
  void allowsTheInternet(String address) throws UnknownHostException {
    assertThat(AddressRule.PUBLIC.allows(InetAddress.getByName(address))).isTrue();
    assertThat(AddressRule.PRIVATE.allows(InetAddress.getByName(address))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "10.1.2.3",
        "172.16.0.1",
        "172.31.255.255",
        "192.168.0.1",
        "100.64.0.1",
        "fc00::1",
        "fd12:3456::1",
        "64:ff9b::a00:1",
        "2002:c0a8:1::1"
      })
  void allowsPrivateNetworksOnlyIfThatIsSaid(String address) throws UnknownHostException {
    assertThat(AddressRule.PUBLIC.allows(InetAddress.getByName(address))).isFalse();
    assertThat(AddressRule.PRIVATE.allows(InetAddress.getByName(address))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0.0.0.0",
        "0.1.2.3",
        "127.0.0.1",
        "127.9.9.9",
        "169.254.169.254",
        "169.254.170.2",
        "168.63.129.16",
        "100.100.100.200",
        "192.0.0.192",
        "192.0.2.1",
        "192.88.99.1",
        "198.18.0.1",
        "198.51.100.1",
        "203.0.113.1",
        "224.0.0.1",
        "240.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "::ffff:127.0.0.1",
        "::ffff:169.254.169.254",
        "::7f00:1",
        "64:ff9b::a9fe:a9fe",
        "2002:a9fe:a9fe::1",
        "2002:7f00:1::",
        "2001::1",
        "2001:db8::1",
        "fd00:ec2::254",
        "fd20:ce::254",
        "fd00:c1::a9fe:a9fe",
        "fd00:42::42",
        "2001:2::1",
        "2001:20::1",
        "3fff::1",
        "fe80::1",
        "fec0::1",
        "ff02::1",
        "100::1"
      })
  void neverAllowsTheMachineItsLinkAndItsCloud(String address) throws UnknownHostException {
    assertThat(AddressRule.PUBLIC.allows(InetAddress.getByName(address))).isFalse();
    assertThat(AddressRule.PRIVATE.allows(InetAddress.getByName(address))).isFalse();
  }
}

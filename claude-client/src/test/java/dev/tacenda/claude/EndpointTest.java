package dev.tacenda.claude;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.tacenda.claude.Endpoint.Answer;
import dev.tacenda.claude.Endpoint.Request;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class EndpointTest {

  private static Optional<Endpoint> of(String method, String path) {
    return Endpoint.of(ClaudeRequest.builder(method, path).build());
  }

  static List<Endpoint> all() {
    return Endpoint.all();
  }

  @ParameterizedTest
  @MethodSource("all")
  void isFoundByItsMethodAndPathBelowAnyBase(Endpoint endpoint) {
    String path = endpoint.pattern().replace("{id}", "abc_1-2.3");
    Endpoint found = of(endpoint.method(), "/base" + path).orElseThrow();
    assertThat(found.request()).isEqualTo(endpoint.request());
    assertThat(found.requestRoot()).isEqualTo(endpoint.requestRoot());
    assertThat(found.answer()).isEqualTo(endpoint.answer());
    assertThat(found.answerRoot()).isEqualTo(endpoint.answerRoot());
    assertThat(of("PATCH", path)).isEmpty();
    assertThat(of(endpoint.method(), path + "/")).isEmpty();
    assertThat(of(endpoint.method(), path + "/x/y/z/more")).isEmpty();
  }

  @Test
  void onlyTheTokenExchangePassesUntouched() {
    assertThat(all())
        .filteredOn(
            each -> each.request() == Request.CREDENTIALS || each.answer() == Answer.CREDENTIALS)
        .extracting(Endpoint::pattern)
        .containsExactly("/v1/oauth/token");
  }

  @Test
  void aWordInThePathIsNotTakenForAnId() {
    assertThat(of("GET", "/v1/environments/e/work/poll").orElseThrow().pattern())
        .isEqualTo("/v1/environments/{id}/work/poll");
    assertThat(of("POST", "/v1/messages/batches").orElseThrow().pattern())
        .isEqualTo("/v1/messages/batches");
  }

  static Stream<Arguments> brokenLists() {
    return Stream.of(
        arguments("GET /v1/x", "none", "must read"),
        arguments("GET /v1/x", "none -> ", "must read"),
        arguments("GET /x", "none -> response", "must read"),
        arguments("/v1/x", "none -> response", "must read"),
        arguments("GET /v1/x", "none -> nowhere", "no field map defines the object nowhere"),
        arguments("GET /v1/x", "nowhere or none -> response", "defines the object nowhere"),
        arguments("GET /v1/x", "none -> credentials", "must say why"));
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("brokenLists")
  void refusesAListThatIsNotUnderstoodInFull(String operation, String row, String message) {
    assertThatThrownBy(() -> EndpointFile.parse(Map.of("group", Map.of(operation, row))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }

  @Test
  void refusesAnOperationThatIsListedTwice() {
    Map<String, Object> rows = Map.of("GET /v1/x", "none -> response");
    assertThatThrownBy(() -> EndpointFile.parse(Map.of("a", rows, "b", rows)))
        .hasMessageContaining("listed twice: GET /v1/x");
  }
}

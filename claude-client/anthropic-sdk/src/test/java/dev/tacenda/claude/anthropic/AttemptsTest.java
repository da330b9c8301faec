package dev.tacenda.claude.anthropic;

import static org.assertj.core.api.Assertions.assertThat;

import com.anthropic.core.RequestOptions;
import com.anthropic.core.http.HttpMethod;
import com.anthropic.core.http.HttpRequest;
import com.anthropic.core.http.HttpRequestBody;
import dev.tacenda.claude.anthropic.Attempts.Attempt;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AttemptsTest {
  private final Attempts attempts = new Attempts();
  private final RequestOptions options = RequestOptions.builder().build();

  @Test
  void requestsWithTheSameBodyAreAttemptsOfOneExchange() {
    HttpRequestBody body = HttpRequestBody.ofJson(Map.of());

    Attempt first = attempts.of(request("0").body(body).build(), options);
    Attempt second = attempts.of(request("1").body(body).build(), options);

    assertThat(second.exchangeId()).isEqualTo(first.exchangeId());
    assertThat(List.of(first.number(), second.number())).containsExactly(1, 2);
  }

  @Test
  void requestsWithEqualBodiesAreNot() {
    Attempt one = attempts.of(request("0").body(HttpRequestBody.ofJson("x")).build(), options);
    Attempt other = attempts.of(request("0").body(HttpRequestBody.ofJson("x")).build(), options);

    assertThat(other.exchangeId()).isNotEqualTo(one.exchangeId());
  }

  @Test
  void requestsWithoutABodyGoByTheirOptions() {
    Attempt first = attempts.of(request("0").build(), options);
    Attempt second = attempts.of(request("1").build(), options);
    Attempt other = attempts.of(request("0").build(), RequestOptions.builder().build());

    assertThat(second.exchangeId()).isEqualTo(first.exchangeId());
    assertThat(other.exchangeId()).isNotEqualTo(first.exchangeId());
  }

  @Test
  void callsWithoutBodyAndOptionsAreNotTakenForOne() {
    Attempt one = attempts.of(request("0").build(), RequestOptions.none());
    Attempt other = attempts.of(request("0").build(), RequestOptions.none());

    assertThat(other.exchangeId()).isNotEqualTo(one.exchangeId());
    assertThat(attempts.size()).isZero();
  }

  /** The SDK sends once more with a fresh token after a 401, under the same retry count. */
  @Test
  void countsOnWhenTheRetryCountStands() {
    HttpRequestBody body = HttpRequestBody.ofJson(Map.of());

    List<Integer> numbers =
        List.of("0", "0", "1", "1").stream()
            .map(count -> attempts.of(request(count).body(body).build(), options).number())
            .toList();

    assertThat(numbers).containsExactly(1, 2, 3, 4);
  }

  @Test
  void staysInRangeWhateverTheHeaderSays() {
    for (String count : List.of("", "-1", "1e9", "99999", "9999", "\u0663", "0x1", " 1")) {
      Attempt attempt =
          attempts.of(request(count).body(HttpRequestBody.ofJson("x")).build(), options);

      assertThat(attempt.number()).as("retry count '%s'", count).isBetween(1, 1000);
    }
  }

  @Test
  void numbersEachAttemptOnceOnManyThreads() {
    HttpRequestBody body = HttpRequestBody.ofJson(Map.of());
    Set<Integer> numbers = ConcurrentHashMap.newKeySet();

    Set<Object> exchanges =
        IntStream.range(0, 500)
            .parallel()
            .mapToObj(i -> attempts.of(request("0").body(body).build(), options))
            .peek(attempt -> numbers.add(attempt.number()))
            .map(Attempt::exchangeId)
            .collect(Collectors.toSet());

    assertThat(numbers).hasSize(500);
    assertThat(exchanges).hasSize(1);
  }

  @Test
  void forgetsCallsThatAreGone() {
    for (int i = 0; i < 1000; i++) {
      attempts.of(request("0").body(HttpRequestBody.ofJson("x")).build(), options);
    }

    for (int i = 0; i < 100 && attempts.size() > 0; i++) {
      System.gc();
    }

    assertThat(attempts.size()).isZero();
  }

  private static HttpRequest.Builder request(String retryCount) {
    return HttpRequest.builder()
        .method(HttpMethod.POST)
        .baseUrl("http://127.0.0.1")
        .addPathSegments("v1", "messages")
        .putHeader("X-Stainless-Retry-Count", retryCount);
  }
}

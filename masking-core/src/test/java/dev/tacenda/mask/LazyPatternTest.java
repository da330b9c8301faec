package dev.tacenda.mask;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.re2j.Pattern;
import java.util.List;
import org.junit.jupiter.api.Test;

class LazyPatternTest {
  @Test
  void eightThreadsGetPatternsOfTheExpression() throws Exception {
    LazyPattern lazy = LazyPattern.checked("a[b-c]{2,5}");

    List<Pattern> patterns = StandardRulesTest.onEightThreads(lazy::get);

    assertThat(patterns).allMatch(pattern -> pattern.matches("abcb") && !pattern.matches("ab"));
    assertThat(lazy.get()).isSameAs(lazy.get());
  }

  @Test
  void keepsThePatternThatWasCompiledToCheckIt() {
    Pattern compiled = Pattern.compile("ab+");

    assertThat(LazyPattern.of(compiled).get()).isSameAs(compiled);
    assertThat(LazyPattern.of(compiled).regex()).isEqualTo("ab+");
  }
}

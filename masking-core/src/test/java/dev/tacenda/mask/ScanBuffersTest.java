package dev.tacenda.mask;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tacenda.mask.internal.LineMeasure;
import dev.tacenda.mask.internal.LineNeeds;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ScanBuffersTest {
  private final Placeholders placeholders = new Placeholders(TestRules.KEY);
  private final ScanBuffers.Spare spare =
      new ScanBuffers.Spare(1, new ShapeTable(List.of(), List.of()), placeholders);

  @Test
  void serveOneScanAfterTheOther() {
    ScanBuffers first = spare.take(text("a"), 0);
    ScanBuffers meanwhile = spare.take(text("b"), 0);
    spare.putBack(first);

    assertThat(meanwhile).isNotSameAs(first);
    assertThat(spare.take(text("c"), 0)).isSameAs(first);
  }

  @Test
  void beginWithNothingOfTheScanBefore() {
    ScanBuffers buffers = spare.take(text("a"), 0);
    buffers.candidates().set(0);
    spare.putBack(buffers);

    assertThat(spare.take(text("b"), 0).candidates().isEmpty()).isTrue();
  }

  @Test
  void keepNothingOfTheText() throws Exception {
    byte[] text = text("call 030 5550123");
    ScanBuffers buffers = spare.take(text, 0);
    buffers.profile().read(text, 0, text.length);
    assertThat(LineNeeds.of(LineMeasure.DIGITS, 10).andRun(7).areMetBy(buffers.profile())).isTrue();
    assertThat(holds(buffers, text, seen())).isTrue();

    spare.putBack(buffers);

    assertThat(holds(buffers, text, seen())).isFalse();
  }

  @Test
  void areNotKeptIfTheyGrewLarge() {
    ScanBuffers buffers = spare.take(text("a"), 0);
    for (int i = 0; i < 100_000; i++) {
      buffers.hits().add(0, -1, i);
    }
    spare.putBack(buffers);

    assertThat(spare.take(text("b"), 0)).isNotSameAs(buffers);
  }

  private static byte[] text(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static Set<Object> seen() {
    return Collections.newSetFromMap(new IdentityHashMap<>());
  }

  /** Returns true if {@code wanted} can be reached from an object of ours. */
  private static boolean holds(Object object, Object wanted, Set<Object> seen) throws Exception {
    if (object == wanted) {
      return true;
    }
    if (!object.getClass().getName().startsWith("dev.tacenda") || !seen.add(object)) {
      return false;
    }
    for (Field field : object.getClass().getDeclaredFields()) {
      if (!Modifier.isStatic(field.getModifiers()) && !field.getType().isPrimitive()) {
        field.setAccessible(true);
        Object value = field.get(object);
        if (value != null && holds(value, wanted, seen)) {
          return true;
        }
      }
    }
    return false;
  }
}

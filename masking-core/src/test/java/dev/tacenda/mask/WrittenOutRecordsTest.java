package dev.tacenda.mask;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tacenda.mask.internal.shape.ByteClass;
import dev.tacenda.mask.internal.structure.Block;
import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Records of numbers that write out their {@code equals} forget none of their components. */
class WrittenOutRecordsTest {
  @ParameterizedTest
  @ValueSource(classes = {ByteClass.class, NearWords.Seen.class})
  void everyComponentCounts(Class<? extends Record> type) throws Exception {
    RecordComponent[] components = type.getRecordComponents();
    for (int changed = 0; changed < components.length; changed++) {
      assertThat(make(type, changed)).isNotEqualTo(make(type, -1));
      assertThat(make(type, changed)).isEqualTo(make(type, changed));
      assertThat(make(type, changed)).hasSameHashCodeAs(make(type, changed));
    }
  }

  /** Makes a record of ones, with a two for the component that is changed. */
  private static Record make(Class<? extends Record> type, int changed) throws Exception {
    RecordComponent[] components = type.getRecordComponents();
    Class<?>[] types = new Class<?>[components.length];
    Object[] values = new Object[components.length];
    for (int i = 0; i < components.length; i++) {
      int value = i == changed ? 2 : 1;
      types[i] = components[i].getType();
      values[i] = types[i] == long.class ? (Object) (long) value : (Object) value;
    }
    Constructor<? extends Record> constructor = type.getDeclaredConstructor(types);
    constructor.setAccessible(true);
    return constructor.newInstance(values);
  }

  @Test
  void statesDifferWhereTheyMeanSomethingElse() {
    ScanState near =
        new ScanState(
            PemDetector.State.OUTSIDE,
            new NearWords(List.of(new NearWords.Seen(1, 2, 0))),
            OpenNames.NONE,
            Block.NONE);

    assertThat(ScanState.START.forValueOf("password")).isNotEqualTo(ScanState.START);
    assertThat(ScanState.START.forValueOf("password"))
        .isNotEqualTo(ScanState.START.forValueOf("token"));
    assertThat(near).isNotEqualTo(ScanState.START);
    assertThat(near.withSeen(SeenRules.NONE)).isEqualTo(near).hasSameHashCodeAs(near);
  }
}

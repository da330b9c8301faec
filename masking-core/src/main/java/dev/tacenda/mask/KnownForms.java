package dev.tacenda.mask;

import java.util.Arrays;
import java.util.Map;

/** The index of all forms of all known values, with the name and alphabet of each entry. */
@TrustedCode("puts every form of every value into the index")
final class KnownForms {
  private final ValueIndex index = ValueIndex.withSeed(0);
  private String[] names = new String[16];
  private RunAlphabet[] runs = new RunAlphabet[16];
  private boolean space;

  /** Lists the forms of the values, each of which is mapped to its name. */
  KnownForms(Map<ByteKey, String> values) {
    values.forEach((value, name) -> SecretForms.of(value.bytes()).forEach(form -> add(form, name)));
  }

  ValueIndex index() {
    return index;
  }

  String nameOf(int entry) {
    return names[entry];
  }

  RunAlphabet runOf(int entry) {
    return runs[entry];
  }

  boolean holdSpace() {
    return space;
  }

  /** The first value that has a form gives it its name; what widens any of them widens it. */
  private void add(SecretForm form, String name) {
    int before = index.size();
    int entry = index.add(form);
    if (entry < before) {
      runs[entry] = runs[entry].join(form.run());
      return;
    }
    if (entry == names.length) {
      names = Arrays.copyOf(names, entry * 2);
      runs = Arrays.copyOf(runs, entry * 2);
    }
    names[entry] = name;
    space |= form.holds((byte) ' ');
    runs[entry] = form.run();
  }

  @Override
  public String toString() {
    return "KnownForms[" + index.size() + " forms]";
  }
}

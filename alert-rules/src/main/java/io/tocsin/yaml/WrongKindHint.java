package io.tocsin.yaml;

import org.jspecify.annotations.Nullable;

/** Says what somebody probably meant who wrote another kind of value. */
final class WrongKindHint {
  private WrongKindHint() {}

  static @Nullable String of(String expected, YamlNode got) {
    if (expected.equals("text") && got instanceof YamlMapping mapping) {
      return cutAtColon(mapping);
    }
    if (expected.startsWith("a list") && got instanceof YamlScalar scalar && !scalar.isNull()) {
      return "write it as [" + scalar.text() + "]";
    }
    return null;
  }

  /** {@code where: {log.level: ERROR}} was meant as one text that YAML took apart. */
  private static @Nullable String cutAtColon(YamlMapping mapping) {
    if (mapping.entries().size() != 1) {
      return "quote the value, so that YAML does not read its colons";
    }
    YamlMapping.Entry only = mapping.entries().iterator().next();
    if (!(only.value() instanceof YamlScalar value)) {
      return null;
    }
    String whole = only.key().text() + ": " + value.text();
    return "quote the value: '" + whole.replace("'", "''") + "'";
  }
}

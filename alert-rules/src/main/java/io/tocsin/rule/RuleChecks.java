package io.tocsin.rule;

import io.tocsin.diagnostic.Code;
import io.tocsin.diagnostic.Diagnostics;
import io.tocsin.diagnostic.Fragment;
import io.tocsin.diagnostic.Nearest;
import io.tocsin.field.FieldCatalogue;
import io.tocsin.yaml.YamlScalar;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What rules are checked against.
 *
 * @param receivers the names of receivers; null if they are not known, so that none is wrong
 */
record RuleChecks(FieldCatalogue fields, @Nullable Set<String> receivers) {

  /** Orders the names, so that what is said of them is the same each time. */
  RuleChecks {
    receivers = receivers == null ? null : new TreeSet<>(receivers);
  }

  void receiver(YamlScalar name, Diagnostics diagnostics) {
    if (receivers == null || receivers.contains(name.text())) {
      return;
    }
    Fragment text = name.fragment();
    String message = "unknown receiver '" + name.text() + "'";
    String nearest = Nearest.hint(name.text(), receivers);
    String known =
        receivers.isEmpty() ? "none is defined" : "one of " + String.join(", ", receivers);
    diagnostics.error(
        Code.RECEIVER_UNKNOWN, text, text.span(), message, nearest == null ? known : nearest);
  }
}

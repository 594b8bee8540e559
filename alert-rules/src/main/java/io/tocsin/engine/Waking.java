package io.tocsin.engine;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The rules of a group that must be looked at because of what has come. */
final class Waking {
  private final Look look;
  private final GroupLimits limits;

  /** In the order in which they woke, so that what is said is too. */
  private @Nullable Set<String> names;

  Waking(Look look, GroupLimits limits) {
    this.look = look;
    this.limits = limits;
  }

  /** Their names, each once; a copy. */
  List<String> names() {
    return names == null ? List.of() : new ArrayList<>(names);
  }

  boolean isEmpty() {
    return names == null;
  }

  boolean has(String name) {
    return names != null && names.contains(name);
  }

  /** A rule that has a state must be looked at. */
  void add(String name) {
    if (names == null) {
      names = new LinkedHashSet<>();
    }
    names.add(name);
  }

  /**
   * A rule must be looked at, which is given a state if it has none.
   *
   * @return false if the group is beyond the rule's limit, and the rule is not looked at
   */
  boolean add(LiveRule rule) {
    return add(rule, look.store().rule(rule.name()));
  }

  /** The same of a rule whose state is known. */
  boolean add(LiveRule rule, @Nullable RuleState state) {
    if (state == null) {
      if (!limits.admit(rule, look.key())) {
        return false;
      }
      look.store().putRule(rule.name(), RuleState.at(Starts.of(rule, look)));
    }
    add(rule.name());
    return true;
  }
}

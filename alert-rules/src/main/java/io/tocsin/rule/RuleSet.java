package io.tocsin.rule;

import io.tocsin.field.FieldCatalogue;
import io.tocsin.slot.GroupKey;
import io.tocsin.slot.Series;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The rules of a bundle, compiled, and the distinct series that must be counted for them. */
public final class RuleSet {
  private final RuleBundle bundle;
  private final String version;
  private final FieldCatalogue fields;
  private final Map<String, CompiledRule> rules;
  private final Map<Long, Series> series;

  RuleSet(
      RuleBundle bundle,
      FieldCatalogue fields,
      Collection<CompiledRule> rules,
      Collection<Series> series) {
    this.bundle = bundle;
    this.version = bundle.version();
    this.fields = fields;
    Map<String, CompiledRule> byName = new LinkedHashMap<>();
    rules.forEach(rule -> byName.put(rule.name(), rule));
    this.rules = Collections.unmodifiableMap(byName);
    Map<Long, Series> byId = new LinkedHashMap<>();
    series.forEach(each -> byId.putIfAbsent(each.id(), each));
    this.series = Collections.unmodifiableMap(byId);
  }

  /** A set without rules. */
  public static RuleSet empty() {
    return new RuleSet(new RuleBundle(List.of()), FieldCatalogue.ecs(), List.of(), List.of());
  }

  /**
   * Compiles a bundle. Never fails: files with errors are left out, of which {@link RuleFiles#read}
   * says what they are.
   */
  public static RuleSet compile(RuleBundle bundle) {
    return RuleFiles.read(bundle, null).rules();
  }

  /** The same rules, each under its name with a prefix. */
  public RuleSet named(String prefix) {
    return new RuleSet(
        bundle,
        fields,
        rules.values().stream().map(rule -> rule.named(prefix + rule.name())).toList(),
        series.values());
  }

  /** The texts that the rules were compiled from. */
  public RuleBundle bundle() {
    return bundle;
  }

  /** The version of the bundle. */
  public String version() {
    return version;
  }

  /** The fields that the rules were compiled with: those of ECS and the team's own. */
  public FieldCatalogue fields() {
    return fields;
  }

  /** The rules, by file and place in it. */
  public Collection<CompiledRule> rules() {
    return rules.values();
  }

  /** The rule of this name, or null. */
  public @Nullable CompiledRule rule(String name) {
    return rules.get(name);
  }

  /** What must be counted, each once. */
  public Collection<Series> series() {
    return series.values();
  }

  /** The series of this id, or null. */
  public @Nullable Series series(long id) {
    return series.get(id);
  }

  /**
   * The groups that exist without logs: that of each rule without {@code by}, and expected ones.
   */
  public Set<GroupKey> permanentKeys() {
    Set<GroupKey> keys = new LinkedHashSet<>();
    rules.values().forEach(rule -> keys.addAll(rule.permanentKeys()));
    return keys;
  }
}

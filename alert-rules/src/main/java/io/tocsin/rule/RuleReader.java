package io.tocsin.rule;

import io.tocsin.condition.Definitions;
import io.tocsin.diagnostic.Code;
import io.tocsin.diagnostic.Diagnostics;
import io.tocsin.diagnostic.Fragment;
import io.tocsin.slot.SlotWidth;
import io.tocsin.weekly.WeeklyTimes;
import io.tocsin.weekly.WeeklyTimesReader;
import io.tocsin.yaml.MappingReader;
import io.tocsin.yaml.YamlMapping;
import io.tocsin.yaml.YamlNode;
import io.tocsin.yaml.YamlScalar;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the keys of one rule, the defaults of its folder already in place. */
final class RuleReader {
  private static final Rule.ActiveTimes ALWAYS = slot -> true;
  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,99}");
  private static final int MOST_SAMPLES = 100;
  private static final long MOST_GROUPS = 10_000_000;
  private static final Duration LATE = Duration.ofMinutes(5);
  private static final Duration NO_DATA = Duration.ofHours(1);
  private static final Duration MAX_AGE = Duration.ofHours(1);

  private final MappingReader keys;
  private final RuleChecks checks;
  private final Diagnostics diagnostics;

  RuleReader(YamlMapping mapping, RuleChecks checks, Diagnostics diagnostics) {
    this.keys = new MappingReader(mapping, diagnostics);
    this.checks = checks;
    this.diagnostics = diagnostics;
  }

  /** The rule; null if it has no name that it could be known by, which is reported. */
  @Nullable RuleDraft rule() {
    YamlScalar name = name();
    boolean enabled = keys.flag("enabled", true);
    RuleDraft.Deciding deciding = deciding();
    if (keys.any("when") == null) {
      keys.missing("when");
    }
    RuleDraft draft = body(name, true, enabled, deciding);
    keys.finish();
    return draft;
  }

  /** Checks the keys of a {@code _defaults.yaml}, which has no rule of its own. */
  void defaults() {
    FilterParser filters = new FilterParser(checks.fields(), diagnostics);
    Definitions.read(keys.mapping("filters"), null, List.of(), filters, diagnostics);
    body(null, false, true, new RuleDraft.Deciding(null, null, null, null, null));
    keys.finish();
  }

  private @Nullable RuleDraft body(
      @Nullable YamlScalar name, boolean isRule, boolean enabled, RuleDraft.Deciding deciding) {
    GroupKeys groups = new GroupKeys(keys, checks.fields(), diagnostics);
    List<String> by = isRule ? groups.by() : List.of();
    RuleDraft.Counting counting = counting(groups, by, isRule);
    RuleDraft.Times times = times();
    RuleDraft.Message message = message(by, isRule);
    return name == null
        ? null
        : new RuleDraft(name, enabled, message, counting, deciding, times, by);
  }

  private @Nullable YamlScalar name() {
    YamlScalar name = keys.requiredText("name");
    if (name == null || NAME.matcher(name.text()).matches()) {
      return name;
    }
    Fragment text = name.fragment();
    String message = "expected lower-case letters, digits and '-', got '" + name.text() + "'";
    String tamed = name.text().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
    String hint = NAME.matcher(tamed).matches() ? "such as '" + tamed + "'" : null;
    diagnostics.error(Code.RULE_NAME, text, text.span(), message, hint);
    return null;
  }

  private RuleDraft.Deciding deciding() {
    YamlNode when = keys.any("when");
    if (when != null && !(when instanceof YamlScalar) && !(when instanceof YamlMapping)) {
      keys.wrongKind("when", "text or a mapping of levels", when);
      when = null;
    }
    return new RuleDraft.Deciding(
        when,
        keys.text("resolve_when"),
        keys.text("given"),
        keys.text("value"),
        keys.mapping("let"));
  }

  private RuleDraft.Counting counting(GroupKeys groups, List<String> by, boolean isRule) {
    YamlScalar where = isRule ? keys.text("where") : null;
    YamlMapping filters = keys.mapping("filters");
    int samples = (int) keys.integer("samples", 3, 0, MOST_SAMPLES);
    List<String> top = groups.top();
    List<List<String>> expected = isRule ? groups.expected(by) : List.of();
    int limit = 10_000;
    YamlMapping limits = keys.mapping("limits");
    if (limits != null) {
      MappingReader inner = new MappingReader(limits, diagnostics);
      limit = (int) inner.integer("groups", limit, 1, MOST_GROUPS);
      inner.finish();
    }
    boolean rollup = keys.flag("rollup", false);
    return new RuleDraft.Counting(where, filters, samples, top, expected, limit, rollup);
  }

  private RuleDraft.Times times() {
    DurationKeys durations = new DurationKeys(keys, diagnostics);
    SlotWidth width = durations.slot();
    long over = durations.window("over", width);
    return new RuleDraft.Times(
        width,
        over,
        durations.slots("for", Duration.ZERO, width),
        keys.text("for"),
        durations.slots("keep_firing_for", Duration.ZERO, width),
        durations.slots("no_data_for", NO_DATA, width),
        durations.millis("late", LATE),
        durations.millis("wait", Duration.ZERO),
        durations.given("forget_after"),
        keys.text("forget_after"),
        durations.millis("max_age", MAX_AGE));
  }

  private RuleDraft.Message message(List<String> by, boolean isRule) {
    YamlScalar description = isRule ? keys.text("description") : null;
    Map<String, String> labels = TextMaps.texts(TextMaps.scalars(keys, "labels"));
    Map<String, YamlScalar> annotations = TextMaps.scalars(keys, "annotations");
    if (isRule) {
      TemplateCheck templates = new TemplateCheck(by, labels.keySet(), diagnostics);
      annotations.values().forEach(annotation -> templates.check(annotation.fragment()));
    }
    List<YamlScalar> receivers = keys.texts("notify");
    if (receivers != null) {
      receivers.forEach(receiver -> checks.receiver(receiver, diagnostics));
    }
    return new RuleDraft.Message(
        description == null ? "" : description.text(),
        labels,
        TextMaps.texts(annotations),
        receivers == null ? null : receivers.stream().map(YamlScalar::text).toList(),
        shadow(),
        active());
  }

  private Rule.ActiveTimes active() {
    WeeklyTimes times = WeeklyTimesReader.read(keys, "active", diagnostics);
    return times == null ? ALWAYS : times::holds;
  }

  private boolean shadow() {
    YamlScalar mode = keys.text("mode");
    if (mode == null || mode.text().equals("normal")) {
      return false;
    }
    if (!mode.text().equals("shadow")) {
      keys.invalid(mode, "expected normal or shadow, got '" + mode.text() + "'", null);
    }
    return true;
  }
}

package io.tocsin.diagnostic;

/**
 * Every kind of mistake that is reported, each with a section in {@code docs/diagnostics.md}.
 *
 * <p>The letter of an id is the area, and an id once given is never given to another mistake: Y
 * YAML, F fields, K KQL, C conditions, R rules, S settings.
 */
public enum Code {
  // Y: YAML
  YAML_SYNTAX("Y001", "not YAML"),
  YAML_DUPLICATE_KEY("Y002", "key given twice"),
  YAML_TOO_LARGE("Y003", "file too large"),
  YAML_TOO_DEEP("Y004", "nested too deeply"),
  YAML_ALIASES("Y005", "too many aliases"),
  YAML_ENCODING("Y006", "not UTF-8"),
  YAML_UNSUPPORTED("Y007", "a part of YAML that is not supported"),
  KEY_UNKNOWN("Y008", "unknown key"),
  KEY_MISSING("Y009", "missing key"),
  VALUE_KIND("Y010", "wrong kind of value"),
  VALUE_INVALID("Y011", "value that is not allowed"),

  // F: fields
  FIELD_UNKNOWN("F001", "unknown field"),
  FIELD_DEFINITION("F002", "a field's definition cannot be read"),
  FIELD_CONFLICT("F003", "a field defined in two ways"),
  QUANTITY_INVALID("F004", "not a number with a unit"),
  QUANTITY_UNIT("F005", "a unit that does not fit"),

  // K: KQL
  KQL_SYNTAX("K001", "not KQL"),
  KQL_TOO_LARGE("K002", "filter too large"),
  KQL_ESCAPE("K003", "unknown escape"),
  KQL_NULL("K004", "null as a value"),
  KQL_DATE_MATH("K005", "a date relative to now"),
  KQL_TYPE("K006", "a value that does not fit the field"),
  KQL_WILDCARD("K007", "a wildcard that cannot be used"),
  KQL_NEVER("K008", "a filter that never matches"),
  KQL_ALWAYS("K009", "a filter that always matches"),
  KQL_MISREAD("K010", "text that is probably read otherwise than meant"),

  // C: conditions
  CONDITION_SYNTAX("C001", "not a condition"),
  CONDITION_TOO_LARGE("C002", "condition too large"),
  COMPARISON_CHAINED("C003", "a chained comparison"),
  CONDITION_CONSTANT("C004", "a comparison that reads no logs"),
  FUNCTION_UNKNOWN("C005", "unknown function"),
  FUNCTION_ARGUMENT("C006", "an argument that does not fit the function"),
  NAME_UNKNOWN("C007", "unknown name"),
  NAME_INVALID("C008", "a name that cannot be defined"),
  NAME_CYCLE("C009", "a name that is defined by itself"),
  TABLE_INVALID("C010", "a table that cannot be read"),
  EXPRESSION_TYPE("C011", "a number where a condition is wanted, or the reverse"),
  EXPRESSION_UNIT("C012", "units that do not go together"),
  WINDOW_INVALID("C013", "a window that cannot be counted"),
  DIVISION_BY_ZERO("C014", "a division by 0"),

  // R: rules
  RULE_NAME("R001", "not a rule's name"),
  RULE_DUPLICATE("R002", "two rules of one name"),
  DURATION_INVALID("R003", "not a duration"),
  DURATION_SLOTS("R004", "no whole number of slots"),
  DURATION_RANGE("R005", "duration out of range"),
  FORGET_TOO_SHORT("R006", "forgotten before the rule is done with it"),
  FOR_SHORTER_THAN_WINDOW("R007", "'for' shorter than the window"),
  TEMPLATE_SYNTAX("R008", "a template that cannot be read"),
  TEMPLATE_NAME("R009", "a template that names what an alert has not"),
  RECEIVER_UNKNOWN("R010", "unknown receiver"),
  ACTIVE_TIMES("R011", "active times that cannot be read"),
  EXPECT_GROUP("R012", "an expected group that does not fit 'by'"),
  GROUP_FIELD("R013", "a field that logs cannot be grouped by"),
  RULE_CONSTANT("R014", "a rule that always or never holds"),
  STATE_TOO_LARGE("R015", "more state than can be held"),
  RULES_EMPTY("R016", "no rule files"),
  DEFAULTS_REFUSED("R017", "defaults that were refused"),

  // S: settings
  SECRET_WRITTEN("S001", "a secret written in the file");

  private final String id;
  private final String title;

  Code(String id, String title) {
    this.id = id;
    this.title = title;
  }

  /** The letter of the area and a number, such as {@code R014}. */
  public String id() {
    return id;
  }

  /** A few words on what is wrong, as the documentation's heading has them. */
  public String title() {
    return title;
  }
}

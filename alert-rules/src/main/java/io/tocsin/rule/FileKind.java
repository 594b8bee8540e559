package io.tocsin.rule;

/** What a file of the rules' directory is for, by its name. */
enum FileKind {
  /** Rules. */
  RULES,
  /** {@code _defaults.yaml}: defaults for the rules of its folder and below. */
  DEFAULTS,
  /** {@code fields.yaml}: the team's own fields. */
  FIELDS,
  /** Tests of rules, {@code receivers.yaml}, and whatever is no YAML. */
  OTHER;

  static FileKind of(String path) {
    String name = path.substring(path.lastIndexOf('/') + 1);
    if (!name.endsWith(".yaml") && !name.endsWith(".yml")) {
      return OTHER;
    }
    String stem = name.substring(0, name.lastIndexOf('.'));
    if (name.startsWith(".") || stem.endsWith(".test")) {
      return OTHER;
    }
    return switch (stem) {
      case "_defaults" -> DEFAULTS;
      case "fields" -> FIELDS;
      case "receivers" -> OTHER;
      default -> RULES;
    };
  }

  /** Whether other files are read by it. */
  boolean isShared() {
    return this == DEFAULTS || this == FIELDS;
  }
}

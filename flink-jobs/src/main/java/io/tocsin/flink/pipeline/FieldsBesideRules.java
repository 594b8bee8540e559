package io.tocsin.flink.pipeline;

import io.tocsin.diagnostic.Diagnostics;
import io.tocsin.field.FieldCatalogue;
import io.tocsin.flink.source.RulesDirectory;
import io.tocsin.rule.RuleBundle;
import io.tocsin.rule.TeamFields;
import io.tocsin.settings.FieldsOfRules;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.apache.flink.core.fs.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the {@code fields.yaml} beside the rules, on any file system that Flink knows. */
final class FieldsBesideRules implements FieldsOfRules {
  private static final Logger LOG = LoggerFactory.getLogger(FieldsBesideRules.class);

  private List<String> texts = List.of();

  @Override
  public FieldCatalogue at(String rules) {
    Diagnostics diagnostics = new Diagnostics();
    TeamFields fields = TeamFields.read(bundle(rules), diagnostics);
    if (!diagnostics.isEmpty()) {
      LOG.warn("fields.yaml of {}:\n{}", rules, diagnostics.render());
    }
    texts = fields.files().stream().map(RuleBundle.File::text).toList();
    return fields.catalogue();
  }

  /** What was read: without the files that have errors; nothing if it was not asked for. */
  List<String> texts() {
    return texts;
  }

  private static RuleBundle bundle(String rules) {
    try {
      return new RulesDirectory(new Path(rules)).read();
    } catch (IOException e) {
      throw new UncheckedIOException(
          "cannot read the fields.yaml of "
              + rules
              + ", which the filters of 'drop' are checked against: "
              + e.getMessage(),
          e);
    }
  }
}

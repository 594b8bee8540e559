package io.tocsin.rule;

import io.tocsin.diagnostic.Diagnostics;
import io.tocsin.field.FieldCatalogue;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The fields that the rules of a bundle know.
 *
 * @param files the {@code fields.yaml} among its files, without those that have errors
 * @param catalogue those of ECS and of these files
 * @param refused the paths of the {@code fields.yaml} that have errors
 */
public record TeamFields(
    List<RuleBundle.File> files, FieldCatalogue catalogue, Set<String> refused) {

  /** Copies what was read. */
  public TeamFields {
    files = List.copyOf(files);
    refused = Set.copyOf(refused);
  }

  /** Reads them; a file with an error is refused as a whole. */
  public static TeamFields read(RuleBundle bundle, Diagnostics diagnostics) {
    List<RuleBundle.File> files = new ArrayList<>();
    FieldCatalogue fields = FieldCatalogue.ecs();
    Set<String> refused = new HashSet<>();
    for (RuleBundle.File file : bundle.files()) {
      if (FileKind.of(file.path()) == FileKind.FIELDS) {
        Diagnostics found = new Diagnostics();
        FieldCatalogue with = fields.with(file.path(), file.text(), found);
        diagnostics.addAll(found);
        if (found.hasErrors()) {
          refused.add(file.path());
        } else {
          files.add(file);
          fields = with;
        }
      }
    }
    return new TeamFields(files, fields, refused);
  }
}

package io.tocsin.flink.pipeline;

import io.tocsin.diagnostic.Diagnostics;
import io.tocsin.diagnostic.Fragment;
import io.tocsin.document.Document;
import io.tocsin.document.FieldIndex;
import io.tocsin.field.FieldCatalogue;
import io.tocsin.kql.Kql;
import io.tocsin.kql.KqlCompiler;
import io.tocsin.kql.KqlMatcher;
import io.tocsin.kql.KqlParser;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * Which logs are not indexed: those that one of some filters selects. Text, since it travels with
 * the job.
 *
 * @param kql filters that were checked against the fields
 * @param teamFields what the {@code fields.yaml} beside the rules hold
 */
public record DropFilters(List<String> kql, List<String> teamFields) implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Every log is indexed. */
  public static final DropFilters NONE = new DropFilters(List.of(), List.of());

  /** Copies the lists. */
  public DropFilters {
    kql = List.copyOf(kql);
    teamFields = List.copyOf(teamFields);
  }

  /** Filters over the fields of ECS. */
  public static DropFilters of(String... kql) {
    return new DropFilters(List.of(kql), List.of());
  }

  /**
   * Makes what the filters are asked through; it stays in one thread.
   *
   * @throws IllegalArgumentException if one is no KQL; with what is wrong with it
   */
  public Compiled compile() {
    return new Compiled(this);
  }

  /** The filters, compiled. */
  public static final class Compiled {
    private final List<KqlMatcher> matchers = new ArrayList<>();
    private final FieldIndex fields;

    private Compiled(DropFilters filters) {
      Diagnostics diagnostics = new Diagnostics();
      FieldCatalogue catalogue = FieldCatalogue.ecs();
      for (String file : filters.teamFields()) {
        catalogue = catalogue.with("fields.yaml", file, diagnostics);
      }
      FieldIndex.Builder index = FieldIndex.builder();
      KqlCompiler compiler = new KqlCompiler(catalogue, index);
      for (String text : filters.kql()) {
        Kql filter = KqlParser.parse(Fragment.of("drop", text), catalogue, diagnostics);
        if (filter == null) {
          throw new IllegalArgumentException(diagnostics.render());
        }
        matchers.add(compiler.compile(filter));
      }
      fields = index.build();
    }

    /** What a document must show to be asked about. */
    public FieldIndex fields() {
      return fields;
    }

    /** Whether no filter selects this log. */
    public boolean keeps(Document log) {
      for (KqlMatcher matcher : matchers) {
        if (matcher.matches(log)) {
          return false;
        }
      }
      return true;
    }
  }
}

package io.tocsin.match;

import io.tocsin.document.Document;
import io.tocsin.document.FieldIndex;
import io.tocsin.field.FieldCatalogue;
import io.tocsin.kql.Kql;
import io.tocsin.kql.KqlCompiler;
import io.tocsin.kql.KqlMatcher;
import java.util.List;
import java.util.function.IntConsumer;

/** Asks every filter: the reference for what any other set must answer. */
final class ScanningFilterSet implements FilterSet {
  private final KqlMatcher[] matchers;

  private ScanningFilterSet(KqlMatcher[] matchers) {
    this.matchers = matchers;
  }

  static ScanningFilterSet of(
      List<Kql> filters, FieldCatalogue catalogue, FieldIndex.Builder fields) {
    KqlCompiler compiler = new KqlCompiler(catalogue, fields);
    return new ScanningFilterSet(
        filters.stream().map(compiler::compile).toArray(KqlMatcher[]::new));
  }

  @Override
  public int size() {
    return matchers.length;
  }

  @Override
  public void match(Document document, IntConsumer out) {
    for (int i = 0; i < matchers.length; i++) {
      if (matchers[i].matches(document)) {
        out.accept(i);
      }
    }
  }
}

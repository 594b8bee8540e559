package io.tocsin.flink;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** The sink for Elasticsearch is a connector that anybody's job can use. */
class ConnectorTest {
  private static final String CONNECTOR = "io.tocsin.flink.elasticsearch..";

  @Test
  void knowsNothingElseOfThisProject() {
    noClasses()
        .that()
        .resideInAPackage(CONNECTOR)
        .should()
        .dependOnClassesThat(
            resideInAPackage("io.tocsin..")
                .and(resideInAPackage(CONNECTOR).negate().as("not of the connector")))
        .because("docs/architecture.md says that it stands alone")
        .check(
            new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages("io.tocsin.flink"));
  }
}

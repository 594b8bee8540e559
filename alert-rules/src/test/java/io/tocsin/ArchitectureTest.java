package io.tocsin;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The order of the core's packages is the one that {@code docs/architecture.md} shows. */
class ArchitectureTest {
  private static final Pattern ROW = Pattern.compile("(?m)^\\| `([a-z]+)` \\|.*$");
  private static final JavaClasses CORE =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("io.tocsin");

  private static List<String> documentedOrder() throws IOException {
    String page = Files.readString(Path.of("../docs/architecture.md"));
    String table = page.substring(page.indexOf("## Packages of the core"));
    return ROW.matcher(table).results().map(row -> row.group(1)).toList();
  }

  @Test
  void aPackageUsesOnlyThoseAboveItInTheTable() throws IOException {
    List<String> order = documentedOrder();
    for (int i = 0; i < order.size(); i++) {
      String[] below =
          order.subList(i + 1, order.size()).stream()
              .map(name -> "io.tocsin." + name + "..")
              .toArray(String[]::new);
      if (below.length > 0) {
        noClasses()
            .that()
            .resideInAPackage("io.tocsin." + order.get(i) + "..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(below)
            .because("docs/architecture.md lists the packages lowest first")
            .allowEmptyShould(true)
            .check(CORE);
      }
    }
  }

  @Test
  void everyPackageIsInTheTable() throws IOException {
    List<String> packages =
        CORE.stream()
            .map(each -> each.getPackageName().replaceFirst("^io\\.tocsin\\.?", ""))
            .map(name -> name.contains(".") ? name.substring(0, name.indexOf('.')) : name)
            .filter(name -> !name.isEmpty())
            .distinct()
            .toList();

    assertThat(documentedOrder()).containsAll(packages);
  }

  @Test
  void theCoreHasNoClock() {
    noClasses()
        .should()
        .callMethod(Instant.class, "now")
        .orShould()
        .callMethod(System.class, "currentTimeMillis")
        .orShould()
        .callMethod(System.class, "nanoTime")
        .orShould()
        .callMethod(Clock.class, "systemUTC")
        .orShould()
        .callMethod(Clock.class, "systemDefaultZone")
        .because("time is an argument in the core")
        .check(CORE);
  }

  @Test
  void theCoreStartsNoThread() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .haveFullyQualifiedName("java.lang.Thread")
        .orShould()
        .dependOnClassesThat()
        .haveNameMatching("java\\.util\\.concurrent\\..*Executor.*")
        .because("threads are the jobs'")
        .check(CORE);
  }
}

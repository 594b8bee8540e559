package io.tocsin.diagnostic;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestTest {
  private static final List<String> NAMES =
      List.of("when", "where", "over", "status", "service.name", "by");

  @ParameterizedTest
  @CsvSource({
    "wher, where",
    "wehre, where",
    "staus, status",
    "service.nmae, service.name",
    "ovr, over",
    "yb, by",
    "colour,",
    "x,",
    "http.request,"
  })
  void findsTheNameThatWasMeant(String written, String meant) {
    assertThat(Nearest.to(written, NAMES)).isEqualTo(meant);
  }

  @ParameterizedTest
  @CsvSource({"staus, did you mean 'status'?", "colour,"})
  void hintsOnlyAtWhatIsNear(String written, String hint) {
    assertThat(Nearest.hint(written, NAMES)).isEqualTo(hint);
  }
}

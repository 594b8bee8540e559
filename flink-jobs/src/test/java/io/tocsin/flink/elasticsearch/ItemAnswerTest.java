package io.tocsin.flink.elasticsearch;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.flink.elasticsearch.ItemAnswer.Verdict;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ItemAnswerTest {

  @ParameterizedTest
  @CsvSource({
    "create, 201, DONE",
    "index, 200, DONE",
    "create, 409, ALREADY_DONE",
    "versioned, 409, ALREADY_DONE",
    "update, 409, RETRY",
    "create, 429, RETRY",
    "create, 502, RETRY",
    "create, 503, RETRY",
    "create, 504, RETRY",
    "create, 400, REFUSED",
    "create, 403, REFUSED",
    "update, 404, REFUSED",
    "create, 413, REFUSED",
    "create, 500, REFUSED",
  })
  void theStatusDecides(String operation, int status, Verdict verdict) {
    assertThat(new ItemAnswer(status, null, null).verdict(entry(operation))).isEqualTo(verdict);
  }

  private static BulkEntry entry(String operation) {
    byte[] document = new byte[0];
    return switch (operation) {
      case "create" -> BulkEntry.create("t", "1", document);
      case "update" -> BulkEntry.update("t", "1", document);
      case "versioned" -> BulkEntry.index("t", "1", document).withVersion(1);
      default -> BulkEntry.index("t", "1", document);
    };
  }
}

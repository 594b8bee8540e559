package io.tocsin.flink.elasticsearch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class BulkBodyTest {
  private static final byte[] DOCUMENT = "{\"a\":1}".getBytes(UTF_8);

  @Test
  void hasTwoLinesForEachEntry() {
    assertThat(
            body(
                BulkEntry.create("logs-a-b", "1", DOCUMENT),
                BulkEntry.index("alerts", "2", DOCUMENT).withVersion(7)))
        .isEqualTo(
            """
            {"create":{"_index":"logs-a-b","_id":"1"}}
            {"a":1}
            {"index":{"_index":"alerts","_id":"2","version_type":"external_gte","version":7}}
            {"a":1}
            """);
  }

  @Test
  void anUpdateMakesTheDocumentIfThereIsNone() {
    assertThat(body(BulkEntry.update("alerts", "2", DOCUMENT)))
        .isEqualTo(
            """
            {"update":{"_index":"alerts","_id":"2","retry_on_conflict":3}}
            {"doc_as_upsert":true,"doc":{"a":1}}
            """);
  }

  @Test
  void anIdMayBeLeftToElasticsearch() {
    BulkEntry entry =
        new BulkEntry(
            BulkEntry.Operation.CREATE, "logs-a-b", null, null, DOCUMENT, new byte[0], false);

    assertThat(body(entry)).startsWith("{\"create\":{\"_index\":\"logs-a-b\"}}\n");
  }

  @Test
  void quotesWhatNamesHold() {
    assertThat(body(BulkEntry.create("a\"b", "x\\\né", DOCUMENT)))
        .startsWith("{\"create\":{\"_index\":\"a\\\"b\",\"_id\":\"x\\\\\\né\"}}\n");
  }

  @Test
  void aDocumentOfSeveralLinesBecomesOne() {
    byte[] pretty = "{\n  \"a\": 1\r\n}".getBytes(UTF_8);

    assertThat(body(BulkEntry.create("i", "1", pretty))).endsWith("\n{   \"a\": 1  }\n");
    assertThat(new String(pretty, UTF_8)).contains("\n");
  }

  private static String body(BulkEntry... entries) {
    return new String(
        BulkBody.of(List.of(entries).stream().map(e -> new PendingEntry(e, 0)).toList()), UTF_8);
  }
}

package io.tocsin.flink.elasticsearch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.HexFormat;
import java.util.List;
import org.apache.flink.connector.base.sink.writer.BufferedRequestState;
import org.apache.flink.connector.base.sink.writer.RequestEntryWrapper;
import org.junit.jupiter.api.Test;

class PendingEntrySerializerTest {
  /** What version 1 wrote, so that a checkpoint of today is read for ever. */
  private static final String VERSION_1 =
      "ffffffffffffffff00000001000000000000004b0006637265617465000000016901000000026964000000000"
          + "27b7d000000016f0000000000000005";

  private final PendingEntrySerializer serializer = new PendingEntrySerializer();

  @Test
  void givesBackEveryKindOfEntry() throws IOException {
    byte[] document = "{\"é\":1}".getBytes(UTF_8);
    List<BulkEntry> entries =
        List.of(
            BulkEntry.create("logs-a-b", "1", document).withOrigin(new byte[] {1, 2}),
            BulkEntry.index("alerts", "ü", document).withVersion(Long.MAX_VALUE),
            BulkEntry.update("alerts", "3", document),
            new BulkEntry(
                BulkEntry.Operation.CREATE, "t", null, null, document, new byte[0], false));

    byte[] bytes =
        serializer.serialize(
            new BufferedRequestState<>(
                entries.stream()
                    .map(entry -> new RequestEntryWrapper<>(new PendingEntry(entry, 42), 99))
                    .toList()));

    assertThat(serializer.deserialize(1, bytes).getBufferedRequestEntries())
        .usingRecursiveComparison()
        .isEqualTo(
            entries.stream()
                .map(entry -> new RequestEntryWrapper<>(new PendingEntry(entry, 42), 99))
                .toList());
  }

  @Test
  void readsWhatVersion1Wrote() throws IOException {
    PendingEntry expected =
        new PendingEntry(
            BulkEntry.create("i", "id", "{}".getBytes(UTF_8)).withOrigin("o".getBytes(UTF_8)), 5);

    assertThat(serializer.deserialize(1, HexFormat.of().parseHex(VERSION_1)))
        .usingRecursiveComparison()
        .isEqualTo(new BufferedRequestState<>(List.of(new RequestEntryWrapper<>(expected, 75))));
  }

  @Test
  void refusesAVersionThatItDoesNotKnow() {
    assertThatThrownBy(() -> serializer.deserialize(2, new byte[0]))
        .isInstanceOf(IOException.class)
        .hasMessage("the checkpoint holds entries of version 2, expected 1");
  }
}

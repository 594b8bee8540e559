package io.tocsin.sandbox.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileFeedTest {

  @TempDir Path directory;

  @Test
  void linesComeInTheirOrderAsTheyAreAndNoneIsLost() throws IOException {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < 3 * FileFeed.RATE / 2; i++) {
      lines.add("{\"@timestamp\":\"2015-05-17T10:05:03Z\",\"n\":" + i + "}");
    }
    Path file = Files.write(directory.resolve("logs.ndjson"), lines);
    List<String> sent = new ArrayList<>();
    try (FileFeed feed = new FileFeed(file)) {
      emit(feed, Duration.ofSeconds(1), sent);
      assertThat(sent).hasSize(FileFeed.RATE);
      assertThat(feed.isOver()).isFalse();

      emit(feed, Duration.ofSeconds(2), sent);
      assertThat(feed.isOver()).isTrue();
    }
    assertThat(sent).isEqualTo(lines);
  }

  @Test
  void anEmptyFileIsNamed() throws IOException {
    Path file = Files.createFile(directory.resolve("empty.ndjson"));

    assertThatThrownBy(() -> new FileFeed(file)).hasMessageContaining("empty.ndjson is empty");
  }

  private static void emit(FileFeed feed, Duration at, List<String> sent) {
    feed.emit(at, Instant.EPOCH, log -> sent.add(new String(log, StandardCharsets.UTF_8)));
  }
}

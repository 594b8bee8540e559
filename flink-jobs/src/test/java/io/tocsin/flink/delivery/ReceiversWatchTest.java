package io.tocsin.flink.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReceiversWatchTest {
  private static final String GOOD =
      "{default: hook, receivers: {hook: {webhook: {url: 'http://localhost:1'}}}}";

  @TempDir Path directory;
  private Path file;
  private ReceiversWatch watch;

  @BeforeEach
  void begin() {
    file = directory.resolve("receivers.yaml");
    watch = new ReceiversWatch(file.toString(), true);
  }

  private @Nullable ReceiversRead read(String text) throws Exception {
    Files.writeString(file, text);
    return watch.poll(5);
  }

  @Test
  void saysWhatItFindsAtFirstAndAChangeOnceItWasReadTwice() throws Exception {
    assertThat(read(GOOD))
        .isEqualTo(new ReceiversRead(new ReceiversText(file.toString(), GOOD), null, 5));
    assertThat(read(GOOD)).isNull();

    String changed = GOOD.replace(":1'", ":2'");
    assertThat(read(changed)).isNull();
    assertThat(read(changed))
        .isEqualTo(new ReceiversRead(new ReceiversText(file.toString(), changed), null, 5));
    assertThat(read(changed)).isNull();
  }

  @Test
  void aFileThatIsStillWrittenIsNotTaken() throws Exception {
    assertThat(read(GOOD)).isNotNull();
    assertThat(read("{default")).isNull();
    assertThat(read("{default: hook, recei")).isNull();
    assertThat(read(GOOD)).isNull();
    assertThat(read(GOOD)).isNull();
  }

  @Test
  void whatIsWrongIsSaidWithItsPlace() throws Exception {
    assertThat(read(GOOD)).isNotNull();
    assertThat(read(GOOD.replace("webhook", "webhok"))).isNull();
    assertThat(read(GOOD.replace("webhook", "webhok")))
        .satisfies(
            read -> {
              assertThat(read.refusal()).contains("receivers.yaml:1:").contains("webhok");
            });

    Files.delete(file);
    assertThat(watch.poll(6)).isNull();
    assertThat(watch.poll(7))
        .satisfies(read -> assertThat(read.refusal()).contains("cannot be read"));
  }

  @Test
  void aFileThatComesLaterIsTakenAndFromThenOnMissed() throws Exception {
    watch = new ReceiversWatch(file.toString(), false);
    assertThat(watch.poll(1)).isNull();
    assertThat(watch.poll(2)).isNull();
    assertThat(read(GOOD))
        .isEqualTo(new ReceiversRead(new ReceiversText(file.toString(), GOOD), null, 5));

    Files.delete(file);
    assertThat(watch.poll(6)).isNull();
    assertThat(watch.poll(7))
        .satisfies(read -> assertThat(read.refusal()).contains("cannot be read"));
  }

  @Test
  void aFileThatShouldBeThereIsMissedAtOnce() {
    assertThat(watch.poll(1))
        .satisfies(read -> assertThat(read.refusal()).contains("cannot be read"));
  }
}

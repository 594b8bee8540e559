package io.tocsin.notify;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnswerTest {
  private static final long NOW = Instant.parse("2026-11-20T10:00:00Z").toEpochMilli();

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      quoteCharacter = '#',
      value = {
        "200, -, ok, Taken[thread=null]",
        "204, -, ##, Taken[thread=null]",
        "200, -, {\"ok\": true}, Taken[thread=null]",
        "200, -, {\"ok\": false}, Refused[reason=status 200: {\"ok\": false}]",
        "200, -, {broken, Taken[thread=null]",
        "301, -, ##, Refused[reason=status 301]",
        "400, -, no_text, Refused[reason=status 400: no_text]",
        "404, 5, ##, Refused[reason=status 404]",
        "408, -, ##, 'Later[reason=status 408; after=null; everything=false]'",
        "429, -, ##, 'Later[reason=status 429; after=null; everything=true]'",
        "429, 30, ##, 'Later[reason=status 429; after=PT30S; everything=true]'",
        "429, Fri. 20 Nov 2026 10:00:07 GMT, ##, 'Later[reason=status 429; after=PT7S; everything=true]'",
        "429, Fri. 20 Nov 2026 09:00:00 GMT, ##, 'Later[reason=status 429; after=PT0S; everything=true]'",
        "429, 999999999, ##, 'Later[reason=status 429; after=PT1H; everything=true]'",
        "429, soon, ##, 'Later[reason=status 429; after=null; everything=true]'",
        "500, -, oops, 'Later[reason=status 500: oops; after=null; everything=false]'",
        "503, -, ##, 'Later[reason=status 503; after=null; everything=true]'",
      })
  void statusHeaderAndBodyDecide(
      int status, @Nullable String retryAfter, String body, String expected) {
    String header = retryAfter == null ? null : retryAfter.replace('.', ',');

    assertThat(Answer.of(status, header, body, NOW).toString().replace(',', ';'))
        .isEqualTo(expected.replace("'", ""));
  }

  @Test
  void aReceiverInTroubleIsLeftAloneForLongerEachTime() {
    Pace pace = Pace.FREE;
    long before = 0;
    for (int failures = 1; failures <= 5; failures++) {
      pace = new Pace(pace.failures(), 0).answered(Answer.none("timeout"), "team-hook", NOW);
      assertThat(pace.notBefore() - NOW).isGreaterThan(before);
      before = pace.notBefore() - NOW;
    }
    assertThat(pace.answered(new Answer.Taken(), "team-hook", NOW).failures()).isZero();
  }

  @Test
  void aMessageInTroubleDoesNotHoldBackTheOthers() {
    Answer serverError = new Answer.Later("status 500", null, false);

    assertThat(Pace.FREE.answered(serverError, "team-hook", NOW)).isEqualTo(Pace.FREE);
  }

  @Test
  void requestsKeepTheChannelsDistance() {
    assertThat(Pace.FREE.started(Duration.ofSeconds(1), NOW).notBefore()).isEqualTo(NOW + 1_000);
  }

  @Test
  void theBackoffGrowsToAMinuteAFifthMoreOrLess() {
    for (int failures = 1; failures < 100; failures++) {
      long plain = Math.min(60_000, 1_000L << Math.min(failures - 1, 10));
      assertThat(Backoff.millis(failures, "x")).isBetween(plain * 8 / 10, plain * 12 / 10);
    }
  }
}

package io.tocsin.cli;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Asks processes for their metrics four times a second, as sixty of the usual Prometheus would.
 * Asking without a pause takes both cores of a small machine, and shows nothing else.
 */
final class Scrapes implements AutoCloseable {
  private static final int PAUSE_MILLIS = 250;

  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
  private final AtomicLong unanswered = new AtomicLong();
  private final List<AtomicLong> answered = new ArrayList<>();
  private final ScheduledExecutorService threads;

  /**
   * Begins.
   *
   * @param addresses such as {@code 127.0.0.1:9249}
   */
  Scrapes(Collection<String> addresses) {
    threads = Executors.newScheduledThreadPool(Math.max(1, addresses.size()));
    for (String address : addresses) {
      AtomicLong count = new AtomicLong();
      answered.add(count);
      URI uri = URI.create("http://" + address + "/metrics");
      var unused =
          threads.scheduleWithFixedDelay(
              () -> scrape(uri, count), 0, PAUSE_MILLIS, TimeUnit.MILLISECONDS);
    }
  }

  private void scrape(URI uri, AtomicLong count) {
    HttpRequest request = HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(30)).build();
    try {
      int status = http.send(request, HttpResponse.BodyHandlers.ofString()).statusCode();
      (status == 200 ? count : unanswered).incrementAndGet();
    } catch (IOException killed) {
      // Whoever is asked is killed now and then; it will be back.
      unanswered.incrementAndGet();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** How often each has answered. */
  List<Long> answered() {
    return answered.stream().map(AtomicLong::get).toList();
  }

  /** How often one of them has not, being dead. */
  long unanswered() {
    return unanswered.get();
  }

  @Override
  public void close() throws InterruptedException {
    threads.shutdownNow();
    if (!threads.awaitTermination(60, TimeUnit.SECONDS)) {
      throw new IllegalStateException("scrapes do not end");
    }
  }
}

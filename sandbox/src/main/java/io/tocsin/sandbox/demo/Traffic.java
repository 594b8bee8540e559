package io.tocsin.sandbox.demo;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * Logs of a small shop in ECS JSON, of which incidents change some. The same seed gives the same
 * logs.
 *
 * <p>Without an incident no rule should ever fire: errors are rare, spread over hosts and services;
 * failed logins come from many addresses; every service logs many times a minute.
 */
final class Traffic {

  private static final JsonFactory JSON = new JsonFactory();
  private static final double LOGIN_SHARE = 0.02;
  private static final double MAILER_SHARE = 0.01;
  private static final double WARNING_SHARE = 0.01;
  private static final double ERROR_SHARE = 0.0002;
  private static final double NOT_FOUND_SHARE = 0.02;
  private static final double FAILED_LOGIN_SHARE = 0.03;
  private static final double FINAL_ERROR_RATIO = 0.4;

  /** The part of an incident in which the ratio rises; then it stays. */
  private static final double RISE = 0.25;

  private final List<Incident> incidents;
  private final Random random;

  Traffic(List<Incident> incidents, long seed) {
    this.incidents = List.copyOf(incidents);
    random = new Random(seed);
  }

  /**
   * The next log of the background.
   *
   * @param at since the traffic began
   * @param timestamp its event time
   * @return null where an incident keeps it from being written
   */
  byte @Nullable [] background(Duration at, Instant timestamp) {
    double kind = random.nextDouble();
    if (kind < MAILER_SHARE) {
      return active(Incident.Kind.SILENCE, at) == null ? mail(timestamp) : null;
    }
    if (kind < MAILER_SHARE + LOGIN_SHARE) {
      boolean failed = random.nextDouble() < FAILED_LOGIN_SHARE;
      return login(timestamp, address(), one(Shop.USERS), failed);
    }
    return request(at, timestamp);
  }

  /** A log that an incident adds to the background. */
  byte[] added(Incident incident, Instant timestamp) {
    return switch (incident.kind()) {
      case ERROR_BURST ->
          failure(
              timestamp,
              Shop.CHECKOUT,
              incident.marks().stream().filter(Shop.HOSTS::contains).findFirst().orElseThrow());
      case BRUTE_FORCE ->
          login(
              timestamp,
              incident.marks().stream().filter(m -> m.contains(".")).findFirst().orElseThrow(),
              "admin",
              true);
      case ERROR_RATIO, SILENCE ->
          throw new IllegalArgumentException(incident.kind() + " adds no logs");
    };
  }

  /** How many logs a second an incident adds to the background. */
  static int addedPerSecond(Incident.Kind kind) {
    return switch (kind) {
      case ERROR_BURST -> 25;
      case BRUTE_FORCE -> 10;
      case ERROR_RATIO, SILENCE -> 0;
    };
  }

  private byte[] request(Duration at, Instant timestamp) {
    String service = one(Shop.SERVICES);
    String host = one(Shop.HOSTS);
    if (service.equals(Shop.PAYMENTS)) {
      Incident ratio = active(Incident.Kind.ERROR_RATIO, at);
      if (ratio != null && random.nextDouble() < errorRatio(ratio, at)) {
        return answered(timestamp, service, host, 502, "warn", "card processor did not answer");
      }
    }
    double luck = random.nextDouble();
    if (luck < ERROR_SHARE) {
      return answered(timestamp, service, host, 500, "error", "unexpected end of stream");
    }
    if (luck < ERROR_SHARE + WARNING_SHARE) {
      return answered(timestamp, service, host, 200, "warn", "retried after a lost connection");
    }
    if (luck < ERROR_SHARE + WARNING_SHARE + NOT_FOUND_SHARE) {
      return answered(timestamp, service, host, 404, "info", "not found");
    }
    return answered(timestamp, service, host, 200, "info", "answered");
  }

  private static double errorRatio(Incident incident, Duration at) {
    return FINAL_ERROR_RATIO * Math.min(1, incident.progress(at) / RISE);
  }

  /** A log of a request that failed. */
  byte[] failure(Instant timestamp, String service, String host) {
    return answered(
        timestamp,
        service,
        host,
        503,
        "error",
        "cannot reserve stock: connection to inventory-db refused");
  }

  private byte[] answered(
      Instant timestamp, String service, String host, int status, String level, String what) {
    String path = one(Shop.PATHS);
    // Most answers take some tens of milliseconds, hardly one a second.
    long nanos = (long) (Math.exp(random.nextGaussian() * 0.5) * 40_000_000);
    return write(
        timestamp,
        level,
        service,
        host,
        json -> {
          json.writeObjectFieldStart("event");
          json.writeStringField("dataset", service + ".requests");
          json.writeNumberField("duration", nanos);
          json.writeEndObject();
          json.writeObjectFieldStart("http");
          json.writeObjectFieldStart("request");
          json.writeStringField("method", "GET");
          json.writeEndObject();
          json.writeObjectFieldStart("response");
          json.writeNumberField("status_code", status);
          json.writeEndObject();
          json.writeEndObject();
          json.writeObjectFieldStart("url");
          json.writeStringField("path", path);
          json.writeEndObject();
          json.writeObjectFieldStart("source");
          json.writeStringField("ip", address());
          json.writeEndObject();
          json.writeStringField(
              "message", "GET %s %d in %d ms: %s".formatted(path, status, nanos / 1_000_000, what));
        });
  }

  private byte[] login(Instant timestamp, String address, String user, boolean failed) {
    return write(
        timestamp,
        failed ? "warn" : "info",
        Shop.AUTH,
        one(Shop.HOSTS),
        json -> {
          json.writeObjectFieldStart("event");
          json.writeStringField("dataset", "auth.logins");
          json.writeStringField("category", "authentication");
          json.writeStringField("action", "login");
          json.writeStringField("outcome", failed ? "failure" : "success");
          json.writeEndObject();
          json.writeObjectFieldStart("source");
          json.writeStringField("ip", address);
          json.writeEndObject();
          json.writeObjectFieldStart("user");
          json.writeStringField("name", user);
          json.writeEndObject();
          json.writeStringField(
              "message",
              "login of %s from %s %s"
                  .formatted(user, address, failed ? "failed: wrong password" : "succeeded"));
        });
  }

  private byte[] mail(Instant timestamp) {
    return write(
        timestamp,
        "info",
        Shop.MAILER,
        Shop.HOSTS.get(0),
        json -> {
          json.writeObjectFieldStart("event");
          json.writeStringField("dataset", "mailer.deliveries");
          json.writeEndObject();
          json.writeStringField("message", "order confirmation sent to " + one(Shop.USERS));
        });
  }

  @FunctionalInterface
  private interface Fields {
    void writeTo(JsonGenerator json) throws IOException;
  }

  private static byte[] write(
      Instant timestamp, String level, String service, String host, Fields fields) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
    try (JsonGenerator json = JSON.createGenerator(bytes)) {
      json.writeStartObject();
      json.writeStringField("@timestamp", timestamp.toString());
      json.writeObjectFieldStart("log");
      json.writeStringField("level", level);
      json.writeEndObject();
      json.writeObjectFieldStart("service");
      json.writeStringField("name", service);
      json.writeEndObject();
      json.writeObjectFieldStart("host");
      json.writeStringField("name", host);
      json.writeEndObject();
      fields.writeTo(json);
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory", e);
    }
    return bytes.toByteArray();
  }

  private @Nullable Incident active(Incident.Kind kind, Duration at) {
    for (Incident incident : incidents) {
      if (incident.kind() == kind && incident.isActive(at)) {
        return incident;
      }
    }
    return null;
  }

  /** One of some sixty thousand addresses. */
  private String address() {
    return "198.18." + random.nextInt(256) + "." + random.nextInt(1, 255);
  }

  private String one(List<String> choices) {
    return choices.get(random.nextInt(choices.size()));
  }
}

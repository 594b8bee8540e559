package io.tocsin.document;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;

/** Random records: JSON of any shape and spelling, the same with faults, and plain noise. */
final class RandomRecords {
  private static final List<String> NAMES =
      List.of(
          "a",
          "b",
          "c",
          "a.b",
          "a.b.c",
          "b.a",
          "@timestamp",
          "timestamp",
          "message",
          "msg",
          "log",
          "log.level",
          "level",
          "severity",
          "host",
          "host.name",
          "name",
          "hostname",
          "service",
          "service.name",
          "event",
          "dataset",
          "event.dataset",
          "data_stream",
          "labels",
          "error",
          "",
          ".",
          "a.",
          ".a",
          "a..b",
          " ",
          "x\\u0061",
          "\\u0061",
          "lo\\u0067.level",
          "\u00e9",
          "\\ud83d\\ude00",
          "\\ud800",
          "password",
          "secret",
          "resourceLogs",
          "a\\u002eb",
          "a\\tb");

  private static final List<String> VALUES =
      List.of(
          "0",
          "-0",
          "1",
          "-1",
          "12.5",
          "1e3",
          "1E-2",
          "-0.0",
          "9223372036854775807",
          "-9223372036854775808",
          "9223372036854775808",
          "12345678901234567890123",
          "1e308",
          "1e309",
          "-1e400",
          "1e-400",
          "0.1000",
          "true",
          "false",
          "null",
          "NaN",
          "Infinity",
          "-Infinity",
          "\"\"",
          "\"x\"",
          "\"error\"",
          "\"Warning\"",
          "\" crit \"",
          "\"\\u0045rror\"",
          "\"line with \\\"quotes\\\" and \\\\ and \\/ and \\b\\f\\n\\r\\t\"",
          "\"\\u00e9\\u4e2d\"",
          "\"\u00e9\u4e2d\uD83D\uDE00\"",
          "\"\\ud83d\\ude00\"",
          "\"\\ud800\"",
          "\"\\udc00x\"",
          "\"\\ud800\\u0041\"",
          "\"tab\there\"",
          "\"2026-11-20T10:04:03.123Z\"",
          "\"2026-11-20T10:04:03+01:00\"",
          "\"2026-11-20T10:20:00Z\"",
          "1795169000",
          "1795169000.123456",
          "1795169000123",
          "99999999999999999999",
          "\"1795169000\"",
          "\"yesterday\"",
          "3",
          "50",
          "\"{\\\"a\\\":1}\"",
          "4111111111111111",
          "\"4111 1111 1111 1111\"",
          "\"a b=c password=x\"",
          "\"10.0.0.1\"");

  private static final List<String> TAME_NAMES =
      NAMES.stream().filter(name -> name.matches("[@a-z_]+(\\.[a-z]+)*")).toList();

  private static final List<String> TAME_VALUES =
      VALUES.stream().filter(value -> !value.matches(".*(NaN|Infinity|e-?[34]).*")).toList();

  private static final List<String> FAULTS =
      List.of(
          "{",
          "}",
          "[",
          "]",
          ",",
          ":",
          "\"",
          "\\",
          "\\u",
          "\\ud8",
          "\\x",
          "'",
          "/*",
          "//",
          "nul",
          "tru",
          "-",
          "+1",
          "01",
          "1.",
          ".5",
          "1e",
          "0x1",
          " ",
          "\n",
          "\u0000",
          "\u0001",
          "NaN",
          "Inf",
          "-Inf",
          "+Infinity",
          "\uFEFF",
          "\u2028",
          "#");

  private final Random random;

  /** Names and values without anything rare. */
  private boolean tame;

  RandomRecords(Random random) {
    this.random = random;
  }

  /** Records that half of the time have no rare names and values. */
  byte[] nextTamer() {
    tame = random.nextBoolean();
    byte[] record = next();
    tame = false;
    return record;
  }

  byte[] next() {
    int kind = random.nextInt(10);
    if (kind == 0) {
      byte[] noise = new byte[random.nextInt(40)];
      random.nextBytes(noise);
      return noise;
    }
    byte[] json = json().getBytes(StandardCharsets.UTF_8);
    if (kind >= 6) {
      return json;
    }
    return kind == 1 ? withByte(json) : withFault(new String(json, StandardCharsets.UTF_8));
  }

  /** Valid JSON, apart from NaN and infinities. */
  String json() {
    StringBuilder json = new StringBuilder();
    object(json, 0);
    return json.toString();
  }

  private byte[] withByte(byte[] json) {
    byte[] changed = json.clone();
    changed[random.nextInt(changed.length)] = (byte) random.nextInt(256);
    return changed;
  }

  private byte[] withFault(String json) {
    int at = random.nextInt(json.length() + 1);
    int to = random.nextBoolean() ? at : Math.min(json.length(), at + 1 + random.nextInt(3));
    String changed =
        switch (random.nextInt(3)) {
          case 0 -> json.substring(0, at);
          case 1 -> json.substring(0, at) + json.substring(to);
          default -> json.substring(0, at) + pick(FAULTS) + json.substring(to);
        };
    return changed.getBytes(StandardCharsets.UTF_8);
  }

  private void object(StringBuilder json, int depth) {
    json.append('{');
    int fields = random.nextInt(depth == 0 ? 9 : 4);
    for (int i = 0; i < fields; i++) {
      json.append(i == 0 ? "" : ",");
      space(json);
      json.append('"').append(pick(tame ? TAME_NAMES : NAMES)).append('"');
      space(json);
      json.append(':');
      space(json);
      value(json, depth + 1);
      space(json);
    }
    json.append('}');
  }

  private void value(StringBuilder json, int depth) {
    int kind = random.nextInt(10);
    if (kind < 2 && depth < 6) {
      object(json, depth);
    } else if (kind == 2 && depth < 6) {
      json.append('[');
      int elements = random.nextInt(4);
      for (int i = 0; i < elements; i++) {
        json.append(i == 0 ? "" : ",");
        space(json);
        value(json, depth + 1);
      }
      space(json);
      json.append(']');
    } else {
      json.append(pick(tame ? TAME_VALUES : VALUES));
    }
  }

  private void space(StringBuilder json) {
    if (random.nextInt(6) == 0) {
      json.append(pick(List.of(" ", "\n", "\t", "\r\n  ")));
    }
  }

  private String pick(List<String> from) {
    return from.get(random.nextInt(from.size()));
  }
}

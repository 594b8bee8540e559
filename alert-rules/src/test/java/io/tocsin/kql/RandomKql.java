package io.tocsin.kql;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tocsin.field.FieldCatalogue;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Random filters and logs over the fields of {@link KqlSamples}, from few values, so that filters
 * and logs meet, and odd ones, so that they meet oddly.
 */
public final class RandomKql {
  private static final Map<String, List<String>> VALUES =
      Map.ofEntries(
          Map.entry(
              "tier", List.of("gold", "Gold", "gold card", "", "10", "9", "a:b", "knot", "é")),
          Map.entry("log.level", List.of("ERROR", "error", "WARN", "true", "x and y", "*", "a*b")),
          Map.entry(
              "note",
              List.of(
                  "read timeout",
                  "Read Timeout after 5.5 s",
                  "time-out of read; timeout",
                  "don't",
                  "...",
                  "foo_bar.baz:qux 1,000",
                  "größe Größe",
                  "日本 語",
                  "a b a b c")),
          Map.entry("took", List.of("5", "5.7", "-1", "500", "9007199254740993", "0", "1e3")),
          Map.entry("ratio", List.of("0.1", "5", "-2.5", "1e3", "0")),
          Map.entry("paid", List.of("true", "false")),
          Map.entry(
              "due",
              List.of("2026-11-20", "2026-11-20T10:05:00Z", "2026-11", "2026", "1793000000000")),
          Map.entry(
              "peer", List.of("10.0.0.1", "10.2.3.4", "::1", "2001:db8::7", "10.0.0.0/8", "::/1")),
          Map.entry("own.field", List.of("5", "five", "x y", "true")));

  /** What logs hold where they should not, or spell as nobody should. */
  private static final Map<String, List<String>> ODD =
      Map.of(
          "took",
          List.of(
              " 5", "5.", "+5", "0x10", "", "NaN", "5e-1", "1e400", "99999999999999999999", ".5"),
          "ratio",
          List.of(" 5 ", "5d", "", "NaN", "Infinity", "-0.0", "1e400", "0x1p3", "5.", "+.5"),
          "paid",
          List.of("", "True", "on", "0", " true"),
          "due",
          List.of(
              "2026-11-20T10:05:00.123456789Z",
              "2026-11-20T10",
              "2026-11-20T10Z",
              "2026-11-20T",
              "2026-11-20T11:05:00+0100",
              "2026-11-20T11:05:00+01",
              "2026-11-20T10:05:00,5Z",
              "2026-11-20t10:05:00z",
              "2026-11-20 10:05:00",
              "2026-11-20T24:00:00Z",
              "2026-11-20T10:05:60Z",
              "2026-1-5",
              "2026-02-30",
              "20261120",
              "1793000000000.5",
              "-1",
              "0",
              "1.793e12",
              " 2026",
              ""),
          "peer",
          List.of(
              "::ffff:10.0.0.1",
              "fe80::1%eth0",
              "01.2.3.4",
              "1.2.3",
              "1.2.3.4.5",
              "::1.2.3.4",
              "1::",
              "1::2::3",
              "1:2:3:4:5:6:7::",
              "::2:3:4:5:6:7:8",
              "1:2:3:4:5:6:7:8:9",
              "00001::",
              "10.0.0.1 ",
              ""));

  private static final List<String> FIELDS = VALUES.keySet().stream().sorted().toList();

  private final Random random;

  /** Filters and logs that this source of chance decides. */
  public RandomKql(Random random) {
    this.random = random;
  }

  /** The types of the fields. */
  public static FieldCatalogue catalogue() {
    return KqlSamples.CATALOGUE;
  }

  /** A filter, of up to three levels. */
  public Kql filter() {
    return filter(3);
  }

  private Kql filter(int depth) {
    int kind = depth == 0 ? 0 : random.nextInt(8);
    return switch (kind) {
      case 1, 2 -> new Kql.And(operands(depth));
      case 3, 4 -> new Kql.Or(operands(depth));
      case 5 -> new Kql.Not(filter(depth - 1));
      default -> clause();
    };
  }

  private List<Kql> operands(int depth) {
    List<Kql> operands = new ArrayList<>();
    int count = 2 + random.nextInt(3);
    for (int i = 0; i < count; i++) {
      operands.add(filter(depth - 1));
    }
    return operands;
  }

  /** A clause whose value fits its field. */
  public Kql clause() {
    String field = pick(FIELDS);
    String value = pick(values(field));
    boolean stars = List.of("tier", "log.level", "note", "own.field").contains(field);
    boolean ordered = !field.equals("paid") && (!field.equals("peer") || value.indexOf('/') < 0);
    return switch (random.nextInt(8)) {
      case 0 -> new Kql.Exists(field);
      case 1, 2 -> ordered ? range(field, value) : new Kql.Exists(field);
      case 3, 4 -> stars ? new Kql.Match(field, wildcard(value)) : match(field, value);
      default -> match(field, value);
    };
  }

  private Kql range(String field, String value) {
    return new Kql.Range(field, pick(List.of(Comparison.values())), value);
  }

  private Kql match(String field, String value) {
    boolean reserved = Spelling.isReserved(value);
    if (reserved && random.nextBoolean()) {
      return new Kql.Match(field, new KqlValue.Bool(value.equals("true")));
    }
    boolean quoted = reserved || value.isEmpty() || random.nextBoolean();
    return new Kql.Match(field, quoted ? new KqlValue.Phrase(value) : new KqlValue.Words(value));
  }

  private KqlValue wildcard(String value) {
    int from = random.nextInt(value.length() + 1);
    int to = from + random.nextInt(value.length() - from + 1);
    List<String> pieces = new ArrayList<>(List.of(value.substring(0, from), value.substring(to)));
    if (random.nextBoolean()) {
      pieces.add("");
    }
    return new KqlValue.Wildcard(pieces.stream().map(String::strip).toList());
  }

  /** A log with some of the fields, most values of the field's type. */
  public ObjectNode log() {
    ObjectNode log = JsonNodeFactory.instance.objectNode();
    for (String field : FIELDS) {
      int kind = random.nextInt(10);
      if (kind < 5) {
        put(log, field, pick(values(field)));
      } else if (kind == 5) {
        put(log, field, pick(values(pick(FIELDS))));
      } else if (kind == 6 && ODD.containsKey(field)) {
        put(log, field, pick(ODD.getOrDefault(field, List.of())));
      } else if (kind <= 7) {
        ArrayNode array = log.putArray(field);
        array.add(pick(values(field))).add(pick(values(field)));
      }
    }
    return log;
  }

  private void put(ObjectNode log, String field, String value) {
    if (value.matches("-?\\d{1,18}") && random.nextBoolean()) {
      log.put(field, Long.parseLong(value));
    } else if (value.matches("-?\\d+\\.\\d+") && random.nextBoolean()) {
      log.put(field, Double.parseDouble(value));
    } else if (Spelling.isReserved(value) && random.nextBoolean()) {
      log.put(field, value.equals("true"));
    } else {
      log.put(field, value);
    }
  }

  /** The same filter with its operands in another order and needless negations and repetitions. */
  static Kql respelt(Kql kql, Random random) {
    if (random.nextInt(6) == 0) {
      return new Kql.Not(new Kql.Not(respelt(kql, random)));
    }
    if (kql instanceof Kql.And and) {
      return new Kql.And(respelt(and.operands(), random));
    }
    if (kql instanceof Kql.Or or) {
      return new Kql.Or(respelt(or.operands(), random));
    }
    return kql instanceof Kql.Not not ? new Kql.Not(respelt(not.operand(), random)) : kql;
  }

  private static List<Kql> respelt(List<Kql> operands, Random random) {
    List<Kql> other = new ArrayList<>();
    operands.forEach(operand -> other.add(respelt(operand, random)));
    other.add(other.get(random.nextInt(other.size())));
    Collections.shuffle(other, random);
    return other;
  }

  private static List<String> values(String field) {
    return VALUES.getOrDefault(field, List.of());
  }

  private <T> T pick(List<T> from) {
    return from.get(random.nextInt(from.size()));
  }
}

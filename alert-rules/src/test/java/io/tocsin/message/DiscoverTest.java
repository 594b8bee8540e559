package io.tocsin.message;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.alert.Alert;
import io.tocsin.diagnostic.Diagnostics;
import io.tocsin.diagnostic.Fragment;
import io.tocsin.field.FieldCatalogue;
import io.tocsin.kql.Kql;
import io.tocsin.kql.KqlParser;
import io.tocsin.kql.KqlValue;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DiscoverTest {
  private static final Links KIBANA = new Links("", "https://kibana.example/s/team", "logs-*");

  @Test
  void withoutKibanaThereIsNoLink() {
    assertThat(Discover.link(TestingAlerts.alert().firing(), Links.NONE)).isEmpty();
  }

  @Test
  void itNamesTheDataViewTheLogsAndTheTimeFromAWindowBeforeTheStart() {
    Alert firing = TestingAlerts.alert().firing();
    Map<String, Object> state = state(Discover.link(firing, KIBANA));

    assertThat(state)
        .isEqualTo(
            Map.of(
                "_g",
                Map.of(
                    "time", Map.of("from", "2026-08-22T10:00:00Z", "to", "2026-08-22T10:21:00Z")),
                "_a",
                Map.of(
                    "index",
                    "logs-*",
                    "query",
                    Map.of(
                        "language",
                        "kuery",
                        "query",
                        "(service.name: checkout) and host.name: \"web-1\""))));

    Alert ended = TestingAlerts.alert().hasEnded().alert();
    assertThat(state(Discover.link(ended, KIBANA)).get("_g"))
        .isEqualTo(
            Map.of("time", Map.of("from", "2026-08-22T10:00:00Z", "to", "2026-08-22T10:15:00Z")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "it's",
        "wow!",
        "!'!!'",
        "50% & more + 1",
        "a \"quoted\" word",
        "C:\\logs\\",
        "(a or b) and not c",
        "a*b?",
        "two\nlines\tand a tab",
        "ünï ☃ \uD83D\uDE00",
        "#/?_a=x&_g=y",
        "'),(index:'other",
        " spaces "
      })
  void whateverTheGroupIsTheLinkAsksForIt(String host) {
    String link = Discover.link(TestingAlerts.alert("errors", host).firing(), KIBANA);

    assertThat(URI.create(link)).hasHost("kibana.example").hasPath("/s/team/app/discover");
    assertThat(link).matches("[!-~]+");
    assertThat(hostAskedFor(state(link))).isEqualTo(host);
  }

  /** The value of the clause on the host in a link's KQL. */
  private static String hostAskedFor(Map<String, Object> state) {
    String kql = String.valueOf(map(map(state.get("_a")).get("query")).get("query"));
    Diagnostics diagnostics = new Diagnostics();
    Kql filter = KqlParser.parse(Fragment.of("link", kql), FieldCatalogue.ecs(), diagnostics);
    assertThat(diagnostics.hasErrors()).as(kql).isFalse();
    assertThat(filter).isInstanceOf(Kql.And.class);
    for (Kql clause : filter instanceof Kql.And and ? and.operands() : List.<Kql>of()) {
      if (clause instanceof Kql.Match match
          && match.field().equals("host.name")
          && match.value() instanceof KqlValue.Phrase phrase) {
        return phrase.text();
      }
    }
    throw new AssertionError("no clause on the host in " + kql);
  }

  private static Map<?, ?> map(@Nullable Object value) {
    if (value instanceof Map<?, ?> map) {
      return map;
    }
    throw new AssertionError("no object: " + value);
  }

  /** What a link says behind its {@code #}, as a browser and Kibana read it. */
  private static Map<String, Object> state(String link) {
    Map<String, Object> state = new TreeMap<>();
    String parameters = link.substring(link.indexOf("#/?") + 3);
    for (String parameter : parameters.split("&")) {
      int equals = parameter.indexOf('=');
      String rison = URLDecoder.decode(parameter.substring(equals + 1), StandardCharsets.UTF_8);
      Rison reader = new Rison(rison);
      state.put(parameter.substring(0, equals), reader.value());
      reader.end();
    }
    return state;
  }

  /** Reads Rison: objects in parentheses, names and words as they are, texts in quotes. */
  private static final class Rison {
    private final String text;
    private int at;

    private Rison(String text) {
      this.text = text;
    }

    private Object value() {
      return switch (text.charAt(at)) {
        case '(' -> object();
        case '\'' -> quoted();
        default -> word();
      };
    }

    private Map<String, Object> object() {
      Map<String, Object> object = new TreeMap<>();
      do {
        at++;
        String name = word();
        assertThat(text.charAt(at++)).as("behind %s in %s", name, text).isEqualTo(':');
        object.put(name, value());
      } while (text.charAt(at) == ',');
      assertThat(text.charAt(at++)).as("at %d of %s", at, text).isEqualTo(')');
      return object;
    }

    private String quoted() {
      StringBuilder out = new StringBuilder();
      at++;
      while (text.charAt(at) != '\'') {
        if (text.charAt(at) == '!') {
          at++;
          assertThat(text.charAt(at)).as("an escape in %s", text).isIn('!', '\'');
        }
        out.append(text.charAt(at++));
      }
      at++;
      return out.toString();
    }

    private String word() {
      int from = at;
      while (at < text.length() && "'!:(),*@$ ".indexOf(text.charAt(at)) < 0) {
        at++;
      }
      return text.substring(from, at);
    }

    private void end() {
      assertThat(at).isEqualTo(text.length());
    }
  }
}

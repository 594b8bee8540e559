package io.tocsin.receiver;

import io.tocsin.diagnostic.Code;
import io.tocsin.diagnostic.Diagnostics;
import io.tocsin.diagnostic.Fragment;
import io.tocsin.diagnostic.Nearest;
import io.tocsin.template.JsonTemplate;
import io.tocsin.template.MessageTemplate;
import io.tocsin.yaml.MappingReader;
import io.tocsin.yaml.YamlMapping;
import io.tocsin.yaml.YamlNode;
import io.tocsin.yaml.YamlReader;
import io.tocsin.yaml.YamlScalar;
import io.tocsin.yaml.YamlSequence;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads a webhook's {@code body} and {@code body_ended}, which are the JSON as YAML, or takes one
 * of the ready ones. Names that no message has are reported.
 */
final class BodyReader {
  /** The ready ones, each a file beside this class. */
  static final List<String> READY = List.of("teams", "pagerduty", "opsgenie");

  private final Diagnostics diagnostics;

  private BodyReader(Diagnostics diagnostics) {
    this.diagnostics = diagnostics;
  }

  /** The template under these keys; null if there is none. */
  static @Nullable BodyTemplate read(MappingReader keys, Diagnostics diagnostics) {
    BodyReader reader = new BodyReader(diagnostics);
    YamlScalar ready = keys.text("template");
    BodyTemplate own = reader.own(keys);
    if (ready == null) {
      return own;
    }
    if (own != null) {
      keys.invalid(ready, "both 'template' and 'body'", "leave one of them out");
    }
    if (!READY.contains(ready.text())) {
      String nearest = Nearest.hint(ready.text(), READY);
      keys.invalid(
          ready,
          "no ready template '" + ready.text() + "'",
          nearest == null ? "there are " + String.join(", ", READY) : nearest);
      return null;
    }
    return ready(ready.text());
  }

  /** The ready template of this name. */
  private static BodyTemplate ready(String name) {
    String file = name + ".yaml";
    Diagnostics diagnostics = new Diagnostics();
    YamlNode root = YamlReader.read(file, resource(file), diagnostics);
    BodyTemplate template =
        root instanceof YamlMapping mapping
            ? new BodyReader(diagnostics).own(new MappingReader(mapping, diagnostics))
            : null;
    if (template == null || !diagnostics.isEmpty()) {
      throw new IllegalStateException("our own " + file + ": " + diagnostics.render());
    }
    return template;
  }

  private static String resource(String name) {
    try (InputStream in = BodyReader.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("no resource " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("our own " + name + " cannot be read", e);
    }
  }

  private @Nullable BodyTemplate own(MappingReader keys) {
    YamlNode written = keys.any("body");
    YamlNode writtenEnded = keys.any("body_ended");
    MessageTemplate path = path(keys.text("path"));
    YamlScalar endedPath = keys.text("path_ended");
    if (written == null) {
      if (writtenEnded != null) {
        keys.invalid(writtenEnded, "'body_ended' without 'body'", null);
      }
      return null;
    }
    JsonTemplate body = json(written);
    return new BodyTemplate(
        body,
        path,
        writtenEnded == null ? body : json(writtenEnded),
        endedPath == null ? path : path(endedPath));
  }

  private MessageTemplate path(@Nullable YamlScalar written) {
    return written == null ? MessageTemplate.of("") : text(written);
  }

  private JsonTemplate json(YamlNode node) {
    if (node instanceof YamlMapping mapping) {
      Map<String, JsonTemplate> members = new LinkedHashMap<>();
      for (YamlMapping.Entry entry : mapping.entries()) {
        members.put(entry.key().text(), json(entry.value()));
      }
      return new JsonTemplate.Members(members);
    }
    if (node instanceof YamlSequence list) {
      List<JsonTemplate> items = new ArrayList<>();
      list.items().forEach(item -> items.add(json(item)));
      return new JsonTemplate.Items(items);
    }
    return scalar((YamlScalar) node);
  }

  private JsonTemplate scalar(YamlScalar scalar) {
    String text = scalar.text();
    if (scalar.isNull()) {
      return new JsonTemplate.Constant(null);
    }
    if (scalar.isPlain() && (text.equals("true") || text.equals("false"))) {
      return new JsonTemplate.Constant(Boolean.valueOf(text));
    }
    if (scalar.isPlain() && text.matches("-?(0|[1-9]\\d{0,17})")) {
      return new JsonTemplate.Constant(Long.valueOf(text));
    }
    return new JsonTemplate.Text(text(scalar));
  }

  private MessageTemplate text(YamlScalar scalar) {
    Fragment fragment = scalar.fragment();
    MessageTemplate template;
    try {
      template = MessageTemplate.of(scalar.text());
    } catch (IllegalArgumentException e) {
      String message = String.valueOf(e.getMessage());
      diagnostics.error(Code.TEMPLATE_SYNTAX, fragment, fragment.span(), message, null);
      return MessageTemplate.of("");
    }
    for (String name : template.names()) {
      if (!BodyNames.isKnown(name)) {
        String nearest = Nearest.hint(name, BodyNames.ALL);
        diagnostics.error(
            Code.TEMPLATE_NAME,
            fragment,
            fragment.span(),
            "no message has a '" + name + "'",
            nearest == null
                ? "known are labels.NAME, " + String.join(", ", BodyNames.ALL)
                : nearest);
      }
    }
    return template;
  }
}

package io.tocsin.receiver;

import io.tocsin.diagnostic.Diagnostics;
import io.tocsin.yaml.MappingReader;
import io.tocsin.yaml.YamlMapping;
import io.tocsin.yaml.YamlScalar;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads which one of {@code webhook}, {@code slack} and {@code alertmanager} a receiver is. */
final class ChannelReader {
  private static final String SLACK_API = "https://slack.com/api";

  private final MappingReader receiver;
  private final Diagnostics diagnostics;
  private final List<Channel> channels = new ArrayList<>();
  private int named;

  private ChannelReader(MappingReader receiver, Diagnostics diagnostics) {
    this.receiver = receiver;
    this.diagnostics = diagnostics;
  }

  /** The channel of a receiver, or null if there is none that can be used, which is reported. */
  static @Nullable Channel read(MappingReader receiver, Diagnostics diagnostics) {
    return new ChannelReader(receiver, diagnostics).channel();
  }

  private @Nullable Channel channel() {
    one("webhook", this::webhook);
    one("slack", this::slack);
    one("alertmanager", this::alertmanager);
    if (named == 0) {
      Reported.invalid(
          diagnostics, receiver.mapping(), "expected one of 'webhook', 'slack' and 'alertmanager'");
    } else if (named > 1) {
      Reported.invalid(
          diagnostics,
          receiver.mapping(),
          "more than one of 'webhook', 'slack' and 'alertmanager'; make each a receiver");
    }
    return channels.isEmpty() ? null : channels.get(0);
  }

  private void one(String key, Function<MappingReader, @Nullable Channel> make) {
    if (receiver.any(key) == null) {
      return;
    }
    named++;
    YamlMapping mapping = receiver.mapping(key);
    if (mapping == null) {
      return;
    }
    MappingReader keys = new MappingReader(mapping, diagnostics);
    Channel channel = make.apply(keys);
    keys.finish();
    if (channel != null) {
      channels.add(channel);
    }
  }

  private @Nullable Channel webhook(MappingReader keys) {
    BodyTemplate body = BodyReader.read(keys, diagnostics);
    YamlScalar secret = keys.text("secret");
    if (secret == null && body != null && body.firing().names().contains("secret")) {
      keys.missing("secret");
    }
    Endpoint endpoint = EndpointReader.read(keys, diagnostics);
    if (endpoint == null) {
      return null;
    }
    Endpoint whole =
        new Endpoint(
            endpoint.url(),
            endpoint.headers(),
            endpoint.credentials(),
            endpoint.ca(),
            secret == null ? null : new Secret(secret.text()));
    return new Channel.Webhook(whole, body);
  }

  private @Nullable Channel slack(MappingReader keys) {
    YamlScalar token = keys.text("bot_token");
    if (token == null) {
      Endpoint endpoint = EndpointReader.read(keys, diagnostics);
      return endpoint == null ? null : new Channel.Slack(endpoint);
    }
    YamlScalar channel = keys.requiredText("channel");
    YamlScalar api = keys.text("api");
    YamlScalar ca = keys.text("ca");
    if (api != null
        && !new Secret(api.text()).hasReference()
        && !EndpointReader.isHttp(api.text())) {
      keys.invalid(api, "expected an http or https address, got '" + api.text() + "'", null);
      return null;
    }
    if (channel == null) {
      return null;
    }
    Endpoint endpoint =
        new Endpoint(
            new Secret(api == null ? SLACK_API : api.text()),
            Map.of(),
            new Credentials.Bearer(new Secret(token.text())),
            ca == null ? null : ca.text(),
            null);
    return new Channel.SlackBot(endpoint, channel.text());
  }

  private @Nullable Channel alertmanager(MappingReader keys) {
    Endpoint endpoint = EndpointReader.read(keys, diagnostics);
    return endpoint == null ? null : new Channel.Alertmanager(endpoint);
  }
}

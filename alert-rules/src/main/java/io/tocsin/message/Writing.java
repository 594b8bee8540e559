package io.tocsin.message;

import io.tocsin.receiver.BodyTemplate;
import io.tocsin.receiver.Channel;
import io.tocsin.receiver.Receiver;
import io.tocsin.receiver.Secret;
import io.tocsin.receiver.SecretSource;
import io.tocsin.template.JsonTemplate;
import io.tocsin.template.MessageTemplate;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Writes notifications for the channels that take them. */
public final class Writing {
  private static final String ALERTMANAGER_PATH = "/api/v2/alerts";

  private final Links links;
  private final SecretSource secrets;

  /** Messages with these links in them, and with secrets where templates name them. */
  public Writing(Links links, SecretSource secrets) {
    this.links = links;
    this.secrets = secrets;
  }

  /**
   * A request.
   *
   * @param path to be put behind the receiver's address; may be empty
   * @param body JSON, in UTF-8
   */
  @SuppressWarnings("ArrayRecordComponent") // bytes are sent, never compared
  public record Request(String path, byte[] body) {}

  /**
   * The request that tells a receiver: for a Slack bot the one that begins a thread.
   *
   * @throws io.tocsin.receiver.SecretUnavailableException if a secret cannot be had
   */
  public Request request(Receiver receiver, Notification notification, long nowMillis) {
    Channel channel = receiver.channel();
    if (channel instanceof Channel.Alertmanager) {
      long repeat = receiver.grouping().repeatInterval().toMillis();
      return new Request(
          ALERTMANAGER_PATH, AlertmanagerPush.write(notification, links, repeat, nowMillis));
    }
    if (channel instanceof Channel.Slack) {
      return new Request("", SlackMessage.write(notification, links));
    }
    if (channel instanceof Channel.SlackBot bot) {
      return new Request(
          "/chat.postMessage", SlackMessage.write(notification, links, bot.channel(), null));
    }
    BodyTemplate template = ((Channel.Webhook) channel).body();
    return template == null
        ? new Request("", AlertmanagerBody.write(notification, links))
        : templated(template, channel.endpoint().secret(), notification);
  }

  /** The request that puts the message of a thread right. */
  public Request update(Notification notification, SlackThread thread) {
    return new Request(
        "/chat.update", SlackMessage.write(notification, links, thread.channel(), thread.ts()));
  }

  /** The request that says what is new in a thread. */
  public Request reply(Notification notification, SlackThread thread) {
    return new Request(
        "/chat.postMessage", SlackMessage.writeReply(notification, thread.channel(), thread.ts()));
  }

  private Request templated(
      BodyTemplate template, @Nullable Secret secret, Notification notification) {
    boolean firing = notification.isFiring();
    JsonTemplate body = firing ? template.firing() : template.ended();
    MessageTemplate path = firing ? template.firingPath() : template.endedPath();
    Set<String> named = new LinkedHashSet<>(body.names());
    named.addAll(path.names());
    String resolved = secret == null ? "" : secret.resolve(secrets);
    Map<String, String> values = BodyValues.of(notification, links, resolved, named);
    Map<String, String> inPath = new TreeMap<>();
    values.forEach(
        (name, value) ->
            inPath.put(name, URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20")));
    return new Request(path.render(inPath), body.render(values));
  }
}

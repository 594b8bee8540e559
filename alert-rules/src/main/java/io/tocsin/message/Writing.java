package io.tocsin.message;

import io.tocsin.receiver.Channel;
import io.tocsin.receiver.Receiver;

/** Writes notifications for the channels that take them. */
public final class Writing {
  private final Links links;

  /** Messages with these links in them. */
  public Writing(Links links) {
    this.links = links;
  }

  /** The JSON body, in UTF-8, of the request that tells a receiver. */
  public byte[] body(Receiver receiver, Notification notification, long nowMillis) {
    Channel channel = receiver.channel();
    if (channel instanceof Channel.Alertmanager) {
      return AlertmanagerPush.write(
          notification, links, receiver.grouping().repeatInterval(), nowMillis);
    }
    if (channel instanceof Channel.Slack) {
      return SlackMessage.write(notification, links);
    }
    return AlertmanagerBody.write(notification, links);
  }
}

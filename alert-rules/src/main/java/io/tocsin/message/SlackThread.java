package io.tocsin.message;

/**
 * A message of a bot's in Slack, by which it can be updated and answered.
 *
 * @param channel its id, as Slack said it
 * @param ts the message's time stamp, which is its name
 */
public record SlackThread(String channel, String ts) {

  /** As one text, for {@link #parse}. */
  @Override
  public String toString() {
    return channel + "/" + ts;
  }

  /** What {@link #toString} gave. */
  public static SlackThread parse(String text) {
    int slash = text.indexOf('/');
    return new SlackThread(text.substring(0, slash), text.substring(slash + 1));
  }
}

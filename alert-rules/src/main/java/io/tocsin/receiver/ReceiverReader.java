package io.tocsin.receiver;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import io.tocsin.diagnostic.Diagnostics;
import io.tocsin.diagnostic.Nearest;
import io.tocsin.yaml.MappingReader;
import io.tocsin.yaml.YamlMapping;
import io.tocsin.yaml.YamlScalar;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads one receiver of {@code receivers.yaml}. */
final class ReceiverReader {
  /** As Alertmanager's readers are used to; a storm is still counted in full. */
  private static final int LARGEST_MESSAGE = 500;

  private static final int LARGEST_SLACK_MESSAGE = 10;

  /** An Alertmanager has no use for a count of alerts that it was not told of. */
  private static final int ALL_ALERTS = 100_000;

  private static final Pattern DURATION = Pattern.compile("(\\d{1,9})(ms|s|m|h|d)");

  private final MappingReader keys;
  private final Map<String, MuteTime> muteTimes;
  private final Diagnostics diagnostics;

  private ReceiverReader(
      YamlMapping mapping, Map<String, MuteTime> muteTimes, Diagnostics diagnostics) {
    this.keys = new MappingReader(mapping, diagnostics);
    this.muteTimes = muteTimes;
    this.diagnostics = diagnostics;
  }

  /** The receiver, or null if it has no channel that can be used, which is then reported. */
  static @Nullable Receiver read(
      String name, YamlMapping mapping, Map<String, MuteTime> muteTimes, Diagnostics diagnostics) {
    return new ReceiverReader(mapping, muteTimes, diagnostics).receiver(name);
  }

  private @Nullable Receiver receiver(String name) {
    Channel channel = ChannelReader.read(keys, diagnostics);
    Grouping grouping = grouping(usualGrouping(channel));
    Duration timeout = duration("timeout", Receiver.TIMEOUT);
    Duration giveUpAfter = duration("give_up_after", Receiver.GIVE_UP_AFTER);
    int largest = (int) keys.integer("max_alerts", usuallyLargest(channel), 1, ALL_ALERTS);
    boolean sendEnded = keys.flag("send_ended", true);
    List<MuteTime> mutes = mutes();
    keys.finish();
    if (channel == null) {
      return null;
    }
    return new Receiver(name, channel, grouping, timeout, giveUpAfter, largest, sendEnded, mutes);
  }

  private List<MuteTime> mutes() {
    List<YamlScalar> names = keys.texts("mute");
    List<MuteTime> mutes = new ArrayList<>();
    for (YamlScalar name : names == null ? List.<YamlScalar>of() : names) {
      MuteTime mute = muteTimes.get(name.text());
      if (mute == null) {
        String hint = Nearest.hint(name.text(), muteTimes.keySet());
        keys.invalid(name, "no mute time '" + name.text() + "'", hint);
      } else {
        mutes.add(mute);
      }
    }
    return mutes;
  }

  /** An incident and a thread is one alert's; who groups by himself is told of all. */
  private static Grouping usualGrouping(@Nullable Channel channel) {
    if (channel instanceof Channel.Alertmanager) {
      return Grouping.ALERTMANAGER;
    }
    boolean threads = channel instanceof Channel.SlackBot;
    boolean incidents = channel instanceof Channel.Webhook webhook && webhook.opensIncidents();
    return threads || incidents ? Grouping.EACH_ALONE : Grouping.DEFAULT;
  }

  private static int usuallyLargest(@Nullable Channel channel) {
    if (channel instanceof Channel.Slack || channel instanceof Channel.SlackBot) {
      return LARGEST_SLACK_MESSAGE;
    }
    return channel instanceof Channel.Alertmanager ? ALL_ALERTS : LARGEST_MESSAGE;
  }

  private Grouping grouping(Grouping usual) {
    List<YamlScalar> by = keys.texts("group_by");
    return new Grouping(
        by == null ? usual.by() : by.stream().map(YamlScalar::text).toList(),
        duration("group_wait", usual.groupWait()),
        duration("group_interval", usual.groupInterval()),
        duration("repeat_interval", usual.repeatInterval()));
  }

  private Duration duration(String key, Duration usual) {
    YamlScalar value = keys.text(key);
    if (value == null) {
      return usual;
    }
    Matcher matcher = DURATION.matcher(value.text());
    if (!matcher.matches()) {
      keys.invalid(value, "expected a duration such as 10s, got '" + value.text() + "'", null);
      return usual;
    }
    long amount = Long.parseLong(matcher.group(1));
    return switch (matcher.group(2)) {
      case "ms" -> Duration.ofMillis(amount);
      case "s" -> Duration.ofSeconds(amount);
      case "m" -> Duration.ofMinutes(amount);
      case "h" -> Duration.ofHours(amount);
      default -> Duration.ofDays(amount);
    };
  }
}

package io.tocsin.notify;

import io.tocsin.alert.Alert;
import io.tocsin.message.Notice;
import io.tocsin.message.Notice.Status;
import io.tocsin.message.Notification;
import io.tocsin.notify.Batch.Told;
import io.tocsin.receiver.Receiver;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Makes one message of a group: its news, and beside it what still fires. Where several alerts of
 * one rule and group are to be told of, the newest speaks for them, for to its receiver they are
 * the same alert.
 */
final class BatchMaker {
  private static final Comparator<Line> MOST_IMPORTANT_FIRST =
      Comparator.comparing((Line line) -> !line.news)
          .thenComparing(line -> line.notice.status())
          .thenComparing(BatchMaker::value, Comparator.reverseOrder())
          .thenComparing(line -> line.notice.alert().id());

  private final Receiver receiver;

  BatchMaker(Receiver receiver) {
    this.receiver = receiver;
  }

  private record Line(Notice notice, boolean news) {}

  Batch make(GroupState group, TrackedAlerts alerts) {
    List<Told> told = new ArrayList<>();
    Map<String, Line> newest = new LinkedHashMap<>();
    for (TrackedAlert tracked : alerts.all()) {
      Status news = tracked.news(receiver.sendEnded());
      if (news == null && !tracked.isKnownToFire()) {
        continue;
      }
      Alert alert = tracked.alert();
      Status status = news == null ? Status.FIRING : news;
      told.add(new Told(alert.id(), status, alert.level()));
      Notice notice = new Notice(status, alert, tracked.latest().evidence());
      Line line = new Line(notice, news != null);
      newest.merge(alert.key(), line, BatchMaker::newer);
    }
    List<Notice> notices =
        newest.values().stream()
            .sorted(MOST_IMPORTANT_FIRST)
            .limit(receiver.largestMessage())
            .map(Line::notice)
            .toList();
    int omitted = newest.size() - notices.size();
    Notification notification =
        new Notification(
            receiver.name(), group.labels(), notices, omitted, group.sequence(), group.thread());
    return new Batch(notification, told);
  }

  private static Line newer(Line one, Line other) {
    return one.notice.alert().startsAt() >= other.notice.alert().startsAt() ? one : other;
  }

  private static double value(Line line) {
    Double value = line.notice.alert().value();
    return value == null ? Double.NEGATIVE_INFINITY : value;
  }

  /**
   * One message in the place of several: for a receiver that takes so few that what waits would
   * wait for long. It has no thread, and says of what there is most.
   *
   * @param batches at least one
   */
  static Notification merged(Receiver receiver, List<Batch> batches) {
    Map<String, String> common = new TreeMap<>(batches.get(0).notification().groupLabels());
    List<Notice> all = new ArrayList<>();
    int omitted = 0;
    for (Batch batch : batches) {
      common.entrySet().retainAll(batch.notification().groupLabels().entrySet());
      all.addAll(batch.notification().notices());
      omitted += batch.notification().omitted();
    }
    List<Notice> shown =
        all.stream()
            .map(notice -> new Line(notice, true))
            .sorted(MOST_IMPORTANT_FIRST)
            .limit(receiver.largestMessage())
            .map(Line::notice)
            .toList();
    return new Notification(
        receiver.name(),
        common,
        shown,
        omitted + all.size() - shown.size(),
        batches.get(0).notification().sequence());
  }
}

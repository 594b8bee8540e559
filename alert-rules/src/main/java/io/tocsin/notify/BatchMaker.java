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
            receiver.name(),
            group.labels(),
            notices,
            omitted,
            group.sequence(),
            group.thread());
    return new Batch(notification, told);
  }

  private static Line newer(Line one, Line other) {
    return one.notice.alert().startsAt() >= other.notice.alert().startsAt() ? one : other;
  }

  private static double value(Line line) {
    Double value = line.notice.alert().value();
    return value == null ? Double.NEGATIVE_INFINITY : value;
  }
}

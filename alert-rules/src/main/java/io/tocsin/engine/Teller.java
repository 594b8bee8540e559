package io.tocsin.engine;

import io.tocsin.alert.Alert.State;
import io.tocsin.alert.AlertIds;
import io.tocsin.alert.AlertRecord;
import io.tocsin.alert.Transition;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Says the difference between the alerts as they show now and what was said of them before.
 *
 * <p>An alert is known by the slot in which it starts. What shows and was not said fires; what was
 * said and does not show any more is retracted; what shows otherwise is amended. A value that was
 * first read in an open slot may settle differently without a word.
 */
final class Teller {
  private final List<Told> before;
  private final long firstUnsettled;
  private final boolean ended;
  private final RecordMaker records;
  private final Consumer<AlertRecord> out;
  private final List<Told> told = new ArrayList<>();

  /**
   * Makes one.
   *
   * @param firstUnsettled the first slot that logs can still change
   * @param ended whether no log can come any more: all that is left is settled as it stands
   */
  Teller(
      List<Told> before,
      long firstUnsettled,
      boolean ended,
      RecordMaker records,
      Consumer<AlertRecord> out) {
    this.before = before;
    this.firstUnsettled = firstUnsettled;
    this.ended = ended;
    this.records = records;
    this.out = out;
  }

  /** What has been said now, of all that is not wholly settled. */
  List<Told> told() {
    return told;
  }

  void tell(List<Episode> episodes) {
    for (Told old : before) {
      if (episodes.stream().noneMatch(episode -> episode.startsAt() == old.startsAt())) {
        retract(old, episodes);
      }
    }
    for (Episode episode : episodes) {
      tell(episode, find(episode.startsAt()));
    }
  }

  private @Nullable Told find(long startsAt) {
    for (Told old : before) {
      if (old.startsAt() == startsAt) {
        return old;
      }
    }
    return null;
  }

  private void retract(Told old, List<Episode> episodes) {
    String successor = null;
    for (Episode episode : episodes) {
      boolean isNew = find(episode.startsAt()) == null;
      if (isNew && overlap(old, episode)) {
        successor = AlertIds.alert(records.alertKey(), episode.startsAt());
        break;
      }
    }
    out.accept(
        records.record(
            Transition.RETRACTED,
            old.firedAt(),
            old.episode(),
            State.RETRACTED,
            old.exhibits(),
            successor));
  }

  private static boolean overlap(Told old, Episode episode) {
    boolean endsBefore = episode.ended() && episode.resolvedAt() <= old.startsAt();
    boolean startsAfter = old.episode().ended() && episode.startsAt() >= old.episode().resolvedAt();
    return !endsBefore && !startsAfter;
  }

  private void tell(Episode episode, @Nullable Told old) {
    Exhibits exhibits = old == null ? records.exhibits(episode) : old.exhibits();
    if (old == null) {
      say(Transition.FIRED, episode.firing().firedAt(), episode, State.FIRING, exhibits);
      if (episode.ended()) {
        say(Transition.ENDED, episode.resolvedAt(), episode, State.ENDED, exhibits);
      }
    } else {
      tellChange(episode, old);
    }
    State state = episode.ended() ? State.ENDED : State.FIRING;
    boolean startWasSettled = old != null && old.startSettled();
    boolean startSettled = episode.firing().firedAt() < firstUnsettled;
    if (episode.ended() && episode.resolvedAt() < firstUnsettled) {
      say(Transition.SETTLED, episode.resolvedAt(), episode, state, exhibits);
    } else {
      if (ended || (startSettled && !startWasSettled)) {
        say(Transition.SETTLED, episode.firing().firedAt(), episode, state, exhibits);
      }
      told.add(new Told(episode, startSettled || startWasSettled, exhibits));
    }
  }

  private void tellChange(Episode now, Told old) {
    State state = now.ended() ? State.ENDED : State.FIRING;
    if (old.beganOtherwise(now)) {
      say(Transition.AMENDED, now.firing().firedAt(), now, state, old.exhibits());
    } else if (now.firing().level() > old.episode().firing().level()) {
      say(Transition.ESCALATED, now.firing().levelAt(), now, state, old.exhibits());
    }
    if (now.ended() && !old.episode().ended()) {
      say(Transition.ENDED, now.resolvedAt(), now, state, old.exhibits());
    } else if (old.endedOtherwise(now)) {
      long slot = now.ended() ? now.resolvedAt() : old.episode().resolvedAt();
      say(Transition.AMENDED, slot, now, state, old.exhibits());
    }
  }

  private void say(
      Transition transition, long slot, Episode episode, State state, Exhibits exhibits) {
    out.accept(records.record(transition, slot, episode, state, exhibits, null));
  }
}

package io.tocsin.engine;

import io.tocsin.alert.AlertState.Firing;
import io.tocsin.alert.EndReason;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * What was last said of an alert that is not wholly settled.
 *
 * @param episode the alert as it was said to be
 * @param startSettled whether it was said that its start is settled
 */
record Told(Episode episode, boolean startSettled, Exhibits exhibits) {

  long startsAt() {
    return episode.startsAt();
  }

  long firedAt() {
    return episode.firing().firedAt();
  }

  /** Whether the slot of firing, the value or the level shows otherwise than was said. */
  boolean beganOtherwise(Episode now) {
    Firing then = episode.firing();
    boolean sameValue = episode.early() || Double.compare(then.value(), now.firing().value()) == 0;
    return then.firedAt() != now.firing().firedAt()
        || then.level() > now.firing().level()
        || !sameValue;
  }

  boolean endedOtherwise(Episode now) {
    return episode.resolvedAt() != now.resolvedAt() || episode.reason() != now.reason();
  }

  void write(DataOutput out) throws IOException {
    StateFormat.writeAlert(episode.firing(), out);
    out.writeBoolean(episode.early());
    out.writeLong(episode.resolvedAt());
    EndReason reason = episode.reason();
    out.writeUTF(reason == null ? "" : reason.text());
    out.writeBoolean(startSettled);
    exhibits.write(out);
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @param version of the state that it is part of
   */
  static Told read(DataInput in, int version) throws IOException {
    if (!(StateFormat.readAlert(in) instanceof Firing firing)) {
      throw new IOException("an alert that was said does not fire");
    }
    boolean early = in.readBoolean();
    long resolvedAt = in.readLong();
    String reason = in.readUTF();
    Episode episode =
        new Episode(firing, early, resolvedAt, reason.isEmpty() ? null : EndReason.of(reason));
    return new Told(episode, in.readBoolean(), Exhibits.read(in, version));
  }
}

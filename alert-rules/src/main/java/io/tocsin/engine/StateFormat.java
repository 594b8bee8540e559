package io.tocsin.engine;

import io.tocsin.alert.AlertState;
import io.tocsin.alert.AlertState.Firing;
import io.tocsin.alert.AlertState.Inactive;
import io.tocsin.alert.AlertState.Pending;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** How the state of an alert is written, as part of a {@link RuleState}. */
final class StateFormat {
  private StateFormat() {}

  static void writeAlert(AlertState alert, DataOutput out) throws IOException {
    if (alert instanceof Pending pending) {
      out.writeByte(1);
      out.writeLong(pending.startsAt());
      out.writeLong(pending.undecidedSince());
    } else if (alert instanceof Firing firing) {
      out.writeByte(3);
      out.writeLong(firing.startsAt());
      out.writeLong(firing.firedAt());
      out.writeInt(firing.level());
      out.writeLong(firing.levelAt());
      out.writeDouble(firing.value());
      out.writeInt(firing.readings().size());
      for (double reading : firing.readings()) {
        out.writeDouble(reading);
      }
      out.writeDouble(firing.peak());
      out.writeLong(firing.overSince());
      out.writeLong(firing.undecidedSince());
      out.writeLong(firing.logs());
    } else if (alert instanceof Inactive) {
      out.writeByte(0);
    }
  }

  static AlertState readAlert(DataInput in) throws IOException {
    int kind = in.readByte();
    return switch (kind) {
      case 0 -> AlertState.INACTIVE;
      case 1 -> new Pending(in.readLong(), in.readLong());
      case 2 -> readFiring(in, false); // before logs were counted
      case 3 -> readFiring(in, true);
      default -> throw new IOException("no alert state of kind " + kind);
    };
  }

  private static Firing readFiring(DataInput in, boolean counted) throws IOException {
    long startsAt = in.readLong();
    long firedAt = in.readLong();
    int level = in.readInt();
    long levelAt = in.readLong();
    double value = in.readDouble();
    int count = in.readInt();
    List<Double> readings = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      readings.add(in.readDouble());
    }
    return new Firing(
        startsAt,
        firedAt,
        level,
        levelAt,
        value,
        readings,
        in.readDouble(),
        in.readLong(),
        in.readLong(),
        counted ? in.readLong() : 0);
  }
}

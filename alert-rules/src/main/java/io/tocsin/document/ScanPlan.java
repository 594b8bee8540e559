package io.tocsin.document;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What {@link Normalizer} does to the tree of a log, said for slots: which names are looked for,
 * which move where, and what fields have that the log does not say.
 */
final class ScanPlan {
  private static final String LEVEL = "log.level";
  private static final String DATASET = "event.dataset";
  private static final String STREAM_DATASET = "data_stream.dataset";
  private static final int NOT_THERE = -1;

  private final PathTrie wanted = new PathTrie();
  private final List<Move> moves = new ArrayList<>();
  private final int[] slotOf;
  private final @Nullable Utf8[] otherwise;
  private int timestampField = NOT_THERE;
  private int levelField = NOT_THERE;
  private final int timestampSlot;
  private final int otherTimestampSlot;

  /**
   * An alias by its slots.
   *
   * @param elsewhere -1 if the value stays
   */
  private record Move(int name, int target, int elsewhere) {}

  /** A plan for these fields, or null if only the tree has all that is asked. */
  static @Nullable ScanPlan of(SourceSpec spec, FieldIndex fields) {
    boolean plain =
        spec.format() == SourceFormat.ECS
            && spec.parse().isEmpty()
            && spec.renames().isEmpty()
            && spec.masks().isEmpty()
            && !asksForDatasetOfField(spec.datasetField(), fields)
            && fields.names().stream().allMatch(ScanPlan::isPlain)
            && (spec.timestampField() == null || isPlain(spec.timestampField()));
    return plain ? new ScanPlan(spec, fields) : null;
  }

  /** Whether what a field is shown as depends on the value of another. */
  private static boolean asksForDatasetOfField(@Nullable String field, FieldIndex fields) {
    return field != null
        && (fields.names().contains(STREAM_DATASET)
            || fields.names().contains(DATASET) && !field.equals(DATASET));
  }

  private static boolean isPlain(String name) {
    return name.indexOf('*') < 0
        && String.join(".", FieldPath.of(name)).equals(name)
        && !name.isEmpty()
        && !name.startsWith(Normalizer.TIMESTAMP + ".")
        && !name.startsWith(LEVEL + ".");
  }

  private ScanPlan(SourceSpec spec, FieldIndex fields) {
    slotOf = new int[fields.size()];
    otherwise = new Utf8[fields.size()];
    for (int field = 0; field < fields.size(); field++) {
      place(fields.name(field), field, spec);
    }
    String own = spec.timestampField();
    timestampSlot = wanted.add(own == null ? Normalizer.TIMESTAMP : own);
    otherTimestampSlot = own == null ? wanted.add(Normalizer.OTHER_TIMESTAMP) : NOT_THERE;
    planMoves();
  }

  private void place(String name, int field, SourceSpec spec) {
    slotOf[field] = NOT_THERE;
    switch (name) {
      case Normalizer.TIMESTAMP -> timestampField = field;
      case "data_stream.type" -> otherwise[field] = Utf8.of("logs");
      case STREAM_DATASET -> otherwise[field] = Utf8.of(spec.dataset());
      case "data_stream.namespace" -> otherwise[field] = Utf8.of(spec.namespace());
      default -> {
        if (!name.equals("data_stream") && !name.startsWith("data_stream.")) {
          slotOf[field] = wanted.add(name);
        }
        if (name.equals(DATASET)) {
          otherwise[field] = Utf8.of(spec.dataset());
        }
        if (name.equals(LEVEL)) {
          levelField = field;
        }
      }
    }
  }

  /** An alias matters if any of its names is wanted; then the others are, and so on. */
  private void planMoves() {
    Set<FieldAlias> needed = new HashSet<>();
    boolean grew = true;
    while (grew) {
      grew = false;
      for (FieldAlias alias : FieldAlias.ALL) {
        if (!needed.contains(alias) && isWanted(alias)) {
          needed.add(alias);
          wanted.add(alias.name());
          wanted.add(alias.target());
          if (alias.elsewhere() != null) {
            wanted.add(alias.elsewhere());
          }
          grew = true;
        }
      }
    }
    for (FieldAlias alias : FieldAlias.ALL) {
      if (needed.contains(alias)) {
        String elsewhere = alias.elsewhere();
        moves.add(
            new Move(
                wanted.add(alias.name()),
                wanted.add(alias.target()),
                elsewhere == null ? NOT_THERE : wanted.add(elsewhere)));
      }
    }
  }

  private boolean isWanted(FieldAlias alias) {
    String elsewhere = alias.elsewhere();
    return wanted.contains(alias.name())
        || wanted.contains(alias.target())
        || (elsewhere != null && wanted.contains(elsewhere));
  }

  /** The slot whose first value is event time, or -1; as {@link Normalizer#timestamp}. */
  int takeTimestamp(FieldSlots slots) {
    if (slots.size(timestampSlot) > 0) {
      return slots.value(timestampSlot, 0);
    }
    if (otherTimestampSlot == NOT_THERE || slots.size(otherTimestampSlot) == 0) {
      return NOT_THERE;
    }
    int value = slots.value(otherTimestampSlot, 0);
    slots.drop(otherTimestampSlot);
    return value;
  }

  /** Moves values to the fields that they mean; as {@link FieldAlias#apply}. */
  void normalize(FieldSlots slots) {
    for (Move move : moves) {
      if (slots.size(move.name()) > 0) {
        boolean taken = slots.size(move.target()) > 0;
        if (!taken) {
          slots.move(move.name(), move.target());
        } else if (move.elsewhere() != NOT_THERE) {
          slots.move(move.name(), move.elsewhere());
        }
      }
    }
  }

  PathTrie wanted() {
    return wanted;
  }

  int[] slotOf() {
    return Arrays.copyOf(slotOf, slotOf.length);
  }

  @Nullable Utf8[] otherwise() {
    return Arrays.copyOf(otherwise, otherwise.length);
  }

  int timestampField() {
    return timestampField;
  }

  int levelField() {
    return levelField;
  }
}

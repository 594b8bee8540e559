package io.tocsin.match;

import io.tocsin.document.Document;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Filters that are decided by the same fields, and which of them logs of known classes meet.
 *
 * <p>Open addressing with linear probing, by the classes packed into a long.
 *
 * @param <T> what some filters mean to whoever asks
 */
final class Family<T> {
  private static final int CLASS_BITS = Short.SIZE;

  /** So many classes go into a key. */
  static final int MOST_FIELDS = Long.SIZE / CLASS_BITS;

  /** Odd, so that it spreads neighbours without letting two meet; 2^64 by the golden ratio. */
  private static final long SPREAD = 0x9E3779B97F4A7C15L;

  private static final int FIRST_CAPACITY = 16;

  /** An answer is a little array, and what it means; it cost a walk through the indexes. */
  private static final int LEAST_FOUND = 4;

  /** No key, since classes are above {@link FieldClasses#NONE}. */
  private static final long FREE = 0;

  private final int[] fields;
  private final FilterSet filters;
  private final int[] names;
  private final Function<int[], T> meaning;

  /** What each filter means alone. */
  private final List<T> single;

  private final Worth worth;
  private int[] met = new int[FIRST_CAPACITY];
  private int metSize;
  private long[] keys = new long[FIRST_CAPACITY];

  /** By the places of the keys: what the filters mean that are met; null where none is. */
  private @Nullable T[] answers = noAnswers(FIRST_CAPACITY);

  private int size;

  /**
   * A family.
   *
   * @param fields the places of their fields among those with classes
   * @param filters the filters by themselves
   * @param names what they are called outside, by their numbers
   * @param mostAnswers how many are remembered at once
   */
  Family(
      int[] fields, FilterSet filters, int[] names, Function<int[], T> meaning, int mostAnswers) {
    this.fields = fields;
    this.filters = filters;
    this.names = names;
    this.meaning = meaning;
    this.single = Arrays.stream(names).mapToObj(name -> meaning.apply(new int[] {name})).toList();
    this.worth = new Worth(mostAnswers, LEAST_FOUND);
  }

  @SuppressWarnings("unchecked") // nothing else is ever put into it
  private static <T> @Nullable T[] noAnswers(int capacity) {
    return (T[]) new Object[capacity];
  }

  /**
   * Says what the filters that select a log mean.
   *
   * @param classes of the log, by the places of their fields
   */
  void match(Document log, int[] classes, Consumer<T> out) {
    long key = key(classes);
    if (key == FREE) {
      each(log, out);
      return;
    }
    int mask = keys.length - 1;
    int place = place(key, mask);
    while (keys[place] != FREE) {
      if (keys[place] == key) {
        worth.found();
        say(answers[place], out);
        return;
      }
      place = (place + 1) & mask;
    }
    if (worth.isTried()) {
      T meant = ask(log);
      remember(key, meant);
      say(meant, out);
    } else {
      each(log, out);
    }
  }

  private long key(int[] classes) {
    long key = 0;
    for (int field : fields) {
      int its = classes[field];
      if (its == FieldClasses.NONE) {
        return FREE;
      }
      key = key << CLASS_BITS | its;
    }
    return key;
  }

  private static <T> void say(@Nullable T meant, Consumer<T> out) {
    if (meant != null) {
      out.accept(meant);
    }
  }

  /** What is not remembered is said filter by filter, of which the meanings are there. */
  private void each(Document log, Consumer<T> out) {
    filters.match(log, filter -> out.accept(single.get(filter)));
  }

  private @Nullable T ask(Document log) {
    metSize = 0;
    filters.match(log, this::met);
    return metSize == 0 ? null : meaning.apply(Arrays.copyOf(met, metSize));
  }

  private void met(int filter) {
    if (metSize == met.length) {
      met = Arrays.copyOf(met, 2 * metSize);
    }
    met[metSize++] = names[filter];
  }

  private void remember(long key, @Nullable T meant) {
    if (worth.learn()) {
      keys = new long[FIRST_CAPACITY];
      answers = noAnswers(FIRST_CAPACITY);
      size = 0;
    }
    put(key, meant);
    size++;
    if (2 * size > keys.length) {
      grow();
    }
  }

  private void put(long key, @Nullable T answer) {
    int mask = keys.length - 1;
    int place = place(key, mask);
    while (keys[place] != FREE) {
      place = (place + 1) & mask;
    }
    keys[place] = key;
    answers[place] = answer;
  }

  private void grow() {
    long[] oldKeys = keys;
    @Nullable T[] old = answers;
    keys = new long[2 * oldKeys.length];
    answers = noAnswers(keys.length);
    for (int i = 0; i < oldKeys.length; i++) {
      if (oldKeys[i] != FREE) {
        put(oldKeys[i], old[i]);
      }
    }
  }

  private static int place(long key, int mask) {
    return (int) (key * SPREAD >>> 32) & mask;
  }
}

package io.tocsin.diagnostic;

import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** Finds the known name that somebody probably meant. */
public final class Nearest {
  private Nearest() {}

  /**
   * The candidate with the fewest edits (a letter added, dropped, replaced, or two neighbours
   * swapped) from a name; of equals the one that begins most like it. Null if even that is more
   * than a third of the name away.
   */
  public static @Nullable String to(String name, Collection<String> candidates) {
    String nearest = null;
    int bound = Math.min(4, Math.max(1, name.length() / 3)) + 1;
    for (String candidate : candidates) {
      int distance = distance(name, candidate, bound + 1);
      boolean likelier =
          distance == bound
              && nearest != null
              && commonStart(name, candidate) > commonStart(name, nearest);
      if (distance < bound || likelier) {
        bound = distance;
        nearest = candidate;
      }
    }
    return nearest;
  }

  private static int commonStart(String a, String b) {
    int length = 0;
    while (length < Math.min(a.length(), b.length()) && a.charAt(length) == b.charAt(length)) {
      length++;
    }
    return length;
  }

  /** {@code did you mean 'status'?}, or null if no candidate is near. */
  public static @Nullable String hint(String name, Collection<String> candidates) {
    String nearest = to(name, candidates);
    return nearest == null ? null : "did you mean '" + nearest + "'?";
  }

  /**
   * Optimal string alignment distance, or {@code bound} if it is not below.
   *
   * @see <a href="https://en.wikipedia.org/wiki/Damerau%E2%80%93Levenshtein_distance">restricted
   *     Damerau–Levenshtein distance</a>
   */
  private static int distance(String a, String b, int bound) {
    if (Math.abs(a.length() - b.length()) >= bound) {
      return bound;
    }
    int[] beforeLast = new int[b.length() + 1];
    int[] last = new int[b.length() + 1];
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      last[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      row[0] = i;
      int smallest = i;
      for (int j = 1; j <= b.length(); j++) {
        boolean same = a.charAt(i - 1) == b.charAt(j - 1);
        row[j] = Math.min(last[j - 1] + (same ? 0 : 1), 1 + Math.min(last[j], row[j - 1]));
        if (swapped(a, i, b, j)) {
          row[j] = Math.min(row[j], beforeLast[j - 2] + 1);
        }
        smallest = Math.min(smallest, row[j]);
      }
      if (smallest >= bound) {
        return bound;
      }
      int[] spare = beforeLast;
      beforeLast = last;
      last = row;
      row = spare;
    }
    return Math.min(bound, last[b.length()]);
  }

  private static boolean swapped(String a, int i, String b, int j) {
    return i > 1
        && j > 1
        && a.charAt(i - 1) == b.charAt(j - 2)
        && a.charAt(i - 2) == b.charAt(j - 1);
  }
}

package io.tocsin.document;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The names that are wanted of a log, part by part, found by their bytes. Each has a slot. */
final class PathTrie {
  /** What the hash of a name's part begins with. */
  static final int EMPTY_HASH = 1;

  private final Map<String, Integer> slots = new LinkedHashMap<>();
  private final Step root = new Step(new byte[0]);

  /** A part of a wanted name. */
  static final class Step {
    private final byte[] name;
    private final int hash;
    private Step[] children = new Step[0];

    /** Buckets of children by the low bits of their hash; rebuilt with each child. */
    private Step[][] buckets = new Step[1][0];

    /** The slot of the name that ends here, or -1. */
    int slot = -1;

    Step(byte[] name) {
      this.name = name;
      int sum = EMPTY_HASH;
      for (byte b : name) {
        sum = nextHash(sum, b);
      }
      this.hash = sum;
    }

    /** The step of a part below this one, or null. */
    @Nullable Step child(byte[] bytes, int from, int to, int partHash) {
      for (Step child : buckets[partHash & (buckets.length - 1)]) {
        if (child.hash == partHash
            && Arrays.equals(child.name, 0, child.name.length, bytes, from, to)) {
          return child;
        }
      }
      return null;
    }

    private Step orAdd(byte[] part) {
      for (Step child : children) {
        if (Arrays.equals(child.name, part)) {
          return child;
        }
      }
      Step added = new Step(part);
      children = Arrays.copyOf(children, children.length + 1);
      children[children.length - 1] = added;
      int size = Integer.highestOneBit(children.length) * 4;
      buckets = new Step[size][0];
      for (Step child : children) {
        int bucket = child.hash & (size - 1);
        buckets[bucket] = Arrays.copyOf(buckets[bucket], buckets[bucket].length + 1);
        buckets[bucket][buckets[bucket].length - 1] = child;
      }
      return added;
    }
  }

  static int nextHash(int hash, byte b) {
    return hash * 31 + b;
  }

  /** The slot of a name, which is added if it is new. */
  int add(String name) {
    Integer known = slots.get(name);
    if (known != null) {
      return known;
    }
    Step step = root;
    List<String> path = FieldPath.of(name);
    for (String part : path) {
      step = step.orAdd(part.getBytes(StandardCharsets.UTF_8));
    }
    step.slot = slots.size();
    slots.put(name, step.slot);
    return step.slot;
  }

  boolean contains(String name) {
    return slots.containsKey(name);
  }

  int size() {
    return slots.size();
  }

  Step root() {
    return root;
  }
}

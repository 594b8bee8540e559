package io.tocsin.document;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The fields that a set of rules reads, numbered from 0.
 *
 * <p>A name is dotted ({@code http.response.status_code}). A name with {@code *} stands for every
 * field whose dotted name it matches, and a document gives the values of all of them under its
 * number; {@code http.*} is how a rule asks whether anything under {@code http} exists.
 */
public final class FieldIndex {
  private final List<String> names;
  private final Map<String, Integer> ordinals;

  private FieldIndex(Builder builder) {
    this.names = List.copyOf(builder.ordinals.keySet());
    this.ordinals = Map.copyOf(builder.ordinals);
  }

  /** A builder without fields. */
  public static Builder builder() {
    return new Builder();
  }

  /** How many fields there are; ordinals are below it. */
  public int size() {
    return names.size();
  }

  /** The dotted name, or the pattern, of this ordinal. */
  public String name(int ordinal) {
    return names.get(ordinal);
  }

  /** All names in the order of their ordinals. */
  public List<String> names() {
    return names;
  }

  /**
   * The ordinal of a name.
   *
   * @throws IllegalArgumentException if the index does not hold it
   */
  public int ordinal(String name) {
    Integer ordinal = ordinals.get(name);
    if (ordinal == null) {
      throw new IllegalArgumentException("field not indexed: " + name);
    }
    return ordinal;
  }

  /** Collects names, each once. */
  public static final class Builder {
    private final Map<String, Integer> ordinals = new LinkedHashMap<>();

    private Builder() {}

    /** The ordinal of this name, which is added if it is new. */
    public int ordinal(String name) {
      return ordinals.computeIfAbsent(name, unused -> ordinals.size());
    }

    /** The index of the names so far. */
    public FieldIndex build() {
      return new FieldIndex(this);
    }
  }
}

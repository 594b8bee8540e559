package io.tocsin.condition;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The distinct terms of one rule, numbered as its conditions name them. */
public final class Terms {
  private final List<Term> terms = new ArrayList<>();
  private final Map<Term, Integer> places = new HashMap<>();

  /** Without terms. */
  public Terms() {}

  /** The place of a term, which is added if it is new. */
  public int place(Term term) {
    return places.computeIfAbsent(
        term,
        added -> {
          terms.add(added);
          return terms.size() - 1;
        });
  }

  /** The terms so far, by their places. */
  public List<Term> list() {
    return Collections.unmodifiableList(terms);
  }
}

package io.tocsin.match;

import io.tocsin.document.Document;
import io.tocsin.document.FieldIndex;
import io.tocsin.document.Utf8;
import io.tocsin.document.Utf8Numbers;
import io.tocsin.document.ValueKind;
import io.tocsin.field.FieldCatalogue;
import io.tocsin.kql.Kql;
import io.tocsin.kql.KqlCompiler;
import io.tocsin.kql.KqlMatcher;
import io.tocsin.kql.WholeNumberSteps;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Sorts what logs have in one field into classes: what is of one class meets the same clauses.
 *
 * <p>A value is shown to the clauses when it first comes, and known by its bytes from then on; a
 * whole number is known by the steps that it lies between, since there are too many of them, and
 * where clauses do no more than name values, those that they do not name are one class. Where
 * values do not come again there is nothing else to know: then the field has no classes.
 */
final class FieldClasses {
  /** There is no class for this; classes are above it, and take two bytes. */
  static final int NONE = 0;

  private static final int MOST_CLASSES = 1 << 13;

  /** A value should be found so often again, and the more the more clauses it was shown to. */
  private static final int LEAST_FOUND = 8;

  private static final int CLAUSES_A_LOOK = 16;

  /** Longer values are not worth their place. */
  private static final int LONGEST = 255;

  /** Where several values are known, behind the kinds of single ones. */
  private static final int SEVERAL = ValueKind.values().length;

  private final int field;
  private final KqlMatcher[] clauses;
  private final @Nullable WholeNumberSteps steps;
  private final int[] classOfPlace;

  /** What clauses name, if all other values are alike to them; and the classes of the named. */
  private final @Nullable Utf8Numbers named;

  private final int[] classOfNamed;
  private int unnamed = NONE;

  /** By the kind of a value. */
  private final Known[] known = new Known[SEVERAL + 1];

  private final Map<BitSet, Integer> classes = new HashMap<>();
  private final Worth worth;
  private int absent = NONE;
  private final byte[] several = new byte[LONGEST];

  /** Values of one kind, and their classes. */
  private static final class Known {
    private final Utf8Numbers numbers = new Utf8Numbers();
    private int[] classOf = new int[16];

    int find(byte[] bytes, int offset, int length) {
      int number = numbers.find(bytes, offset, length);
      return number == Utf8Numbers.NONE ? NONE : classOf[number];
    }

    void add(byte[] bytes, int itsClass) {
      int number = numbers.add(bytes, 0, bytes.length);
      if (number == classOf.length) {
        classOf = Arrays.copyOf(classOf, 2 * number);
      }
      classOf[number] = itsClass;
    }
  }

  /**
   * Classes of what is in a field.
   *
   * @param clauses different ones, which are decided by this field
   * @param mostValues how many are known at once
   */
  FieldClasses(
      String name,
      Collection<Kql> clauses,
      FieldCatalogue catalogue,
      FieldIndex.Builder fields,
      int mostValues) {
    KqlCompiler compiler = new KqlCompiler(catalogue, fields);
    this.field = fields.ordinal(name);
    this.clauses = clauses.stream().map(compiler::compile).toArray(KqlMatcher[]::new);
    this.steps = WholeNumberSteps.of(name, clauses, catalogue);
    this.classOfPlace = new int[steps == null ? 0 : steps.places()];
    Set<String> names = NamedValues.of(name, clauses, catalogue);
    this.named = names == null ? null : new Utf8Numbers();
    this.classOfNamed = new int[names == null ? 0 : names.size()];
    if (named != null && names != null) {
      names.forEach(text -> named.add(Utf8.of(text)));
    }
    this.worth = new Worth(mostValues, Math.max(LEAST_FOUND, clauses.size() / CLAUSES_A_LOOK));
    Arrays.setAll(known, unused -> new Known());
  }

  /** The class of what a log has in the field; {@link #NONE} if it is not known by its class. */
  int of(Document document) {
    int size = document.size(field);
    if (size == 0) {
      if (absent == NONE) {
        absent = learn(document);
      }
      return absent;
    }
    if (size > 1) {
      return worth.isTried() ? ofSeveral(document, size) : NONE;
    }
    ValueKind kind = document.kind(field, 0);
    if (steps != null && kind == ValueKind.INTEGER) {
      int place = steps.placeOf(document.integer(field, 0));
      if (classOfPlace[place] == NONE) {
        classOfPlace[place] = learn(document);
      }
      return classOfPlace[place];
    }
    if (named != null) {
      return ofNamed(document, named);
    }
    if (!worth.isTried()) {
      return NONE;
    }
    Utf8 text = document.text(field, 0);
    return of(document, kind.ordinal(), text.bytes(), text.offset(), text.length());
  }

  private int ofNamed(Document document, Utf8Numbers names) {
    Utf8 text = document.text(field, 0);
    int number = names.find(text);
    int known = number == Utf8Numbers.NONE ? unnamed : classOfNamed[number];
    if (number == Utf8Numbers.NONE && text.length() > LONGEST) {
      return NONE; // perhaps too long to be indexed, and then it is no value
    }
    if (known != NONE || !worth.isTried()) {
      return known;
    }
    int learnt = learn(document);
    if (number == Utf8Numbers.NONE) {
      unnamed = learnt;
    } else {
      classOfNamed[number] = learnt;
    }
    return learnt;
  }

  /** Several values are taken as one, with the kind and the length of each in front of it. */
  private int ofSeveral(Document document, int size) {
    int length = 0;
    for (int i = 0; i < size; i++) {
      Utf8 text = document.text(field, i);
      if (length + 2 + text.length() > LONGEST) {
        return NONE;
      }
      several[length++] = (byte) document.kind(field, i).ordinal();
      several[length++] = (byte) text.length();
      System.arraycopy(text.bytes(), text.offset(), several, length, text.length());
      length += text.length();
    }
    return of(document, SEVERAL, several, 0, length);
  }

  private int of(Document document, int kind, byte[] bytes, int offset, int length) {
    int found = known[kind].find(bytes, offset, length);
    if (found != NONE) {
      worth.found();
      return found;
    }
    if (length > LONGEST) {
      return NONE;
    }
    // A copy, because the clauses ask for the text again, and there is one object for all values.
    byte[] copy = Arrays.copyOfRange(bytes, offset, offset + length);
    int itsClass = learn(document);
    if (worth.learn()) {
      Arrays.setAll(known, unused -> new Known());
    }
    known[kind].add(copy, itsClass);
    return itsClass;
  }

  private int learn(Document document) {
    BitSet met = new BitSet(clauses.length);
    for (int i = 0; i < clauses.length; i++) {
      met.set(i, clauses[i].matches(document));
    }
    Integer present = classes.get(met);
    if (present != null) {
      return present;
    }
    int next = classes.size() + 1;
    if (next == MOST_CLASSES) {
      worth.giveUp();
      return NONE;
    }
    classes.put(met, next);
    return next;
  }
}

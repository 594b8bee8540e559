package io.tocsin.document;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Takes a source's secrets out of a log. */
final class Masks {
  private static final Leaf MASKED = Leaf.string(TextMask.MASKED);

  /** Shorter secrets are not looked for in lines: they would be found everywhere. */
  private static final int SHORTEST_SECRET = 4;

  private static final int MOST_SECRETS = 100;

  /** The last part of the names of fields that hold passwords. */
  private static final Set<String> PASSWORD_NAMES =
      Set.of("password", "passwd", "passphrase", "pwd", "secret", "api_key", "apikey");

  /** Whole lines, which hold what was read out of them once more. */
  private static final List<List<String>> LINES =
      List.of(List.of("message"), List.of("event", "original"), List.of("log"), List.of("msg"));

  private final List<FieldPattern> fields = new ArrayList<>();
  private final List<TextMask> texts = new ArrayList<>();
  private boolean passwordFields;

  Masks(List<Mask> masks) {
    for (Mask mask : masks) {
      if (mask instanceof Mask.Field field) {
        fields.add(new FieldPattern(field.name(), 0));
      } else if (mask instanceof Mask.Matching matching) {
        texts.add(PatternMask.of(matching.expression()));
      } else if (mask instanceof Mask.Known known) {
        addKnown(known.secret());
      }
    }
  }

  private void addKnown(Mask.Secret secret) {
    switch (secret) {
      case TOKENS -> texts.add(KeywordMask.TOKENS);
      case PASSWORDS -> {
        texts.add(KeywordMask.PASSWORDS);
        passwordFields = true;
      }
      case CARD_NUMBERS -> texts.add(new CardNumberMask());
    }
  }

  /** Masks fields by their names; their text is masked in the log's lines too. */
  void maskFields(Branch log) {
    if (fields.isEmpty() && !passwordFields) {
      return;
    }
    Set<String> secrets = new HashSet<>();
    maskFields(log, "", secrets);
    for (String secret : secrets) {
      for (List<String> line : LINES) {
        if (log.has(line)) {
          log.replace(line, leaf -> without(secret, leaf));
        }
      }
    }
  }

  private static Leaf without(String secret, Leaf leaf) {
    return leaf.kind() == ValueKind.STRING && leaf.text().contains(secret)
        ? Leaf.string(leaf.text().replace(secret, TextMask.MASKED))
        : leaf;
  }

  private void maskFields(Branch branch, String prefix, Set<String> secrets) {
    Iterator<Map.Entry<String, Node>> entries = branch.fields.entrySet().iterator();
    while (entries.hasNext()) {
      Map.Entry<String, Node> entry = entries.next();
      String name = prefix + entry.getKey();
      if (isSecret(name, entry.getKey())) {
        Node masked = masked(entry.getValue(), secrets);
        if (masked == null) {
          entries.remove();
        } else {
          entry.setValue(masked);
        }
      } else {
        maskFieldsWithin(entry.getValue(), name + ".", secrets);
      }
    }
  }

  private void maskFieldsWithin(Node node, String prefix, Set<String> secrets) {
    if (node instanceof Branch branch) {
      maskFields(branch, prefix, secrets);
    } else if (node instanceof Items items) {
      items.elements.forEach(element -> maskFieldsWithin(element, prefix, secrets));
    }
  }

  private boolean isSecret(String name, String lastPart) {
    if (passwordFields && PASSWORD_NAMES.contains(lastPart.toLowerCase(Locale.ROOT))) {
      return true;
    }
    for (FieldPattern field : fields) {
      if (field.matches(name)) {
        return true;
      }
    }
    return false;
  }

  /** The node with every string masked and everything else gone; null if nothing is left. */
  private static @Nullable Node masked(Node node, Set<String> secrets) {
    return Branch.rewrite(
        node,
        leaf -> {
          if (leaf.text().length() >= SHORTEST_SECRET
              && secrets.size() < MOST_SECRETS
              && !leaf.equals(MASKED)) {
            secrets.add(leaf.text());
          }
          return leaf.kind() == ValueKind.STRING ? MASKED : null;
        });
  }

  /** Masks what text shows to be secret, in every string; a number that is secret goes. */
  void maskTexts(Branch log) {
    if (!texts.isEmpty()) {
      Branch.rewrite(log, this::maskText);
    }
  }

  private @Nullable Leaf maskText(Leaf leaf) {
    String text = leaf.text();
    for (TextMask mask : texts) {
      text = mask.mask(text);
    }
    if (text.equals(leaf.text())) {
      return leaf;
    }
    return leaf.kind() == ValueKind.STRING ? Leaf.string(text) : null;
  }
}

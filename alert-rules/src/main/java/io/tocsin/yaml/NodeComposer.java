package io.tocsin.yaml;

import io.tocsin.diagnostic.Code;
import io.tocsin.diagnostic.Diagnostics;
import io.tocsin.diagnostic.Fragment;
import io.tocsin.diagnostic.SourceText;
import io.tocsin.diagnostic.Span;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceStartEvent;

/**
 * Builds the nodes of one file from the parser's events.
 *
 * <p>An alias gives the anchored node itself, and is charged with all nodes under it: whoever walks
 * the tree meets at most {@link #MOST_NODES} of them.
 */
final class NodeComposer {
  private static final int DEEPEST = 64;
  private static final int MOST_NODES = 1_000_000;

  private final SourceText source;
  private final FileOffsets offsets;
  private final Iterator<Event> events;
  private final Diagnostics diagnostics;
  private final Map<String, Anchored> anchors = new HashMap<>();
  private int nodes;

  private record Anchored(YamlNode node, int weight) {}

  /** Ends the reading of a file of which enough was said. */
  private static final class Stop extends RuntimeException {
    private static final long serialVersionUID = 1;

    Stop() {
      super("reported already", null, false, false);
    }
  }

  NodeComposer(
      SourceText source, FileOffsets offsets, Iterator<Event> events, Diagnostics diagnostics) {
    this.source = source;
    this.offsets = offsets;
    this.events = events;
    this.diagnostics = diagnostics;
  }

  /** The value of the only document, or null if there is none or it is refused. */
  @Nullable YamlNode document() {
    events.next(); // the start of the stream
    Event event = events.next();
    if (event.getEventId() == Event.ID.StreamEnd) {
      return null;
    }
    try {
      YamlNode root = node(events.next(), 1);
      events.next(); // the end of the document
      Event after = events.next();
      if (after.getEventId() != Event.ID.StreamEnd) {
        refuse(Code.YAML_UNSUPPORTED, span(after), "a second document in one file");
      }
      return root;
    } catch (Stop stop) {
      return null;
    }
  }

  private YamlNode node(Event event, int depth) {
    if (depth > DEEPEST) {
      throw refuse(Code.YAML_TOO_DEEP, span(event), "nested more than " + DEEPEST + " levels deep");
    }
    charge(1, event);
    if (event instanceof AliasEvent alias) {
      return aliased(alias);
    }
    int before = nodes;
    YamlNode node = bare((NodeEvent) event, depth);
    ((NodeEvent) event)
        .getAnchor()
        .ifPresent(a -> anchors.put(a.getValue(), new Anchored(node, nodes - before + 1)));
    return node;
  }

  private YamlNode bare(NodeEvent event, int depth) {
    if (event instanceof ScalarEvent scalar) {
      refuseTag(scalar, scalar.getTag().orElse(null));
      return scalar(scalar);
    }
    if (event instanceof SequenceStartEvent start) {
      refuseTag(start, start.getTag().orElse(null));
      return sequence(start, depth);
    }
    MappingStartEvent start = (MappingStartEvent) event;
    refuseTag(start, start.getTag().orElse(null));
    return mapping(start, depth);
  }

  private YamlScalar scalar(ScalarEvent event) {
    YamlScalar.Style style =
        switch (event.getScalarStyle()) {
          case PLAIN -> YamlScalar.Style.PLAIN;
          case SINGLE_QUOTED -> YamlScalar.Style.SINGLE_QUOTED;
          case DOUBLE_QUOTED, JSON_SCALAR_STYLE -> YamlScalar.Style.DOUBLE_QUOTED;
          case LITERAL -> YamlScalar.Style.LITERAL;
          case FOLDED -> YamlScalar.Style.FOLDED;
        };
    return new YamlScalar(source, span(event), event.getValue(), style);
  }

  private YamlSequence sequence(Event start, int depth) {
    List<YamlNode> items = new ArrayList<>();
    Event event = events.next();
    while (event.getEventId() != Event.ID.SequenceEnd) {
      items.add(node(event, depth + 1));
      event = events.next();
    }
    return new YamlSequence(source, span(start).to(span(event)), items);
  }

  private YamlMapping mapping(Event start, int depth) {
    List<YamlMapping.Entry> entries = new ArrayList<>();
    Set<String> keys = new HashSet<>();
    Event event = events.next();
    while (event.getEventId() != Event.ID.MappingEnd) {
      if (!(node(event, depth + 1) instanceof YamlScalar key)) {
        throw refuse(Code.YAML_UNSUPPORTED, span(event), "a key that is no text");
      }
      YamlNode value = node(events.next(), depth + 1);
      if (keys.add(key.text())) {
        entries.add(new YamlMapping.Entry(key, value));
      } else {
        Fragment text = key.fragment();
        String message = "key '" + key.text() + "' is given twice";
        diagnostics.error(Code.YAML_DUPLICATE_KEY, text, text.span(), message, null);
      }
      event = events.next();
    }
    return new YamlMapping(source, span(start).to(span(event)), entries);
  }

  private YamlNode aliased(AliasEvent event) {
    String name = event.getAlias().getValue();
    Anchored anchored = anchors.get(name);
    if (anchored == null) {
      throw refuse(Code.YAML_ALIASES, span(event), "alias '" + name + "' has no anchor before it");
    }
    charge(anchored.weight, event);
    return anchored.node;
  }

  private void charge(int weight, Event event) {
    nodes += weight;
    if (nodes > MOST_NODES) {
      throw refuse(
          Code.YAML_ALIASES,
          span(event),
          "more than " + MOST_NODES + " values, counting those that aliases repeat");
    }
  }

  private void refuseTag(Event event, @Nullable String tag) {
    if (tag != null) {
      throw refuse(Code.YAML_UNSUPPORTED, span(event), "a tag: '" + tag + "'");
    }
  }

  private Stop refuse(Code code, Span span, String message) {
    Fragment file = Fragment.verbatim(source, Span.all(source.text()));
    diagnostics.error(code, file, span, message, null);
    return new Stop();
  }

  private Span span(Event event) {
    int start = event.getStartMark().map(mark -> offsets.utf16(mark.getIndex())).orElse(0);
    int end = event.getEndMark().map(mark -> offsets.utf16(mark.getIndex())).orElse(start);
    return new Span(start, Math.max(start, end));
  }
}

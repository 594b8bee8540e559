package io.tocsin.document;

import java.io.Serializable;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How the records of a source become logs. Immutable; it travels with a job, so it holds text only.
 *
 * @param timestampField the dotted name of the field that holds event time, after renaming; null:
 *     {@code @timestamp}, or else {@code timestamp}
 * @param parse steps in the order in which they are taken
 * @param renames taken after the steps, in this order
 * @param dataset the middle part of the data stream's name
 * @param namespace the last part of the data stream's name
 * @param datasetField the dotted name of the field whose value is the middle part, in the logs that
 *     have one; null if all logs go to one stream
 */
public record SourceSpec(
    SourceFormat format,
    @Nullable String timestampField,
    TimestampFormat timestampFormat,
    List<ParseStep> parse,
    List<Rename> renames,
    List<Mask> masks,
    String dataset,
    String namespace,
    @Nullable String datasetField)
    implements Serializable {

  /** What Elasticsearch allows in these parts of a data stream's name. */
  private static final Pattern STREAM_PART = Pattern.compile("[^A-Z\\\\/*?\"<>| ,#:\\-]{1,100}");

  private static final Pattern NO_STREAM_PART = Pattern.compile("[\\\\/*?\"<>| ,#:\\-\\p{Cntrl}]");
  private static final int LONGEST_PART = 100;

  /**
   * Copies the lists.
   *
   * @throws IllegalArgumentException if dataset or namespace cannot be part of a data stream's name
   */
  public SourceSpec {
    parse = List.copyOf(parse);
    renames = List.copyOf(renames);
    masks = List.copyOf(masks);
    checkStreamPart("dataset", dataset);
    checkStreamPart("namespace", namespace);
  }

  /** A source of this format with everything else left at what most sources need. */
  public static SourceSpec of(SourceFormat format) {
    return new SourceSpec(
        format,
        null,
        new TimestampFormat.Auto(),
        List.of(),
        List.of(),
        List.of(),
        "generic",
        "default",
        null);
  }

  /** The same with event time in this field and format. */
  public SourceSpec withTimestamp(@Nullable String field, TimestampFormat timestampFormat) {
    return new SourceSpec(
        format, field, timestampFormat, parse, renames, masks, dataset, namespace, datasetField);
  }

  /** The same with these steps. */
  public SourceSpec withParse(ParseStep... steps) {
    return new SourceSpec(
        format,
        timestampField,
        timestampFormat,
        List.of(steps),
        renames,
        masks,
        dataset,
        namespace,
        datasetField);
  }

  /** The same with these new names. */
  public SourceSpec withRenames(Rename... names) {
    return new SourceSpec(
        format,
        timestampField,
        timestampFormat,
        parse,
        List.of(names),
        masks,
        dataset,
        namespace,
        datasetField);
  }

  /** The same with these masks. */
  public SourceSpec withMasks(Mask... secrets) {
    return new SourceSpec(
        format,
        timestampField,
        timestampFormat,
        parse,
        renames,
        List.of(secrets),
        dataset,
        namespace,
        datasetField);
  }

  /** The same for another data stream. */
  public SourceSpec withDataStream(String streamDataset, String streamNamespace) {
    return new SourceSpec(
        format,
        timestampField,
        timestampFormat,
        parse,
        renames,
        masks,
        streamDataset,
        streamNamespace,
        datasetField);
  }

  /** The same with logs that go where this field says, if they have it. */
  public SourceSpec withDatasetField(@Nullable String field) {
    return new SourceSpec(
        format, timestampField, timestampFormat, parse, renames, masks, dataset, namespace, field);
  }

  /** The name of the data stream that holds logs of this source with a dataset. */
  String dataStream(String ofLog) {
    return "logs-" + ofLog + "-" + namespace;
  }

  /**
   * The dataset that a field's value names: with what the name of a data stream cannot have taken
   * for {@code _}, as Elasticsearch's own {@code reroute} does. Null if nothing of it is left.
   */
  static @Nullable String streamPart(String value) {
    String part = NO_STREAM_PART.matcher(value.toLowerCase(Locale.ROOT)).replaceAll("_");
    return part.isEmpty() ? null : part.substring(0, Math.min(part.length(), LONGEST_PART));
  }

  private static void checkStreamPart(String what, String part) {
    if (!STREAM_PART.matcher(part).matches()) {
      throw new IllegalArgumentException(
          what
              + " must be 1 to 100 characters without capitals, '-', spaces or any of \\/*?\"<>|,#:"
              + ", got '"
              + part
              + "'");
    }
  }
}

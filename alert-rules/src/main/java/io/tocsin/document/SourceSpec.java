package io.tocsin.document;

import java.io.Serializable;
import java.util.List;
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
 */
public record SourceSpec(
    SourceFormat format,
    @Nullable String timestampField,
    TimestampFormat timestampFormat,
    List<ParseStep> parse,
    List<Rename> renames,
    List<Mask> masks,
    String dataset,
    String namespace)
    implements Serializable {

  /** What Elasticsearch allows in these parts of a data stream's name. */
  private static final Pattern STREAM_PART = Pattern.compile("[^A-Z\\\\/*?\"<>| ,#:\\-]{1,100}");

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
        "default");
  }

  /** The same with event time in this field and format. */
  public SourceSpec withTimestamp(@Nullable String field, TimestampFormat timestampFormat) {
    return new SourceSpec(
        format, field, timestampFormat, parse, renames, masks, dataset, namespace);
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
        namespace);
  }

  /** The same with these new names. */
  public SourceSpec withRenames(Rename... names) {
    return new SourceSpec(
        format, timestampField, timestampFormat, parse, List.of(names), masks, dataset, namespace);
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
        namespace);
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
        streamNamespace);
  }

  /** The name of the data stream that holds this source's logs. */
  public String dataStream() {
    return "logs-" + dataset + "-" + namespace;
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

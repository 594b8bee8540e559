package io.tocsin.indextemplate;

import java.util.List;

/**
 * What became of one template.
 *
 * @param installedVersion the version that the cluster holds now; 0 if that template has none
 * @param streams what became of the retention of data streams that were made of it before
 */
public record Installation(
    Template.Kind kind,
    String name,
    Outcome outcome,
    long installedVersion,
    List<StreamRetention> streams) {

  /** Keeps its own list. */
  public Installation {
    streams = List.copyOf(streams);
  }

  /** What an installation can come to. */
  public enum Outcome {
    /** There was none of this name. */
    CREATED,
    /** There was an older one of ours, or one made with other settings. */
    UPDATED,
    /** It was there already. */
    UNCHANGED,
    /** A newer one of ours was there, and stays. */
    KEPT_NEWER,
    /** One of ours that somebody has changed by hand was there, and stays. */
    KEPT_EDITED,
    /** One that is not ours was there, and stays. */
    KEPT_FOREIGN;

    /** Whether the cluster holds something else than what was to be installed. */
    public boolean kept() {
      return this == KEPT_NEWER || this == KEPT_EDITED || this == KEPT_FOREIGN;
    }
  }
}

package io.tocsin.flink.elasticsearch;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What became of the entries of one batch.
 *
 * @param done stored now
 * @param alreadyDone stored before
 * @param retries to be sent again, in their order
 * @param retriesByStatus how many of those by status; 0 where there was no answer
 * @param refused never to be sent again
 */
record BulkOutcome(
    List<PendingEntry> done,
    List<PendingEntry> alreadyDone,
    List<PendingEntry> retries,
    Map<Integer, Integer> retriesByStatus,
    List<Refused> refused) {

  /** An entry with its refusal. */
  record Refused(PendingEntry pending, Rejection rejection) {}

  static BulkOutcome empty() {
    return new BulkOutcome(
        new ArrayList<>(),
        new ArrayList<>(),
        new ArrayList<>(),
        new TreeMap<>(),
        new ArrayList<>());
  }

  static BulkOutcome of(List<PendingEntry> batch, List<ItemAnswer> answers) {
    BulkOutcome outcome = empty();
    for (int i = 0; i < batch.size(); i++) {
      PendingEntry pending = batch.get(i);
      ItemAnswer answer = answers.get(i);
      switch (answer.verdict(pending.entry())) {
        case DONE -> outcome.done.add(pending);
        case ALREADY_DONE -> outcome.alreadyDone.add(pending);
        case RETRY ->
            outcome.retry(answer.isUntouched() ? pending : pending.inDoubt(), answer.status());
        case REFUSED -> outcome.refuse(pending, answer.rejection(pending.entry()));
      }
    }
    return outcome;
  }

  /** All to be sent again, since the request was turned away with this status. */
  static BulkOutcome allRetried(List<PendingEntry> batch, int status) {
    BulkOutcome outcome = empty();
    batch.forEach(pending -> outcome.retry(pending, status));
    return outcome;
  }

  /** This and another, whose entries come after these. */
  BulkOutcome and(BulkOutcome later) {
    BulkOutcome both = empty();
    for (BulkOutcome each : List.of(this, later)) {
      both.done.addAll(each.done);
      both.alreadyDone.addAll(each.alreadyDone);
      both.retries.addAll(each.retries);
      each.retriesByStatus.forEach((k, v) -> both.retriesByStatus.merge(k, v, Integer::sum));
      both.refused.addAll(each.refused);
    }
    return both;
  }

  /** How many entries these are. */
  int size() {
    return done.size() + alreadyDone.size() + retries.size() + refused.size();
  }

  /** This, and entries that were found to be there. */
  BulkOutcome andFound(List<PendingEntry> there) {
    alreadyDone.addAll(there);
    return this;
  }

  void retry(PendingEntry pending, int status) {
    retries.add(pending);
    retriesByStatus.merge(status, 1, Integer::sum);
  }

  void refuse(PendingEntry pending, Rejection rejection) {
    refused.add(new Refused(pending, rejection));
  }
}

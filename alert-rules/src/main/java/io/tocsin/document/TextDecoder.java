package io.tocsin.document;

import java.util.List;

/** Takes a record for one line of text. */
final class TextDecoder implements Decoder {
  @Override
  public List<Branch> decode(byte[] record, ReadStats stats) throws NotALog {
    String line = Utf8Text.decode(record, stats);
    if (line.isBlank()) {
      throw new NotALog("empty", "the record is empty");
    }
    Branch log = new Branch();
    log.fields.put("message", Leaf.string(line.stripTrailing()));
    return List.of(log);
  }
}

package io.tocsin.document;

import java.util.List;

/** Reads the bytes of a record. */
interface Decoder {

  /**
   * The logs of a record, in order.
   *
   * @throws NotALog if there is none
   */
  List<Branch> decode(byte[] record, ReadStats stats) throws NotALog;
}

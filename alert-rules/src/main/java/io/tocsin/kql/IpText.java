package io.tocsin.kql;

import io.tocsin.document.Utf8;

/**
 * An IP address in 128 bits, as two longs whose unsigned order is that of addresses; one of version
 * 4 in its mapped form ({@code ::ffff:1.2.3.4}). Reused for one text after the other.
 */
final class IpText {
  private static final long MAPPED = 0xFFFF_0000_0000L;

  /** Longer text is not even tried. */
  private static final int LONGEST = 128;

  private final int[] groups = new int[8];
  long high;
  long low;

  private final Utf8 withoutZone = new Utf8();

  /** Reads a text; false, with the address undefined, if it is none. */
  boolean read(Utf8 text) {
    int length = text.length();
    if (length < 2 || length > LONGEST) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      if (text.at(i) == ':') {
        return version6(withoutZone(text));
      }
    }
    long address = version4(text, 0);
    high = 0;
    low = MAPPED | address;
    return address >= 0;
  }

  /** A zone, as in {@code fe80::1%eth0}, is allowed and says nothing. */
  private Utf8 withoutZone(Utf8 text) {
    for (int i = 2; i < text.length(); i++) {
      if (text.at(i) == '%') {
        return withoutZone.set(text.bytes(), text.offset(), i);
      }
    }
    return text;
  }

  /** The 32 bits of a dotted quad that begins here and ends the text; -1 if there is none. */
  private static long version4(Utf8 text, int from) {
    long address = 0;
    int octet = -1;
    int octets = 1;
    for (int i = from; i < text.length(); i++) {
      byte c = text.at(i);
      if (c == '.' && octet >= 0) {
        address = address << 8 | octet;
        octet = -1;
        octets++;
      } else if (c >= '0' && c <= '9' && octet != 0) {
        octet = 10 * Math.max(octet, 0) + c - '0';
      } else {
        return -1;
      }
      if (octet > 255) {
        return -1;
      }
    }
    return octets == 4 && octet >= 0 ? address << 8 | octet : -1;
  }

  private boolean version6(Utf8 text) {
    int count = 0;
    int gap = -1;
    int at = 0;
    if (text.at(0) == ':') {
      if (text.at(1) != ':') {
        return false;
      }
      gap = 0;
      at = 2;
    }
    while (at < text.length()) {
      int end = endOfGroup(text, at);
      if (end < text.length() && text.at(end) == '.') {
        long address = version4(text, at);
        if (address < 0 || count > 6) {
          return false;
        }
        groups[count++] = (int) (address >>> 16);
        groups[count++] = (int) (address & 0xFFFF);
        return assemble(count, gap);
      }
      int group = hex(text, at, end);
      if (end == at || group > 0xFFFF || count == 8) {
        return false;
      }
      groups[count++] = group;
      if (end == text.length()) {
        return assemble(count, gap);
      }
      if (text.at(end) != ':' || end + 1 == text.length()) {
        return false;
      }
      at = end + 1;
      if (text.at(at) == ':') {
        if (gap >= 0) {
          return false;
        }
        gap = count;
        at++;
      }
    }
    return assemble(count, gap);
  }

  private boolean assemble(int count, int gap) {
    if (gap < 0 ? count != 8 : count > 7) {
      return false;
    }
    high = 0;
    low = 0;
    int zeros = 8 - count;
    for (int i = 0; i < 8; i++) {
      int group = i;
      if (gap >= 0 && i >= gap) {
        group = i < gap + zeros ? -1 : i - zeros;
      }
      long bits = group < 0 ? 0 : groups[group];
      if (i < 4) {
        high = high << 16 | bits;
      } else {
        low = low << 16 | bits;
      }
    }
    return true;
  }

  private static int endOfGroup(Utf8 text, int from) {
    int end = from;
    while (end < text.length() && Character.digit(text.at(end), 16) >= 0) {
      end++;
    }
    return end;
  }

  /** The value of hexadecimal digits, of which any number may be leading zeros. */
  private static int hex(Utf8 text, int from, int to) {
    int value = 0;
    for (int i = from; i < to && value <= 0xFFFF; i++) {
      value = value << 4 | Character.digit(text.at(i), 16);
    }
    return value;
  }
}

package io.tocsin.flink.serializer;

import io.tocsin.rule.RuleBundle;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;

/**
 * Rule files as bytes: deflated, since a message between Flink's processes is limited (10 MB unless
 * set) and rule files repeat themselves.
 */
public final class RuleBundleCodec {
  private RuleBundleCodec() {}

  /** The bundle, deflated. */
  public static byte[] compress(RuleBundle bundle) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(new DeflaterOutputStream(bytes))) {
      out.writeInt(bundle.files().size());
      for (RuleBundle.File file : bundle.files()) {
        writeText(out, file.path());
        writeText(out, file.text());
      }
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory failed", e);
    }
    return bytes.toByteArray();
  }

  /**
   * The bundle that was deflated so.
   *
   * @throws UncheckedIOException if it is none
   */
  public static RuleBundle decompress(byte[] compressed) {
    try (DataInputStream in =
        new DataInputStream(new InflaterInputStream(new ByteArrayInputStream(compressed)))) {
      int count = in.readInt();
      List<RuleBundle.File> files = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        files.add(new RuleBundle.File(readText(in), readText(in)));
      }
      return new RuleBundle(files);
    } catch (IOException e) {
      throw new UncheckedIOException("not a compressed rule bundle", e);
    }
  }

  private static void writeText(DataOutputStream out, String text) throws IOException {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    out.writeInt(utf8.length);
    out.write(utf8);
  }

  private static String readText(DataInputStream in) throws IOException {
    return new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8);
  }
}

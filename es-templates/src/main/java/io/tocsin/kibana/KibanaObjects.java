package io.tocsin.kibana;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The saved objects of this version. Immutable. */
public final class KibanaObjects {
  /** The file's name, which Kibana wants to end so. */
  public static final String FILE = "tocsin.ndjson";

  private static final ObjectMapper JSON = new ObjectMapper();

  private final byte[] ndjson;
  private final List<KibanaObject> all;

  private KibanaObjects(byte[] ndjson, List<KibanaObject> all) {
    this.ndjson = ndjson;
    this.all = List.copyOf(all);
  }

  /** The file as it is. */
  public static KibanaObjects bundled() {
    String path = "/kibana/" + FILE;
    try (InputStream in = KibanaObjects.class.getResourceAsStream(path)) {
      if (in == null) {
        throw new IllegalStateException("not in the jar: " + path);
      }
      byte[] ndjson = in.readAllBytes();
      List<KibanaObject> all = new ArrayList<>();
      for (String line : new String(ndjson, StandardCharsets.UTF_8).lines().toList()) {
        JsonNode json = JSON.readTree(line);
        all.add(new KibanaObject(json.path("type").asText(), json.path("id").asText(), json));
      }
      return new KibanaObjects(ndjson, all);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + path, e);
    }
  }

  /** All of them, in the file's order: what others refer to comes first. */
  public List<KibanaObject> all() {
    return all;
  }

  /** The file, one object a line. */
  byte[] ndjson() {
    return ndjson.clone();
  }
}

package io.tocsin.flink.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.alert.AlertRecord;
import io.tocsin.message.TestingAlerts;
import io.tocsin.notify.Darkness;
import io.tocsin.notify.Gap;
import java.io.IOException;
import java.util.Map;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.types.StringValue;
import org.junit.jupiter.api.Test;

class WireCodecTest {
  @Test
  void darknessOfTopicsIsRead() {
    Directive dark =
        new Directive.Dark(
            new Darkness(
                new Gap(null, 7),
                Map.of("logs.a", new Gap("no log", 3), "logs.b", new Gap(null, 5))));

    assertThat(WireCodec.readDirective(WireCodec.write(dark))).isEqualTo(dark);
  }

  @Test
  void otherReceiversAreReadWithTheirGeneration() {
    Directive change = new ReceiversChange(new ReceiversText("r.yaml", "receivers: {}"), 7);

    assertThat(WireCodec.readDirective(WireCodec.write(change))).isEqualTo(change);
  }

  @Test
  void newsOfTheEngineIsRead() {
    EngineNews read = new ReceiversRead(new ReceiversText("r.yaml", "receivers: ["), "why", 7);
    AlertRecord fired = TestingAlerts.alert("tocsin/receivers-rejected", "r.yaml").fired();

    assertThat(WireCodec.readNews(WireCodec.write(read))).isEqualTo(read);
    assertThat(WireCodec.readNews(WireCodec.write(WrittenRecord.of(fired))))
        .isInstanceOfSatisfying(
            WrittenRecord.class, record -> assertThat(record.record()).isEqualTo(fired));
  }

  /** It is in the state of jobs that were stopped before topics were told apart. */
  @Test
  void darknessOfTheSourceAsAWholeIsReadAsItWasWritten() throws IOException {
    for (String why : new String[] {null, "held under tocsin/source-silent: no log"}) {
      DataOutputSerializer old = new DataOutputSerializer(64);
      old.writeByte(2);
      StringValue.writeString(why, old);
      old.writeLong(1_234);

      assertThat(WireCodec.readDirective(old.getCopyOfBuffer()))
          .isEqualTo(new Directive.Dark(Darkness.ofSource(why, 1_234)));
    }
  }
}

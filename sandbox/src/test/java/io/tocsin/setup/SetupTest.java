package io.tocsin.setup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.indextemplate.Templates;
import io.tocsin.sandbox.ElasticsearchPart;
import io.tocsin.sandbox.KafkaPart;
import io.tocsin.sandbox.StackExtension;
import io.tocsin.settings.TopicNames;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.http.HttpHost;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.common.config.ConfigResource;
import org.elasticsearch.client.RestClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(StackExtension.class)
class SetupTest {

  private final List<String> lines = new ArrayList<>();
  private final Setup setup = new Setup(lines::add);

  @Test
  void topicsAreMadeOnceAndTheirRecordsCarryTheBrokersTime(KafkaPart kafka) throws Exception {
    List<TopicPlan> plans = TopicPlan.standard("setup-test-logs", 3, 1);

    setup.topics(properties(kafka), plans);
    assertThat(lines).contains("topic setup-test-logs made, 3 partitions");

    lines.clear();
    setup.topics(properties(kafka), plans);
    assertThat(lines).hasSize(plans.size()).allMatch(line -> line.endsWith("is there"));
    assertThat(configuration(kafka, "setup-test-logs", "message.timestamp.type"))
        .isEqualTo("LogAppendTime");
    assertThat(configuration(kafka, TopicNames.DEFAULT.alerts(), "message.timestamp.type"))
        .isEqualTo("LogAppendTime");
    assertThat(configuration(kafka, TopicNames.DEFAULT.silences(), "cleanup.policy"))
        .isEqualTo("compact");
  }

  @Test
  void aTopicThatIsOtherwiseStaysAndIsNamed(KafkaPart kafka) {
    setup.topics(properties(kafka), List.of(new TopicPlan("setup-test-other", 1, 1, Map.of())));

    setup.topics(properties(kafka), List.of(TopicPlan.logs("setup-test-other", 4, 1)));

    assertThat(lines)
        .last()
        .isEqualTo(
            "topic setup-test-other is there and stays as it is:"
                + " message.timestamp.type is CreateTime, not LogAppendTime");
  }

  @Test
  void aBrokerThatIsNotThereIsNamed() {
    Properties nowhere = new Properties();
    nowhere.put("bootstrap.servers", "127.0.0.1:1");

    assertThatThrownBy(() -> setup.topics(nowhere, TopicPlan.own(TopicNames.DEFAULT, 1)))
        .isInstanceOf(SetupException.class)
        .hasMessageContaining("no Kafka broker answers at 127.0.0.1:1");
  }

  @Test
  void templatesAreInstalledOnce(ElasticsearchPart elasticsearch) throws Exception {
    try (RestClient client =
        RestClient.builder(HttpHost.create(elasticsearch.uri().toString())).build()) {
      setup.templates(client, Templates.bundled().all(), false);
      lines.clear();
      setup.templates(client, Templates.bundled().all(), false);
    }

    assertThat(lines).isNotEmpty().allMatch(line -> line.endsWith("is there"));
  }

  private static Properties properties(KafkaPart kafka) {
    Properties properties = new Properties();
    properties.put("bootstrap.servers", kafka.bootstrapServers());
    return properties;
  }

  private static String configuration(KafkaPart kafka, String topic, String key) throws Exception {
    ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
    try (Admin admin = Admin.create(properties(kafka))) {
      Config config =
          admin.describeConfigs(List.of(resource)).all().get().values().iterator().next();
      return config.get(key).value();
    }
  }
}

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.UUID;
import java.util.concurrent.Future;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;
import org.apache.avro.message.BinaryMessageEncoder;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteBufferSerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Sends the records of a JSON Lines file to a carrier's topic, up to 1,000 in a message.
 *
 * <pre>
 * ringtrace carrier add north > north.properties
 * java -cp 'libs/*' Producer.java north.properties ../../../schemas/cdr-batch.avsc calls.jsonl switch-1 1
 * </pre>
 *
 * The settings are those that `ringtrace carrier add` printed; then the schema, the file, the batches' source and the
 * sequence of the first one. Times are milliseconds since 1970, UTC. Needs kafka-clients and avro.
 */
public class Producer {
  static final int RECORDS = 1_000;

  public static void main(String[] args) throws Exception {
    Path settings = Path.of(args[0]);
    Schema schema = new Schema.Parser().parse(Path.of(args[1]).toFile());
    String source = args[3];
    long sequence = Long.parseLong(args[4]);
    String topic = topicOf(settings);
    // Avro single-object encoding: C3 01, then the schema's fingerprint.
    var encoder = new BinaryMessageEncoder<GenericRecord>(new GenericData(), schema);
    Schema cdr = schema.getField("records").schema().getElementType();
    List<Future<?>> sent = new ArrayList<>();
    try (var producer = new KafkaProducer<>(clientSettings(settings), new StringSerializer(), new ByteBufferSerializer());
        var lines = Files.lines(Path.of(args[2]))) {
      List<GenericRecord> records = new ArrayList<>();
      for (String line : (Iterable<String>) lines.filter(l -> !l.isBlank())::iterator) {
        records.add(record(cdr, new ObjectMapper().readTree(line)));
        if (records.size() < RECORDS) continue;
        sent.add(producer.send(new ProducerRecord<>(topic, source, batch(encoder, schema, source, sequence++, records))));
        records = new ArrayList<>();
      }
      if (!records.isEmpty())
        sent.add(producer.send(new ProducerRecord<>(topic, source, batch(encoder, schema, source, sequence, records))));
      // Throws where the broker did not take a batch: then send the file again.
      for (Future<?> one : sent) one.get();
    }
  }

  static ByteBuffer batch(
      BinaryMessageEncoder<GenericRecord> encoder, Schema schema, String source, long sequence, List<GenericRecord> records)
      throws Exception {
    return encoder.encode(
        new GenericRecordBuilder(schema)
            .set("batch_id", UUID.randomUUID().toString())
            .set("source", source)
            .set("sequence", sequence)
            .set("produced_at", System.currentTimeMillis())
            .set("records", records)
            .build());
  }

  /** A record with the schema's defaults for what the line leaves out. */
  static GenericRecord record(Schema schema, JsonNode line) {
    var builder = new GenericRecordBuilder(schema);
    for (Schema.Field field : schema.getFields()) {
      JsonNode value = line.get(field.name());
      if (value == null) continue;
      builder.set(
          field,
          switch (value.getNodeType()) {
            case NULL -> null;
            case BOOLEAN -> value.booleanValue();
            case STRING -> value.textValue();
            default -> field.schema().getType() == Schema.Type.INT ? (Object) value.intValue() : value.longValue();
          });
    }
    return builder.build();
  }

  static String topicOf(Path settings) throws Exception {
    return Files.readAllLines(settings).stream()
        .filter(line -> line.startsWith("# topic:"))
        .map(line -> line.substring("# topic:".length()).trim())
        .findFirst()
        .orElseThrow();
  }

  /** The same settings by the names that Kafka's Java client knows them by. */
  static Properties clientSettings(Path file) throws Exception {
    Properties given = new Properties();
    try (var reader = Files.newBufferedReader(file)) {
      given.load(reader);
    }
    Properties client = new Properties();
    for (String name : List.of("bootstrap.servers", "security.protocol", "sasl.mechanism"))
      client.put(name, given.getProperty(name));
    client.put(
        "sasl.jaas.config",
        "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"%s\" password=\"%s\";"
            .formatted(given.getProperty("sasl.username"), given.getProperty("sasl.password")));
    client.put("ssl.truststore.type", "PEM");
    client.put("ssl.truststore.location", given.getProperty("ssl.ca.location"));
    client.put("compression.type", "zstd");
    client.put("linger.ms", "20");
    return client;
  }
}

/**
 * Sends the records of a JSON Lines file to a carrier's topic, up to 1,000 in a message.
 *
 *     ringtrace carrier add north > north.properties
 *     node producer.mjs north.properties ../../../schemas/cdr-batch.avsc calls.jsonl switch-1 1
 *
 * The settings are those that `ringtrace carrier add` printed; then the schema, the file, the batches' source and the
 * sequence of the first one. Times are milliseconds since 1970, UTC. Needs kafkajs and avsc.
 */
import { randomUUID } from 'node:crypto';
import { createReadStream, readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import avro from 'avsc';
import { CompressionTypes, Kafka, logLevel, Partitioners } from 'kafkajs';

const [settingsFile, schemaFile, file, source, firstSequence] = process.argv.slice(2);
const text = readFileSync(settingsFile, 'utf8');
const settings = Object.fromEntries(
  text
    .split('\n')
    .filter((line) => line.includes('=') && !line.startsWith('#'))
    .map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]),
);
const topic = /^# topic: *(.+)$/m.exec(text)[1];

/** Avro single-object encoding: C3 01, then the fingerprint of cdr-batch.avsc, version 1, least significant byte first. */
const header = Buffer.from('c3012919480c1376a4ad', 'hex');
const schema = avro.Type.forSchema(JSON.parse(readFileSync(schemaFile, 'utf8')));
const encode = (sequence, records) => {
  const batch = { batch_id: randomUUID(), source, sequence, produced_at: Date.now(), records };
  return Buffer.concat([header, schema.toBuffer(batch)]);
};

const kafka = new Kafka({
  clientId: settings['sasl.username'],
  brokers: settings['bootstrap.servers'].split(','),
  ssl: { ca: readFileSync(settings['ssl.ca.location'], 'utf8') },
  sasl: {
    mechanism: settings['sasl.mechanism'].toLowerCase(),
    username: settings['sasl.username'],
    password: settings['sasl.password'],
  },
  logLevel: logLevel.ERROR,
});
// Idempotence: the client's own retries store nothing twice and change no order.
const producer = kafka.producer({
  idempotent: true,
  allowAutoTopicCreation: false,
  createPartitioner: Partitioners.DefaultPartitioner,
});
await producer.connect();
let sequence = Number(firstSequence);
let records = [];

/** Returns when the broker has the batch; throws when it can't be had: then send the file again. */
async function send() {
  const messages = [{ key: source, value: encode(sequence, records) }];
  await producer.send({ topic, acks: -1, compression: CompressionTypes.GZIP, messages });
  sequence += 1;
  records = [];
}

for await (const line of createInterface({ input: createReadStream(file) })) {
  if (line.trim() === '') continue;
  // avsc wants every field that has no default, and writes the defaults of the others.
  records.push(JSON.parse(line));
  if (records.length === 1_000) await send();
}
if (records.length > 0) await send();
await producer.disconnect();

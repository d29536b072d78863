import {
  addCarrier,
  type CarrierLogin,
  disableCarrier,
  listCarriers,
} from '@ringtrace/local/carriers/carriers';
import { type Config, loadConfig } from '@ringtrace/platform/config';
import { kafkaOf, readInstance } from '@ringtrace/platform/instance';
import { createKafka } from '@ringtrace/platform/kafka/client';
import { createLog } from '@ringtrace/platform/log';
import { command, group } from '../command.ts';
import { print, printJson, say, table } from '../output.ts';
import { usage } from '../usage/carrier.ts';

export const carrier = group('carrier', usage, {
  add: command(usage.subcommands.add, async ({ id }, { json }) => add(id, json === true)),
  list: command(usage.subcommands.list, async (_, { json }) => list(json === true)),
  disable: command(usage.subcommands.disable, async ({ id }, { json }) => disable(id, json === true)),
});

const connect = (config: Config) =>
  createKafka(kafkaOf(config), 'ringtrace-cli', createLog('cli', config.RINGTRACE_LOG_LEVEL));

async function add(id: string, json: boolean): Promise<number> {
  const config = loadConfig();
  const login = await addCarrier(connect(config), id);
  const settings = connectionSettings(config, login);
  if (json) printJson(settings);
  else print(asFile(settings));
  say(`\nThe password is shown this once. What to send: docs/producers.md`);
  return 0;
}

/** By the names that librdkafka, and so most clients, know them by; `topic` is ours. */
function connectionSettings(config: Config, { topic, username, password }: CarrierLogin) {
  const kafka = kafkaOf(config);
  const carriers =
    config.KAFKA_BROKERS === undefined ? readInstance(config.RINGTRACE_HOME)?.carriers : undefined;
  const tls = carriers !== undefined || kafka.tls !== undefined;
  const ca = carriers?.ca ?? config.KAFKA_TLS_CA;
  return {
    'bootstrap.servers': carriers?.brokers ?? kafka.brokers.join(','),
    'security.protocol': tls ? 'SASL_SSL' : 'SASL_PLAINTEXT',
    'sasl.mechanism': 'SCRAM-SHA-512',
    'sasl.username': username,
    'sasl.password': password,
    ...(ca === undefined ? {} : { 'ssl.ca.location': ca }),
    topic,
  };
}

/** A settings file as librdkafka's clients read it (`kcat -F`); the topic, which is no setting, as a comment. */
function asFile({ topic, ...settings }: ReturnType<typeof connectionSettings>): string {
  return [`# topic: ${topic}`, ...Object.entries(settings).map(([name, value]) => `${name}=${value}`)].join(
    '\n',
  );
}

async function list(json: boolean): Promise<number> {
  const carriers = await listCarriers(connect(loadConfig()));
  if (json) printJson(carriers);
  else if (carriers.length === 0) print('No carriers.');
  else print(table(carriers.map((one) => ({ ...one, writes: one.writes ? 'yes' : 'no' }))));
  return 0;
}

async function disable(id: string, json: boolean): Promise<number> {
  await disableCarrier(connect(loadConfig()), id);
  if (json) printJson({ carrier: id, writes: false });
  else print(`${id} may no longer write; its topic and records stay.`);
  return 0;
}

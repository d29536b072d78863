import { join } from 'node:path';
import { firstName, firstPassword } from '@ringtrace/console/server/people/first-start';
import type { Config } from '@ringtrace/platform/config';
import { apiOf, consoleOf, type Instance } from '@ringtrace/platform/instance';

/** What is about to be started here; the rest is somebody else's. */
export function starting({ KAFKA_BROKERS, CLICKHOUSE_URL }: Config): string {
  const services = [
    ...(KAFKA_BROKERS === undefined ? ['Kafka'] : []),
    ...(CLICKHOUSE_URL === undefined ? ['ClickHouse'] : []),
    'the workers',
  ];
  return `Starting ${new Intl.ListFormat('en').format(services)} ...`;
}

/** Where a client finds the services, for people. */
export function whereToReach(instance: Instance, config: Config): string {
  const credentials =
    config.CLICKHOUSE_URL === undefined
      ? `, user '${instance.readOnly.user}', password in ${join(config.RINGTRACE_HOME, 'credentials.json')}`
      : '';
  const trust = instance.clickhouseCa === undefined ? '' : `, signed by ${instance.clickhouseCa}`;
  return [
    kafkaFor(instance),
    `ClickHouse  ${instance.clickhouseUrl}, database '${instance.database}'${credentials}${trust}`,
    ...apiFor(apiOf(instance)),
    ...consoleFor(consoleOf(instance), config),
    "Workers     'npx ringtrace status' says where each serves /health, /ready and /metrics",
    `State       ${config.RINGTRACE_HOME}; the workers log to logs/ there`,
    'Ctrl-C stops everything.',
  ].join('\n');
}

const apiFor = (api: string | undefined) =>
  api === undefined ? [] : [`API         ${api}: 'npx ringtrace token add NAME' makes a token for it`];

const consoleFor = (url: string | undefined, config: Config) =>
  url === undefined ? [] : [`Console     ${consoleAt(url, config)}`];

/** Where people open the console, and with what they sign in for the first time. @param url at which it is served here */
export function consoleAt(url: string, config: Config): string {
  const { RINGTRACE_HOME: home, RINGTRACE_CONSOLE_URL: known } = config;
  const address = known === undefined ? url : `${known} (served at ${url})`;
  const password = firstPassword(home);
  return password === undefined ? address : `${address}, user '${firstName}', password in ${password}`;
}

const kafkaFor = ({ kafka, carriers }: Instance) =>
  carriers === undefined
    ? `Kafka       ${kafka.brokers.join(',')}`
    : `Kafka       ${carriers.brokers} (TLS): 'npx ringtrace carrier add ID' lets a carrier write there`;

import { defineUsage } from '../usage.ts';

export const usage = defineUsage({
  examples: [
    { does: 'one more ingest worker beside those that run', line: 'ringtrace worker ingest' },
    {
      does: 'a detect worker on a machine of its own',
      line: 'KAFKA_BROKERS=kafka1:9092 CLICKHOUSE_URL=http://clickhouse1:8123 ringtrace worker detect',
    },
  ],
  about: `Runs one worker in this terminal until Ctrl-C, with the services that KAFKA_BROKERS and CLICKHOUSE_URL name, or those of the running instance. The store's tables must be there: 'ringtrace migrate' makes them. Start it again where it ends with an error, as 'ringtrace up' does with its own workers.

Ingest workers share the feeds' partitions. Of several detect workers one is active, and another takes over where it ends. The worker cases keeps the log of casework in RINGTRACE_HOME: run one, where that folder is.`,
  arguments: { name: { about: 'which worker', oneOf: ['ingest', 'detect', 'cases'] } },
  options: {},
});

import { defineUsage } from '../usage.ts';

export const usage = defineUsage({
  examples: [
    { does: 'beside an instance that runs here', line: 'ringtrace console' },
    {
      does: 'with services elsewhere',
      line: 'KAFKA_BROKERS=kafka1:9092 CLICKHOUSE_URL=http://clickhouse1:8123 ringtrace console',
    },
  ],
  about: `Serves the web console in this terminal until Ctrl-C, with the services that KAFKA_BROKERS and CLICKHOUSE_URL name, or those of the running instance. 'ringtrace up' and 'ringtrace start' serve one by themselves. It works on the log of casework and the people in RINGTRACE_HOME, so run it where that folder is. The store's tables must be there: 'ringtrace migrate' makes them.`,
  arguments: {},
  options: {},
});

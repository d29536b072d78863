import { defineUsage } from '../usage.ts';

export const usage = defineUsage({
  examples: [
    { does: 'with services of its own', line: 'ringtrace up' },
    {
      does: 'with a Kafka cluster that is there',
      line: 'KAFKA_BROKERS=kafka1:9092,kafka2:9092 ringtrace up',
    },
  ],
  about: `Starts Kafka and ClickHouse, unless KAFKA_BROKERS and CLICKHOUSE_URL name others. It brings the store's tables up to date, starts the workers, the API of casework and the web console, and stays until Ctrl-C. It says where each is served.`,
  arguments: {},
  options: {},
});

import { up as startUp } from '@ringtrace/local/up';
import { loadConfig } from '@ringtrace/platform/config';
import { createLog } from '@ringtrace/platform/log';
import { type Command, noPositionals, parseCommandLine } from '../command.ts';
import { say } from '../output.ts';
import { starting, whereToReach } from '../reach.ts';
import { stayUp } from '../stay-up.ts';

export const up: Command = {
  help: `Usage: ringtrace up

Starts Kafka and ClickHouse (unless KAFKA_BROKERS and CLICKHOUSE_URL name others), brings the store's tables up to date,
starts the ingest and detect workers, and stays until Ctrl-C.`,
  async run(args) {
    noPositionals(parseCommandLine(args, {}).positionals);
    const config = loadConfig();
    return stayUp({
      start() {
        say(starting(config));
        return startUp(config, createLog('ringtrace', config.RINGTRACE_LOG_LEVEL));
      },
      async work({ instance }) {
        say(whereToReach(instance, config));
      },
    });
  },
};

import { join } from 'node:path';
import { up as startUp } from '@ringtrace/local/up';
import { loadConfig } from '@ringtrace/platform/config';
import { createKafka } from '@ringtrace/platform/kafka/client';
import { createLog } from '@ringtrace/platform/log';
import { type Command, noPositionals, parseCommandLine } from '../command.ts';
import { storeOf } from '../connect.ts';
import { prepareExample } from '../example/example.ts';
import { replayExample } from '../example/replay.ts';
import { howToGoOn, tellCandidates } from '../example/tell.ts';
import { count, print, say } from '../output.ts';
import { whereToReach } from '../reach.ts';
import { stayUp } from '../stay-up.ts';

export const start: Command = {
  name: 'start',
  summary: 'the whole pipeline on the bundled example; stays up',
  help: `Usage: ringtrace start [--once]      (or: npm start, npm start -- --once)

Starts everything, replays the bundled example (some 200,000 legs of one simulated afternoon, seeded, with labels), tells
the traceback candidates it opened and how to query, and stays up for your own feeds until Ctrl-C.
  --once  leave as soon as everything is stored and judged`,
  async run(args) {
    const { values, positionals } = parseCommandLine(args, { once: { type: 'boolean' } });
    noPositionals(positionals);
    const config = loadConfig();
    const log = createLog('ringtrace', config.RINGTRACE_LOG_LEVEL);
    say('Starting Kafka, ClickHouse and the workers ...');
    const [example, running] = await Promise.all([
      prepareExample(join(config.RINGTRACE_HOME, 'example')),
      startUp(config, log),
    ]);
    return stayUp(
      running,
      async ({ instance }, signal) => {
        const store = storeOf(instance, 'readWrite');
        try {
          const kafka = createKafka(instance.kafkaBrokers, 'ringtrace-example', log);
          say(`Replaying the example: ${count(example.legs)} legs of ${example.files.length} carriers`);
          const seconds = await replayExample({ example, store, kafka, signal });
          if (signal.aborted) return;
          say(`Stored and judged in ${seconds.toFixed(1)} s.\n`);
          print(await tellCandidates(store));
          print(howToGoOn(instance, config));
          if (!values.once) say(`\n${whereToReach(instance, config)}`);
        } finally {
          await store.close();
        }
      },
      values.once,
    );
  },
};

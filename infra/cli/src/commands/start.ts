import { join } from 'node:path';
import { readHorizon } from '@ringtrace/ingest/worker/horizon';
import { up as startUp } from '@ringtrace/local/up';
import { type Config, loadConfig } from '@ringtrace/platform/config';
import { type Instance, ourUrl, storeAuthority } from '@ringtrace/platform/instance';
import { createKafka } from '@ringtrace/platform/kafka/client';
import { createLog, type Logger } from '@ringtrace/platform/log';
import { command } from '../command.ts';
import { storeOf } from '../connect.ts';
import { tellDraft } from '../example/draft.ts';
import { type Example, prepareExample } from '../example/example.ts';
import { replayExample } from '../example/replay.ts';
import { howToGoOn, tellCandidates } from '../example/tell.ts';
import { count, print, say } from '../output.ts';
import { starting, whereToReach } from '../reach.ts';
import { stayUp } from '../stay-up.ts';
import { usage } from '../usage/start.ts';

export const start = command(usage, async (_, { once }) => {
  const config = loadConfig();
  const log = createLog('ringtrace', config.RINGTRACE_LOG_LEVEL);
  return stayUp({
    start() {
      say(starting(config));
      return startUp(config, log);
    },
    async work({ instance }, signal) {
      const example = await prepareExample(join(config.RINGTRACE_HOME, 'example'));
      await showExample({ example, instance, config, log, signal, once: once === true });
    },
    once,
  });
});

interface Show {
  readonly example: Example;
  readonly instance: Instance;
  readonly config: Config;
  readonly log: Logger;
  readonly signal: AbortSignal;
  readonly once: boolean;
}

async function showExample({ example, instance, config, log, signal, once }: Show): Promise<void> {
  const store = storeOf(
    { ...instance, storeUrl: ourUrl(instance), storeCa: storeAuthority(config, instance) },
    'readWrite',
  );
  try {
    const horizon = await readHorizon(store);
    if (horizon > 0)
      say(
        `Retention refuses CDRs from before ${new Date(horizon).toISOString().slice(0, 10)}: older ones of the example become dead letters. To see the whole example, set another RINGTRACE_HOME.`,
      );
    const kafka = createKafka(instance.kafka, 'ringtrace-example', log);
    say(`Replaying the example: ${count(example.legs)} legs of ${example.files.length} carriers`);
    const seconds = await replayExample({ example, store, kafka, signal });
    if (signal.aborted) return;
    say(`Stored and judged in ${seconds.toFixed(1)} s.\n`);
    print(await tellCandidates(store));
    print(howToGoOn({ instance, config, once }));
    if (!once) say(`\n${whereToReach(instance, config)}`);
    const draft = await tellDraft(store, config);
    if (draft !== '') print(`\n${draft}`);
  } finally {
    await store.close();
  }
}

import { join } from 'node:path';
import { up as startUp } from '@ringtrace/local/up';
import { type Config, loadConfig } from '@ringtrace/platform/config';
import { type Instance, ourUrl, storeAuthority } from '@ringtrace/platform/instance';
import { createKafka } from '@ringtrace/platform/kafka/client';
import { createLog, type Logger } from '@ringtrace/platform/log';
import { command } from '../command.ts';
import { storeOf } from '../connect.ts';
import { tellDraft } from '../example/draft.ts';
import { type Example, prepareExample } from '../example/example.ts';
import { replayedInWords } from '../example/progress.ts';
import { replayExample } from '../example/replay.ts';
import { howToGoOn, tellCandidates } from '../example/tell.ts';
import { count, print, say } from '../output.ts';
import { starting, whereToReach } from '../reach.ts';
import { stayUp } from '../stay-up.ts';
import { tooOld } from '../totals.ts';
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
    const kafka = createKafka(instance.kafka, 'ringtrace-example', log);
    say(`Replaying the example: ${count(example.legs)} legs of ${example.files.length} carriers`);
    const [before] = await store.query(tooOld, {});
    const seconds = await replayExample({ example, store, kafka, signal });
    if (signal.aborted) return;
    const [after] = await store.query(tooOld, {});
    const refused = (after?.refused ?? 0) - (before?.refused ?? 0);
    const outcome = { seconds, refused, legs: example.legs, horizon: after?.horizon ?? 0 };
    say(`${replayedInWords(outcome)}\n`);
    print(await tellCandidates(store));
    print(howToGoOn({ instance, config, once }));
    if (!once) say(`\n${whereToReach(instance, config)}`);
    const draft = await tellDraft(store, config);
    if (draft !== '') print(`\n${draft}`);
  } finally {
    await store.close();
  }
}

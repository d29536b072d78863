import { countPending } from '@ringtrace/detect/campaigns/opening';
import { evaluate as compareWithLabels } from '@ringtrace/detect/evaluate/evaluate';
import { readHorizon } from '@ringtrace/ingest/worker/horizon';
import { command } from '../command.ts';
import { withStore } from '../connect.ts';
import { labelsIn, refuseOtherFiles } from '../evaluate/labels-file.ts';
import { droppedInWords, inWords, pendingInWords } from '../evaluate/tell.ts';
import { print, printJson, say } from '../output.ts';
import { usage } from '../usage/evaluate.ts';

export const evaluate = command(usage, async (_, { labels: file, json }) => {
  await refuseOtherFiles(file);
  const { result, pending, horizon } = await withStore('readWrite', async ({ store }) => ({
    result: await compareWithLabels(store, labelsIn(file)),
    pending: (await store.query(countPending, {}))[0]?.candidates ?? 0,
    horizon: await readHorizon(store),
  }));
  if (pending > 0) say(pendingInWords(pending));
  const dropped = droppedInWords(result, horizon);
  if (dropped !== '') say(dropped);
  if (json) printJson(result);
  else print(inWords(result));
  return 0;
});

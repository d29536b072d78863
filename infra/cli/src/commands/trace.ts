import { callsGone } from '@ringtrace/detect/trace/gone';
import { longestWindowS } from '@ringtrace/detect/trace/select';
import { traceCalls } from '@ringtrace/detect/trace/trace';
import { normaliseNumber } from '@ringtrace/enrich/number';
import { command, required, UsageError } from '../command.ts';
import { withStore } from '../connect.ts';
import { print, printJson } from '../output.ts';
import { instant } from '../time.ts';
import { readCalls } from '../trace/calls-file.ts';
import { calledNumber } from '../trace/question.ts';
import { inJson, inWords, manyInWords } from '../trace/tell.ts';
import { usage } from '../usage/trace.ts';

function checkWindow(seconds: number): void {
  if (seconds > longestWindowS)
    throw new UsageError(`--window takes ${longestWindowS} s at most, not '${seconds}'`);
}

export const trace = command(usage, async (_, { calling, called, time, calls: file, window, json }) => {
  checkWindow(window);
  if (file !== undefined && (calling ?? called ?? time) !== undefined) {
    throw new UsageError('--calls stands for --calling, --called and --time: give either');
  }
  const asked =
    file !== undefined
      ? await readCalls(file)
      : [
          {
            calling: normaliseNumber(required(calling, 'calling')),
            called: calledNumber('called', required(called, 'called')),
            time: instant('time', required(time, 'time')),
          },
        ];
  const requests = asked.map((call) => ({ ...call, windowS: window }));
  const { traces, isGone } = await withStore('readOnly', async ({ store }) => ({
    traces: await traceCalls(store, requests),
    isGone: await callsGone(store, requests),
  }));
  const [only] = file === undefined ? traces : [];
  const goneOf = (one: (typeof traces)[number]) => isGone(one.request);
  if (json)
    printJson(
      only === undefined ? traces.map((one) => inJson(one, goneOf(one))) : inJson(only, goneOf(only)),
    );
  else print(only === undefined ? manyInWords(traces, goneOf) : inWords(only, goneOf(only)));
  return 0;
});

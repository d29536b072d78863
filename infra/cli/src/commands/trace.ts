import { traceCalls } from '@ringtrace/detect/trace/trace';
import { normaliseNumber } from '@ringtrace/enrich/number';
import {
  type Command,
  noPositionals,
  parseCommandLine,
  positiveInteger,
  required,
  UsageError,
} from '../command.ts';
import { withStore } from '../connect.ts';
import { print, printJson } from '../output.ts';
import { instant } from '../time.ts';
import { readCalls } from '../trace/calls-file.ts';
import { calledNumber } from '../trace/question.ts';
import { inJson, inWords, manyInWords } from '../trace/tell.ts';

/** Of two calls an hour apart nobody asks which is meant; every minute of it is read. */
const longestWindowS = 3_600;

function windowFrom(value: string | undefined): number {
  const windowS = positiveInteger('window', value, 30);
  if (windowS > longestWindowS)
    throw new UsageError(`--window takes ${longestWindowS} s at most, not '${value}'`);
  return windowS;
}

export const trace: Command = {
  help: `Usage: ringtrace trace --calling NUMBER --called NUMBER --time TIME [--window SECONDS] [--json]
       ringtrace trace --calls FILE [--window SECONDS] [--json]

  --calling, --called  as a switch signals them: +1..., 10 digits, sip: or tel: URI; 'anonymous' for a withheld caller
  --time               ISO 8601 with a zone, such as 2026-03-03T15:04:05Z
  --calls FILE         many calls at once: CSV with the columns calling, called and time, or JSON Lines with these names;
                       '-' is standard input
  --window             the call starts this much before or after the time at one carrier, s; default 30, at most 3600.
                       Of several calls of these numbers it is the nearest; carriers' clocks may be off by 10 s more
                       either way

docs/tracing.md says how to read the answer.`,
  async run(args) {
    const { values, positionals } = parseCommandLine(args, {
      calling: { type: 'string' },
      called: { type: 'string' },
      time: { type: 'string' },
      calls: { type: 'string' },
      window: { type: 'string' },
      json: { type: 'boolean' },
    });
    noPositionals(positionals);
    const windowS = windowFrom(values.window);
    const { calling, called, time, calls: file } = values;
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
    const requests = asked.map((call) => ({ ...call, windowS }));
    const traces = await withStore('readOnly', ({ store }) => traceCalls(store, requests));
    const [only] = file === undefined ? traces : [];
    if (values.json) printJson(only === undefined ? traces.map(inJson) : inJson(only));
    else print(only === undefined ? manyInWords(traces) : inWords(only));
    return 0;
  },
};

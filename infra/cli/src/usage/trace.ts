import { defineUsage } from '../usage.ts';
import { json } from './json.ts';

export const usage = defineUsage({
  examples: [
    {
      does: 'one call',
      line: 'ringtrace trace --calling 17037392075 --called +12025550123 --time 2026-03-03T18:20:01Z',
    },
    { does: 'many calls at once', line: 'ringtrace trace --calls calls.csv --json' },
  ],
  about:
    'Give either --calling, --called and --time of one call, or --calls. docs/tracing.md says how to read the answer.',
  arguments: {},
  options: {
    calling: {
      type: 'string',
      value: 'NUMBER',
      about:
        "calling number as a switch signals it: +1..., 10 digits, sip: or tel: URI; 'anonymous' for a withheld one",
    },
    called: { type: 'string', value: 'NUMBER', about: 'called number, in the same forms' },
    time: {
      type: 'string',
      value: 'TIME',
      about: 'start of the call, ISO 8601 with a zone, such as 2026-03-03T15:04:05Z',
    },
    calls: {
      type: 'string',
      value: 'FILE',
      about:
        "CSV with the columns calling, called and time, or JSON Lines with these names; '-' is standard input",
      path: 'file',
    },
    window: {
      type: 'string',
      value: 'SECONDS',
      whole: true,
      about:
        "the call starts this much before or after the time at one carrier; at most 3600. Of several calls of these numbers it is the nearest; carriers' clocks may be off by 10 s more either way",
      default: '30',
    },
    json,
  },
});

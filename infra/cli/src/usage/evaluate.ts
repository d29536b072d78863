import { defineUsage } from '../usage.ts';
import { json } from './json.ts';

export const usage = defineUsage({
  examples: [
    {
      does: 'against the labels of the bundled example',
      line: 'ringtrace evaluate --labels .ringtrace/example/labels.csv',
    },
  ],
  about: `A candidate is true when at least 80% of its legs carry one label. A campaign is found when true candidates hold at least half of its stored legs. A call is counted once for each pair of numbers and minute. A candidate is taken back when later records withdrew it. Pending candidates are not counted; standard error says how many there are.`,
  arguments: {},
  options: {
    labels: {
      type: 'string',
      value: 'FILE',
      about: 'CSV with the header carrier,call_id,campaign; an empty campaign is legitimate',
      path: 'file',
      required: true,
    },
    json,
  },
});

import { defineUsage } from '../usage.ts';
import { json } from './json.ts';

export const usage = defineUsage({
  examples: [
    {
      does: 'against the labels of the bundled example',
      line: 'ringtrace evaluate --labels .ringtrace/example/labels.csv',
    },
  ],
  about: `The first table has a row for each labelled campaign, the second one for each candidate, named by its campaign.

  calls (by minute)   calls of the campaign: legs of the same two numbers in the same minute are one call
  legs in candidates  share of the campaign's legs that are in any candidate
  candidates          true candidates that are mostly of this campaign
  minutes to event    minutes from the campaign's first call to the event time of its earliest true candidate
  calls before        calls of the campaign until then
  mostly labelled     the label that most legs of the candidate carry
  purity              share of its legs that carry this label

A candidate is true when at least 80% of its legs carry one label. A campaign is found when true candidates hold at least half of its stored legs. A candidate is taken back when later records withdrew it. Pending candidates are not counted; standard error says how many there are.`,
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

import { demandTypes } from '@ringtrace/schemas/casework/words';
import { defineGroup, defineSubcommand } from '../usage.ts';
import { acting } from './acting.ts';
import { json } from './json.ts';

const id = { about: 'id of the demand' } as const;

const subcommands = {
  list: defineSubcommand({
    summary: 'every demand, the next one due first',
    examples: [{ does: 'all demands', line: 'ringtrace demand list' }],
    arguments: {},
    options: { json },
  }),
  show: defineSubcommand({
    summary: 'scope and dates of a demand, what was produced, and what was withheld',
    examples: [{ does: 'one demand', line: 'ringtrace demand show dem-2m8x4r6tva' }],
    arguments: { id },
    options: { json },
  }),
  add: defineSubcommand({
    summary: 'note a subpoena, a civil investigative demand, or the request of an agency',
    examples: [
      {
        does: 'a subpoena about one provider in March',
        line: 'ringtrace demand add --from "Attorney General of Ohio" --type subpoena --reference 26-0142 --due 2026-04-20 --cut-off 2026-04-01 --providers acme --calls-since 2026-03-01 --calls-until 2026-03-31',
      },
    ],
    about: `The scope limits what 'ringtrace refer --demand' produces. What the scope does not limit is produced whole. Lists are separated by commas. A day given as an end is that whole day in UTC. Nothing later than the cut-off is produced: no call, and no event of the case.`,
    arguments: {},
    options: {
      from: { type: 'string', value: 'WHO', about: 'who demands it', required: true },
      type: { type: 'string', value: 'TYPE', about: 'what it is', oneOf: demandTypes, required: true },
      reference: { type: 'string', value: 'TEXT', about: 'its own number', default: '' },
      received: { type: 'string', value: 'TIME', about: 'when it was served; without it, now' },
      due: { type: 'string', value: 'TIME', about: 'when the production is due', required: true },
      'cut-off': { type: 'string', value: 'TIME', about: 'nothing later is produced', required: true },
      cases: { type: 'string', value: 'IDS', about: 'only these cases' },
      providers: {
        type: 'string',
        value: 'IDS',
        about: 'only these providers: their legs, legs that name them, and what they answered',
      },
      calling: { type: 'string', value: 'NUMBERS', about: 'only calls from these numbers' },
      called: { type: 'string', value: 'NUMBERS', about: 'only calls to these numbers' },
      'calls-since': { type: 'string', value: 'TIME', about: 'only calls from then on' },
      'calls-until': { type: 'string', value: 'TIME', about: 'only calls up to then' },
      ...acting,
      json,
    },
  }),
  close: defineSubcommand({
    summary: 'nothing more is produced for it',
    examples: [{ does: 'a demand that is done', line: 'ringtrace demand close dem-2m8x4r6tva' }],
    arguments: { id },
    options: { ...acting, json },
  }),
};

export const usage = defineGroup({
  examples: [...subcommands.list.examples, ...subcommands.add.examples, ...subcommands.show.examples],
  subcommands,
});

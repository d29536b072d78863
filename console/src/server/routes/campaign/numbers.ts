import { z } from 'zod';
import { hoursOf } from '../../queries/campaign.ts';
import {
  callsByArea,
  callsByCarrier,
  callsByNumber,
  numberFacts,
  sequenceGap,
} from '../../queries/campaign-numbers.ts';
import { bare, defineRoute } from '../../route/define.ts';
import { isoOf, params, tag, theCampaign } from './common.ts';
import { patternOf, patterns } from './pattern.ts';

const areas = z.array(
  z.object({
    area: z.number().int().describe('North American area code; 0 = a number of no such area'),
    state: z.string().describe("By the list of area codes that is loaded; '' = none names it"),
    calls: z.number().int(),
  }),
);

export const campaignNumbersRoute = defineRoute({
  ...bare,
  method: 'get',
  path: '/console/campaigns/{id}/numbers',
  tag,
  summary: 'Numbers of a campaign: how calling numbers are chosen, area codes, and the carriers that saw it',
  needs: 'look',
  params,
  out: z.object({
    pattern: z.enum(patterns),
    words: z.string(),
    facts: z.object({
      calls: z.number().int(),
      numbers: z.number().int(),
      withheld: z.number().int(),
      most: z.number().int(),
      neighbor: z.number().int(),
      exchanges: z.number().int(),
      in_sequence: z.number().int(),
    }),
    sequence_gap: z.number().int(),
    top: z.array(
      z.object({ calling_number: z.number(), calls: z.number().int(), called_numbers: z.number().int() }),
    ),
    calling_areas: areas,
    called_areas: areas,
    carriers: z.array(
      z.object({
        carrier: z.string(),
        calls: z.number().int(),
        legs: z.number().int(),
        first: z.string(),
        last: z.string(),
      }),
    ),
  }),
  async handle({ office: { store, ...work }, params: { id } }) {
    const hours = hoursOf(await theCampaign({ store, ...work }, id));
    const [byArea, top, [facts], carriers] = await Promise.all([
      store.query(callsByArea, hours),
      store.query(callsByNumber, hours),
      store.query(numberFacts, hours),
      store.query(callsByCarrier, hours),
    ]);
    const counted = facts ?? noNumbers;
    const of = (side: 'calling' | 'called') => byArea.filter((row) => row.side === side);
    return {
      ...patternOf(counted),
      facts: counted,
      sequence_gap: sequenceGap,
      top,
      calling_areas: of('calling'),
      called_areas: of('called'),
      carriers: carriers.map(({ first_ms, last_ms, ...carrier }) => ({
        ...carrier,
        first: isoOf(first_ms),
        last: isoOf(last_ms),
      })),
    };
  },
});

const noNumbers = { calls: 0, numbers: 0, withheld: 0, most: 0, neighbor: 0, exchanges: 0, in_sequence: 0 };

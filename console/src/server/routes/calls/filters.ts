import { z } from 'zod';
import { type GivenNumber, givenNumber } from '../../queries/given-number.ts';
import type { LegCondition } from '../../queries/legs.ts';

/** A number as people write it. */
const number = z
  .string()
  .trim()
  .min(1)
  .max(60)
  .transform((text, context): GivenNumber => {
    try {
      return givenNumber(text);
    } catch (error) {
      context.addIssue({ code: 'custom', message: error instanceof Error ? error.message : String(error) });
      return z.NEVER;
    }
  });
const text = z.string().max(500);
const seconds = z.coerce.number().int().min(0).max(864_000);
const moment = z.iso.datetime({ offset: true });

export const filters = {
  calling: number.optional().describe('Calling number in any form, its first digits, or "withheld"'),
  called: number
    .optional()
    .describe(
      'Called number in any form, or its first digits. More than a masked number shows needs the right to numbers, and is logged',
    ),
  from: moment
    .optional()
    .describe('First moment; unless a whole number is asked for, the last day that has calls'),
  to: moment.optional().describe('Moment behind the last one'),
  carrier: text.optional().describe('Who reported the leg'),
  upstream: text.optional().describe("Who handed the call in; '' is asked for as 'none'"),
  downstream: text.optional(),
  customer: text.optional(),
  trunk: text.optional().describe('Ingress trunk'),
  attestation: z.enum(['A', 'B', 'C', 'none']).optional(),
  sip: z
    .string()
    .regex(/^(?:[1-6]xx|[1-6]\d\d)$/, 'write a SIP code such as 404, or a class such as 4xx')
    .optional()
    .describe('SIP code, such as 404, or a class of codes, such as 4xx'),
  answered: z.enum(['yes', 'no']).optional(),
  least_s: seconds.optional().describe('Answered, and talked for at least so many seconds'),
  most_s: seconds.optional().describe('Answered, and talked for up to so many seconds'),
} as const;
const filterShape = z.object(filters);
export type Filters = z.output<typeof filterShape>;

/** Conditions of the store on legs, with their parameters. @param range undefined = all that is stored */
export function conditionsOf(
  given: Filters,
  range: { readonly from: number; readonly to: number } | undefined,
) {
  const params: Record<string, string | number> = {};
  const conditions: LegCondition[] = [];
  const add = (name: LegCondition, value: string | number, more: Record<string, number> = {}) => {
    conditions.push(name);
    Object.assign(params, { [name]: value, ...more });
  };
  if (range !== undefined) {
    add('from', range.from);
    add('to', range.to);
  }
  for (const name of ['calling', 'called'] as const) {
    const wanted = given[name];
    if (wanted === undefined) continue;
    const [low, high] =
      wanted.kind === 'withheld'
        ? [0, 0]
        : wanted.kind === 'whole'
          ? [wanted.number, wanted.number]
          : [wanted.from, wanted.to];
    add(name, low, { [`${name}_to`]: high });
  }
  for (const name of ['carrier', 'upstream', 'downstream', 'customer', 'trunk', 'attestation'] as const) {
    const value = given[name];
    if (value !== undefined && value !== '') add(name, value === 'none' ? '' : value);
  }
  if (given.sip !== undefined) {
    const code = Number(given.sip.replace('xx', '00'));
    add('sip', code, { sip_to: given.sip.endsWith('xx') ? code + 99 : code });
  }
  if (given.answered !== undefined) add('answered', given.answered === 'yes' ? 1 : 0);
  if (given.least_s !== undefined) add('least_s', given.least_s);
  if (given.most_s !== undefined) add('most_s', given.most_s);
  return { conditions, params };
}

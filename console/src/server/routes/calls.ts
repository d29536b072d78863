import { InputError } from '@ringtrace/cases/api/input';
import { numbersFields } from '@ringtrace/cases/api/numbers';
import type { Actor } from '@ringtrace/cases/log/log';
import { recordNumbersRead } from '@ringtrace/cases/refer/hand-reading';
import { masked } from '@ringtrace/cases/refer/numbers';
import { traceCalls } from '@ringtrace/detect/trace/trace';
import { z } from 'zod';
import { type GivenNumber, givenNumber } from '../queries/given-number.ts';
import {
  type LegCondition,
  type LegSearch,
  type LegSort,
  legColumns,
  legSorts,
  mostRecords,
  numberRecords,
  readLegs,
  storedSpan,
} from '../queries/legs.ts';
import { withinTime } from '../queries/within-time.ts';
import { defineRoute, nothing } from '../route/define.ts';
import { csvRoute, mostCsvRows, orderField, pageFields } from '../route/list.ts';
import type { Work } from '../route/work.ts';

const tag = 'Calls';
const needs = 'look';

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

const filters = {
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
type Filters = z.output<typeof filterShape>;

const dayMs = 86_400_000;
/** Longest range without a whole number. */
const mostDays = 7;

/** Digits of a called number that a masked one shows to everybody: all but the last four. */
const openDigits = 7;

/** Legs that a person asks for, and the range of time that was searched; undefined = all that is stored. */
interface Asked {
  readonly search: LegSearch;
  readonly range: { readonly from: number; readonly to: number } | undefined;
  readonly stored: { readonly first: number; readonly last: number };
  /** What to write into a file. */
  readonly filters: Readonly<Record<string, unknown>>;
}

const wrong = (field: string, message: string) => new InputError('query', [{ field, message }]);

/** What a search asks for. Throws InputError where it would read too much. Notes a search by a called number in the log. */
async function asked({ store, office, session }: Work, given: Filters, actor: Actor): Promise<Asked> {
  const { calling, called } = given;
  if (called?.kind === 'withheld') throw wrong('called', 'a called number is never withheld');
  const hidden = called !== undefined && (called.kind === 'whole' || called.digits.length > openDigits);
  if (hidden && !session.may.has('numbers'))
    throw wrong('called', `the first ${openDigits} digits may be given; more needs the right 'numbers'`);
  const [stored] = await store.query(storedSpan, {});
  if (hidden)
    recordNumbersRead(
      office.desk.log,
      actor,
      `search of calls to ${calledInWords(called)}`,
      1,
      called.kind === 'whole' ? called.number : Number(called.digits),
    );
  const { first = 0, last = 0 } = stored ?? {};
  const { search, range } = await searchFor(store, given, last);
  const { calling: _, called: __, ...others } = given;
  return {
    search,
    range,
    stored: { first, last },
    filters: {
      calling: calling === undefined ? undefined : inWords(calling),
      called: called === undefined ? undefined : calledInWords(called),
      ...others,
      ...(range === undefined ? {} : { from: iso(range.from), to: iso(range.to) }),
    },
  };
}

/** How the store is asked. The legs of a number that has very many are looked for like those of any other condition. */
async function searchFor(
  store: Work['store'],
  given: Filters,
  last: number,
): Promise<Pick<Asked, 'search' | 'range'>> {
  const whole = (['calling', 'called'] as const).filter((name) => given[name]?.kind === 'whole');
  const range = rangeOf(given, whole.length > 0 ? 'any' : 'day', last);
  const search = { ...conditionsOf(given, range), whole };
  if (whole.length === 0) return { search, range };
  const [found] = await store.query(numberRecords(search), search.params);
  if ((found?.records ?? 0) <= mostRecords) return { search, range };
  const shorter = rangeOf(given, 'week', last);
  return { search: { ...conditionsOf(given, shorter), whole: [] }, range: shorter };
}

const iso = (ms: number) => new Date(ms).toISOString();
const inWords = (given: GivenNumber) =>
  given.kind === 'withheld' ? 'withheld' : given.kind === 'whole' ? String(given.number) : `${given.digits}*`;
/** The number that was searched for is as much a called number as those that were found. */
const calledInWords = (given: GivenNumber) =>
  given.kind === 'whole'
    ? masked(given.number)
    : given.kind === 'prefix'
      ? `${given.digits.slice(0, openDigits)}*`
      : '';

/**
 * The range that is searched; undefined = all that is stored. `usual` is what is searched where none is given: any time for a number that
 * an index finds, the last week of a busy number, and the last day for all else.
 */
function rangeOf({ from, to }: Filters, usual: 'any' | 'week' | 'day', last: number): Asked['range'] {
  // A range that begins behind all that is stored has no calls yet.
  const end =
    to === undefined ? Math.max(last, from === undefined ? 0 : Date.parse(from)) + 1 : Date.parse(to);
  if (from === undefined && to === undefined && usual === 'any') return undefined;
  const start = from === undefined ? Math.max(0, end - usualMs[usual]) : Date.parse(from);
  if (start >= end) throw wrong('to', 'the range must end behind its beginning');
  if (usual === 'any' || end - start <= mostDays * dayMs) return { from: start, to: end };
  throw wrong(
    'from',
    usual === 'week'
      ? `this number has more than ${mostRecords} records in the range: search up to ${mostDays} days`
      : `a range of up to ${mostDays} days can be searched, or any range for one whole number`,
  );
}

const usualMs = { any: Number.POSITIVE_INFINITY, week: mostDays * dayMs, day: dayMs } as const;

function conditionsOf(given: Filters, range: Asked['range']) {
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

/** A search that takes longer than this is given up, s. */
const mostSeconds = 10;
const narrower =
  'Narrow it: a shorter range of time, one carrier, or a whole number instead of its first digits.';

async function found(work: Work, search: LegSearch, sort: string, limit: number, offset: number) {
  const by: LegSort = legSorts.find((name) => name === sort.replace(/^-/, '')) ?? 'start_time';
  const page = { sort: by, descending: sort.startsWith('-'), limit, offset };
  return withinTime({ seconds: mostSeconds, field: 'from', wayOut: narrower }, (settings) =>
    readLegs(work.store, search, page, settings),
  );
}

const spanShape = z.object({ from: z.iso.datetime(), to: z.iso.datetime() });
const searchedFields = {
  searched: spanShape.nullable().describe('Range of time that was searched; null = all that is stored'),
  stored: spanShape.nullable().describe('First and last start of all stored legs; null = nothing is stored'),
} as const;
const searchedOf = ({ range, stored }: Asked) => ({
  searched: range === undefined ? null : { from: iso(range.from), to: iso(range.to) },
  stored: stored.last === 0 ? null : { from: iso(stored.first), to: iso(stored.last) },
});

export const callsRoute = defineRoute({
  method: 'get',
  path: '/console/calls',
  tag,
  summary: 'Find legs by number, time, carrier, outcome and duration',
  needs,
  params: nothing,
  query: z.strictObject({ ...filters, ...numbersFields, sort: orderField(legSorts), ...pageFields }),
  body: nothing,
  out: z.object({
    items: z.array(z.object(legColumns)),
    total: z.number().int().describe('All legs that the filters let through, on whatever page'),
    ...searchedFields,
  }),
  async handle({ office: work, query, actor }) {
    const wanted = await asked(work, query, actor);
    const { sort, limit, offset } = query;
    return { ...(await found(work, wanted.search, sort, limit, offset)), ...searchedOf(wanted) };
  },
});

export const callsCsv = csvRoute({
  path: '/console/calls',
  tag,
  summary: 'Find legs by number, time, carrier, outcome and duration',
  needs,
  query: z.strictObject({ ...filters, ...numbersFields, sort: orderField(legSorts) }),
  row: z.object(legColumns),
  async rows(work, query, actor) {
    const wanted = await asked(work, query, actor);
    const { sort } = query;
    return {
      ...(await found(work, wanted.search, sort, mostCsvRows, 0)),
      filters: { ...wanted.filters, sort, reason: query.reason },
    };
  },
});

/** Legs of one page that are stitched to calls. */
const mostStitched = 100;

const stitchedShape = z.object({
  calling_number: z.union([z.number(), z.string()]),
  called_number: z.union([z.number(), z.string()]),
  start_time: z.iso.datetime(),
  first: z.object({ carrier: z.string(), call_id: z.string(), start_time: z.iso.datetime() }),
  legs: z.number().int(),
  carriers: z.array(z.string()).describe('Who reported the call'),
  path: z.array(z.object({ provider: z.string(), reported: z.boolean() })),
  origin_provider: z.string().describe("Proven origin; '' = none"),
  claimed_origin: z.string(),
  next_provider_to_ask: z.string(),
});

export const stitchedCallsRoute = defineRoute({
  method: 'get',
  path: '/console/calls/stitched',
  tag,
  summary: 'The calls that a page of legs belongs to, stitched across carriers',
  needs,
  params: nothing,
  query: z.strictObject({
    ...filters,
    ...numbersFields,
    sort: orderField(legSorts),
    offset: pageFields.offset,
    limit: z.coerce.number().int().min(1).max(mostStitched).default(mostStitched),
  }),
  body: nothing,
  out: z.object({
    items: z.array(stitchedShape),
    legs: z.number().int().describe('Legs of this page'),
    total: z.number().int().describe('All legs that the filters let through'),
    ...searchedFields,
  }),
  async handle({ office: work, query, actor }) {
    const wanted = await asked(work, query, actor);
    const { items, total } = await found(work, wanted.search, query.sort, query.limit, query.offset);
    const traces = await traceCalls(
      work.store,
      items.map((leg) => ({
        calling: Number(leg.calling_number),
        called: Number(leg.called_number),
        time: Date.parse(leg.start_time),
        windowS: 2,
      })),
    );
    const calls = new Map<string, z.output<typeof stitchedShape>>();
    for (const { legs, path } of traces) {
      const [first] = legs;
      if (first === undefined || path === undefined) continue;
      const { carrier, call_id, calling_number, called_number } = first;
      const start_time = iso(first.start_ms);
      calls.set(JSON.stringify([carrier, call_id, start_time]), {
        calling_number,
        called_number,
        start_time,
        first: { carrier, call_id, start_time },
        legs: legs.length,
        carriers: [...new Set(legs.map((leg) => leg.carrier))],
        path: path.hops.map(({ provider, reported }) => ({ provider, reported })),
        origin_provider: path.origin_provider,
        claimed_origin: path.claimed_origin,
        next_provider_to_ask: path.next_provider_to_ask,
      });
    }
    return { items: [...calls.values()], legs: items.length, total, ...searchedOf(wanted) };
  },
});

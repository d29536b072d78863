import { InputError } from '@ringtrace/cases/api/input';
import type { Actor } from '@ringtrace/cases/log/log';
import { recordNumbersRead } from '@ringtrace/cases/refer/hand-reading';
import { masked } from '@ringtrace/cases/refer/numbers';
import { wholeSince } from '@ringtrace/detect/trace/gone';
import { dayMs } from '@ringtrace/schemas/durations';
import type { GivenNumber } from '../../queries/given-number.ts';
import { type LegSearch, mostRecords, numberRecords, storedSpan } from '../../queries/legs.ts';
import type { Work } from '../../route/work.ts';
import { conditionsOf, type Filters } from './filters.ts';

/** Longest range without a whole number. */
const mostDays = 7;

/** Digits of a called number that a masked one shows to everybody: all but the last four. */
const openDigits = 7;

/** Legs that a person asks for, and the range of time that was searched; undefined = all that is stored. */
export interface Asked {
  readonly search: LegSearch;
  readonly range: { readonly from: number; readonly to: number } | undefined;
  readonly stored: { readonly first: number; readonly last: number };
  /** Set where the range begins before it: retention drops the records of before this moment, ms since 1970. */
  readonly droppedBefore: number | undefined;
  /** What to write into a file. */
  readonly filters: Readonly<Record<string, unknown>>;
}

const wrong = (field: string, message: string) => new InputError('query', [{ field, message }]);

/** What a search asks for. Throws InputError where it would read too much. Notes a search by a called number in the log. */
export async function asked({ store, office, session }: Work, given: Filters, actor: Actor): Promise<Asked> {
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
  const since = await wholeSince(store);
  const droppedBefore = (range?.from ?? 0) < since ? since : undefined;
  const { calling: _, called: __, ...others } = given;
  return {
    search,
    range,
    stored: { first, last },
    droppedBefore,
    filters: {
      calling: calling === undefined ? undefined : inWords(calling),
      called: called === undefined ? undefined : calledInWords(called),
      ...others,
      ...(range === undefined ? {} : { from: iso(range.from), to: iso(range.to) }),
      ...(droppedBefore === undefined ? {} : { records_dropped_before: iso(droppedBefore) }),
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

export const iso = (ms: number) => new Date(ms).toISOString();
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
 * The range that is searched; undefined = all that is stored. `usual` is searched where no range is given: any time for a number that an
 * index finds. It is the last week of a busy number, and the last day for all else.
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

import { defineQuery, type Store } from '@ringtrace/platform/clickhouse';
import { hopRoles } from '@ringtrace/schemas/casework/words';
import { z } from 'zod';
import { basisOf } from './basis.ts';
import { clickHouseTime } from './click-house-time.ts';
import { keepWhileSame } from './keep-while-same.ts';

const count = z.number();
/** A provider in one role. Rates are null where there are too few legs, medians where there is no answer. */
export const scoreRow = z.object({
  provider: z.string(),
  role: z.enum(hopRoles),
  tracebacks: count,
  tracebacks_proven: count,
  tracebacks_answered: count,
  tracebacks_claimed: count,
  tracebacks_contradicted: count,
  campaigns: count,
  campaigns_proven: count,
  months: count,
  callers: count,
  requests: count,
  answered_in_time: count,
  answered_late: count,
  refused: count,
  silent: count,
  waiting: count,
  undelivered: count,
  median_hours: z.number().nullable(),
  legs: count,
  suspicious_legs: count,
  members: count,
  members_suspicious: count,
  signed_a: count,
  signed_a_rightly: count,
  signed_a_wrongly: count,
  signed_a_elsewhere: count,
  callers_warned: count,
  callers_checkable: count,
  callers_repeated: count,
  callers_campaign_again: count,
  suspicious_per_million: z.number().nullable(),
  suspicious_per_million_low: z.number().nullable(),
  suspicious_per_million_high: z.number().nullable(),
  measured_to: z.string().nullable(),
});
export type ScoreRow = z.infer<typeof scoreRow>;

const columns = Object.keys(scoreRow.shape).join(', ');
const asOf = "provider_scorecard_as_of(as_of = {as_of:DateTime64(3, 'UTC')})";

const allScorecards = defineQuery<{ as_of: string }>()({
  name: 'scorecards of all providers',
  sql: `SELECT ${columns} FROM ${asOf} ORDER BY tracebacks DESC, suspicious_legs DESC, provider, role`,
  row: scoreRow,
});

/** The card of one provider, a row for each role that it has had; its id must not be an alias. */
export const readScorecard = async (store: Store, provider: string, asOfMs: number): Promise<ScoreRow[]> =>
  cardOf(await readScorecards(store, asOfMs), provider);

/** The same of a moment long past. Such cards are kept apart: those of now change often, and would displace them. */
export const readEarlierScorecard = async (
  store: Store,
  provider: string,
  asOfMs: number,
): Promise<ScoreRow[]> => cardOf(await keptCards(keptEarlier, store, asOfMs), provider);

/** The cards of all providers. They cost one large query, and are kept as long as nothing that they follow from has changed. */
export const readScorecards = (store: Store, asOfMs: number): Promise<readonly ScoreRow[]> =>
  keptCards(kept, store, asOfMs);

const cardOf = (all: readonly ScoreRow[], provider: string): ScoreRow[] =>
  all
    .filter((row) => row.provider === provider)
    .sort((a, b) => (a.role < b.role ? -1 : Number(a.role > b.role)));

/** Cards of each store by what they follow from, of so many moments. A moment has a few thousand rows. */
function cardsOfMoments(most: number) {
  const byStore = new WeakMap<Store, ReturnType<typeof keepWhileSame<readonly ScoreRow[]>>>();
  return (store: Store) => {
    const keep = byStore.get(store) ?? keepWhileSame<readonly ScoreRow[]>(most);
    byStore.set(store, keep);
    return keep;
  };
}
const kept = cardsOfMoments(3);
/** Two histories of a provider. */
const keptEarlier = cardsOfMoments(12);

function keptCards(
  ofStore: ReturnType<typeof cardsOfMoments>,
  store: Store,
  asOfMs: number,
): Promise<readonly ScoreRow[]> {
  return ofStore(store)(
    () => basisOf(store, asOfMs),
    () => store.query(allScorecards, { as_of: clickHouseTime(asOfMs) }),
  );
}

import { defineQuery, type Store } from '@ringtrace/platform/clickhouse';
import { z } from 'zod';
import type { CaseLog } from '../log/log.ts';
import type { Provider } from '../model/provider.ts';
import { type FoundQuestion, questionsFound } from './attestation/found.ts';
import { clickHouseTime } from './click-house-time.ts';
import { readIdentities } from './identity/identities.ts';
import { readScorecard, type ScoreRow } from './scorecard.ts';

/** A provider in the reference data. */
export const referenceShape = z.object({
  name: z.string(),
  member: z.boolean(),
  country: z.string(),
  rmd: z.string(),
  shaken: z.string(),
  ocns: z.array(z.string()),
});

const referenceOf = defineQuery<{ provider: string }>()({
  name: 'provider in the reference data',
  sql: `SELECT name, member, country, toString(rmd) AS rmd, toString(shaken) AS shaken, ocns FROM providers WHERE provider_id = {provider:String}`,
  row: referenceShape,
});

/** All that is known of a provider as of a moment. */
export interface Card {
  readonly provider: string;
  /** ms since 1970. */
  readonly as_of: number;
  /** As the group described it; undefined where nobody has. */
  readonly described: Provider | undefined;
  /** As the reference data in force has it; undefined where it is not there. */
  readonly reference: z.infer<typeof referenceShape> | undefined;
  /** Providers that it continues, and those that continue it. Each has a card of its own. */
  readonly continues: readonly string[];
  readonly continued_by: readonly string[];
  readonly roles: readonly ScoreRow[];
  readonly questions: readonly FoundQuestion[];
}

/** Reads a provider's card. `id` may be an alias. */
export async function readCard(store: Store, log: CaseLog, id: string, asOf: number): Promise<Card> {
  const identities = log.read((reader) => readIdentities(reader, asOf));
  const provider = identities.resolve(id);
  const described = identities.find(provider)?.provider;
  const period = { from: clickHouseTime(0), to: clickHouseTime(asOf), as_of: clickHouseTime(asOf) };
  const [reference] = await store.query(referenceOf, { provider });
  const questions = await questionsFound(store, period, identities.resolve);
  return {
    provider,
    as_of: asOf,
    described,
    reference,
    continues: described?.continues ?? [],
    continued_by: identities.continuedBy(provider),
    roles: await readScorecard(store, provider, asOf),
    questions: questions.filter(({ signer }) => signer === provider),
  };
}

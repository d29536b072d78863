import { defineQuery, type Store } from '@ringtrace/platform/clickhouse';
import { didYouMean } from '@ringtrace/platform/did-you-mean';
import { z } from 'zod';

const carriers = defineQuery()({
  name: 'carriers of which messages are stored',
  row: z.object({ carrier: z.string() }),
  sql: `
    SELECT DISTINCT toString(carrier) AS carrier
    FROM (SELECT carrier FROM batches UNION ALL SELECT carrier FROM dead_letters)
    ORDER BY carrier`,
});

/** Throws, with the carrier that may be meant, where nothing of this carrier was ever stored: an answer "none" would hide a misspelt id. */
export async function checkCarrier(store: Store, carrier: string): Promise<void> {
  const known = (await store.query(carriers, {})).map((row) => row.carrier);
  if (known.includes(carrier)) return;
  const meant = didYouMean(carrier, known);
  throw new Error(
    `nothing of a carrier '${carrier}' is stored${meant === '' ? ": 'ringtrace carrier list' shows carriers" : meant}`,
  );
}

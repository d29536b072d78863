import { decodeMessage } from '@ringtrace/ingest/stages/decode';
import { enrichRecord } from '@ringtrace/ingest/stages/enrich';
import { enrichColumns } from '@ringtrace/ingest/stages/enrich-columns';
import { FeedBlock } from '@ringtrace/ingest/stages/fill';
import { validateColumns } from '@ringtrace/ingest/stages/validate';
import { writeBlock } from '@ringtrace/ingest/stages/write';
import { createBatchDecoder } from '@ringtrace/platform/avro/batch-codec';
import { fixedSchemas } from '@ringtrace/platform/avro/schema-source';
import type { Store } from '@ringtrace/platform/clickhouse';
import type { FeedMessage } from '@ringtrace/platform/kafka/session';
import { referenceInForce } from '../../reference/in-force.ts';

/** Rows of a block, as in the worker. Large blocks mean few parts. */
const blockRows = 500_000;

/** Stores feed messages with the ingest worker's stages and the reference data in force. No broker is needed. */
export async function storeMessages(store: Store, messages: Iterable<FeedMessage>): Promise<void> {
  const reference = await referenceInForce(store, Date.now());
  const decoder = createBatchDecoder(fixedSchemas());
  const write = (block: FeedBlock) =>
    writeBlock(block, { store, persist: (_, step) => step(), commit: async () => true });
  let block = new FeedBlock(1);
  for (const message of messages) {
    const { carrier, plain, accepted, dead, account } = validateColumns(
      await decodeMessage(decoder, message),
    );
    if (plain !== undefined) {
      block.addCdrs(carrier, enrichColumns(carrier, plain, reference), plain.rows);
    }
    for (const cdr of accepted) block.addCdr(enrichRecord(carrier, cdr, reference));
    for (const row of dead) block.addDeadLetter(row);
    if (account !== undefined) block.addBatch(account);
    if (block.rows() < blockRows) continue;
    await write(block);
    block = new FeedBlock(1);
  }
  if (block.rows() > 0) await write(block);
}

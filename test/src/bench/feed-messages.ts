import { createReadStream } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { createBatcher } from '@ringtrace/ingest/feed/batches';
import { isGood } from '@ringtrace/ingest/feed/format';
import { formatNamed } from '@ringtrace/ingest/feed/formats';
import type { FeedMessage } from '@ringtrace/platform/kafka/session';
import { feedTopic } from '@ringtrace/schemas/topics';

/** Every JSON Lines file of a simulated day, as feed messages. The file's name is the carrier. */
export async function feedMessages(directory: string): Promise<FeedMessage[]> {
  const messages: FeedMessage[] = [];
  for (const file of (await readdir(directory)).filter((name) => name.endsWith('.jsonl'))) {
    const carrier = basename(file, '.jsonl');
    const batcher = createBatcher(carrier);
    const take = () => {
      for (const { message } of batcher.take()) {
        const offset = messages.length;
        messages.push({
          topic: feedTopic(carrier),
          partition: 0,
          offset,
          timestamp: Date.now(),
          value: message,
        });
      }
    };
    const reader = formatNamed('jsonl').open({ timezone: undefined });
    for await (const record of reader.read(createReadStream(join(directory, file)), file)) {
      if (isGood(record) && batcher.push(record.cdr)) take();
    }
    take();
  }
  return messages;
}

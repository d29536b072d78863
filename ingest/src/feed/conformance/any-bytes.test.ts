import { seeded } from '@ringtrace/platform/seeded';
import { batchLimits } from '@ringtrace/schemas/cdr';
import { describe, expect, it } from 'vitest';
import { createBatcher } from '../batches.ts';
import { FeedError, type FeedFormat, type FeedRecord, isBad, isGood } from '../format.ts';
import { formats } from '../formats.ts';
import { calls, callsInAutumn, wallClock } from './calls.ts';
import { chunks, recordsOf } from './read.ts';
import { samples } from './samples.ts';

const rounds = 60;
const { below, pick } = seeded(2026);

const anyBytes = () => Buffer.from(Array.from({ length: below(2_000) }, () => below(256)));
const signs = [
  '"',
  '""',
  ',',
  '|',
  '\\',
  '{',
  '}',
  '[',
  ']',
  ':',
  '\n',
  '\r',
  '\0',
  '%',
  '\uFEFF',
  'é',
  '0',
  '9'.repeat(400),
];

/** A valid file in which some bytes were changed, removed, repeated or added. */
function damaged(good: Buffer): Buffer {
  let bytes = good;
  for (let i = 1 + below(8); i > 0; i -= 1) {
    const at = below(bytes.length);
    const end = Math.min(bytes.length, at + below(60));
    const middle = pick([
      Buffer.alloc(0),
      anyBytes().subarray(0, below(8)),
      Buffer.from(pick(signs)),
      Buffer.concat([bytes.subarray(at, end), bytes.subarray(at, end)]),
    ]);
    bytes = Buffer.concat([bytes.subarray(0, at), middle, bytes.subarray(end)]);
  }
  return bytes;
}

/** The records of a file, or the one error that says why the file can't be read at all. */
async function readOrTold(
  format: FeedFormat,
  bytes: Buffer,
  size: () => number,
  timezone: string,
): Promise<FeedRecord[] | string> {
  try {
    return await recordsOf(format, chunks(bytes, size), timezone);
  } catch (error) {
    if (error instanceof FeedError) return error.message;
    throw error;
  }
}

describe.each(formats.map((format) => [format.name, format] as const))('%s', (name, format) => {
  const sample = samples[name];
  const lines = [...calls, ...callsInAutumn].flatMap((call) => sample?.lines(call, wallClock('UTC')) ?? []);
  const good = Buffer.from([sample?.header ?? '', ...lines].join('\n'));

  it.each([
    ['no format', anyBytes],
    ['a damaged file', () => damaged(good)],
    ['a file of signs', () => Buffer.from(Array.from({ length: below(300) }, () => pick(signs)).join(''))],
  ])('takes the bytes of %s for records or gives a reason', async (_, content) => {
    for (let round = 0; round < rounds; round += 1) {
      const bytes = content();
      const timezone = pick(['UTC', 'America/New_York']);
      const whole = await readOrTold(format, bytes, () => bytes.length + 1, timezone);
      const batcher = createBatcher('file');
      for (const record of typeof whole === 'string' ? [] : whole) {
        expect(record.line).toBeGreaterThan(0);
        if (isGood(record)) batcher.push(record.cdr);
        else if (isBad(record)) expect(record.reason).not.toBe('');
      }
      // Every accepted record can be sent.
      for (const { message } of batcher.take()) expect(message.length).toBeLessThan(batchLimits.bytes);
      // How the bytes are cut into chunks does not matter.
      expect(await readOrTold(format, bytes, () => 1 + below(50), timezone)).toEqual(whole);
    }
  });
});

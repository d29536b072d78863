import { encodeBatch } from '@ringtrace/platform/avro/batch-codec';
import type { Seeded } from '@ringtrace/platform/seeded';
import { emptyCdr } from '@ringtrace/schemas/cdr';

const noon = Date.UTC(2026, 2, 3, 15);
const times = <T>(count: number, make: (i: number) => T): T[] =>
  Array.from({ length: count }, (_, i) => make(i));

function validBatch({ below, chance }: Seeded, id: string): Buffer {
  const records = times(1 + below(20), (i) => ({
    ...emptyCdr,
    call_id: `${id}-${i}`,
    revision: below(3),
    withdrawn: chance(0.1),
    start_time: noon + below(3_600_000),
    end_time: noon + 3_700_000,
    calling_number: `+1202555${1000 + i}`,
    called_number: chance(0.2) ? 'nobody' : `+1312555${1000 + i}`,
    sip_code: chance(0.2) ? 7 : 486,
  }));
  const header = { batch_id: id, source: `fuzz-${id}`, sequence: 1, produced_at: noon + 3_700_000 };
  return encodeBatch({ ...header, records });
}

/** A message that a broken or hostile producer may send: random bytes, or a valid batch that was changed. */
export function anyBytes(random: Seeded, id: string): Buffer {
  const { below } = random;
  const noise = (length: number) => Buffer.from(times(length, () => below(256)));
  const good = validBatch(random, id);
  const at = below(good.length);
  const before = good.subarray(0, at);
  const damages: readonly (() => Buffer)[] = [
    () => good,
    () => noise(below(2_000)),
    // The beginning of a batch, then random bytes.
    () => Buffer.concat([good.subarray(0, 10), noise(below(500))]),
    () => before,
    () => Buffer.concat([before, noise(1 + below(30)), good.subarray(at)]),
    () => Buffer.concat([before, good.subarray(at + 1 + below(40))]),
    () => Buffer.concat([good, good]),
    () => {
      const flipped = Buffer.from(good);
      times(1 + below(12), () => flipped.writeUInt8(below(256), 10 + below(good.length - 10)));
      return flipped;
    },
    // A schema registry's frame, and the texts by which our consumer marks what it can't decompress, sent by a
    // stranger.
    () => Buffer.concat([Buffer.from([0, 0, 0, 0, 1]), good.subarray(10)]),
    () => Buffer.from('ringtrace: a record batch that could not be decompressed\n'),
    () => Buffer.from(`ringtrace: a record batch of ${at} records, offsets 0 to 9, is too many\nx`),
  ];
  return random.pick(damages)();
}

import { areas, exchange } from './areas.ts';
import type { Provider } from './providers.ts';
import { hash32, pickWeighted, type Random, random } from './random.ts';

/** A subscriber's line. */
export type Subscriber = {
  readonly index: number;
  /** E.164 with +. */
  readonly number: string;
  readonly provider: Provider;
  /** Offset of the local time from UTC, hours (standard time). */
  readonly utcOffset: number;
  readonly business: boolean;
};

/**
 * Lines, and whom they call. All are computed from an index, and nothing is stored for a line, so millions of lines
 * cost no memory.
 */
export interface Population {
  readonly size: number;
  /** Number of lines in an exchange. They have consecutive indexes. */
  readonly exchangeSize: number;
  line(index: number): Subscriber;
  /** Draws one of the line's contacts. If A is a contact of B, B is one of A. */
  contact(index: number, rng: Random): Subscriber;
  /** Draws any number of the line's exchange (NPA-NXX), whether a subscriber has it or not. */
  neighborOf(line: Subscriber, rng: Random): string;
  /** The exchanges in use: area code and exchange (E.164 with +), and the provider that serves them. */
  readonly exchanges: readonly Pick<Exchange, 'prefix' | 'provider'>[];
  /** The provider that serves a number's exchange (number in E.164 with +). Undefined where no provider does. */
  holder(number: string): Provider | undefined;
}

type Exchange = { readonly prefix: string; readonly provider: Provider; readonly utcOffset: number };

const contactsPerLine = 32;

/** Makes a population of about `lines` lines (a power of two). Providers get lines by their share. */
export function createPopulation(seed: number, lines: number, providers: readonly Provider[]): Population {
  const bits = Math.max(11, Math.round(Math.log2(lines)));
  const lineBits = Math.min(13, Math.max(6, bits - 14));
  const exchanges = createExchanges(seed, 2 ** (bits - lineBits), providers);
  const size = 2 ** bits;

  const line = (index: number): Subscriber => {
    const at = exchanges[index >>> lineBits];
    if (at === undefined) throw new Error(`no line ${index}`);
    const low = index & (2 ** lineBits - 1);
    // 7919 and 10,000 have no common divisor, so the lines of an exchange have different numbers.
    const digits = (low * 7919 + hash32(seed, index >>> lineBits)) % 10_000;
    return {
      index,
      number: at.prefix + String(digits).padStart(4, '0'),
      provider: at.provider,
      utcOffset: at.utcOffset,
      business: index % 16 === 0,
    };
  };

  const byPrefix = new Map(exchanges.map(({ prefix, provider }) => [prefix, provider]));

  return {
    size,
    exchangeSize: 2 ** lineBits,
    line,
    exchanges,
    holder: (number) => byPrefix.get(number.slice(0, -4)),
    contact: (index, rng) => line(index ^ contactMask(seed, rng, lineBits, bits)),
    neighborOf: (subscriber, rng) =>
      subscriber.number.slice(0, -4) + String(rng.below(10_000)).padStart(4, '0'),
  };
}

/**
 * A contact is the line's index XOR one of a few masks, so contacts are mutual. 5% are in the same exchange, 45% in
 * exchanges nearby, the others anywhere. Some contacts are called far more often than others.
 */
function contactMask(seed: number, rng: Random, lineBits: number, bits: number): number {
  const nth = Math.floor(contactsPerLine * rng.next() ** 2);
  const reach = rng.next();
  const range = reach < 0.05 ? lineBits : reach < 0.5 ? lineBits + 3 : bits;
  return 1 + (hash32(seed, nth, range) % (2 ** range - 1));
}

function createExchanges(seed: number, count: number, providers: readonly Provider[]): readonly Exchange[] {
  const rng = random(seed, 'exchanges');
  return Array.from({ length: count }, (_, i) => {
    // Exchanges of an area have consecutive indexes. So near indexes are near lines.
    const areaIndex = Math.floor((i * areas.length) / count);
    const area = areas[areaIndex];
    if (area === undefined) throw new Error(`no area ${areaIndex}`);
    const rank = i - Math.ceil((areaIndex * count) / areas.length);
    const serving = providers.filter((p) => p.share > 0 && (p.areas?.includes(area.npa) ?? true));
    return {
      prefix: `+1${area.npa}${exchange(areaIndex, rank)}`,
      provider: pickWeighted(
        rng,
        serving.map((p) => [p, p.share] as const),
      ),
      utcOffset: area.utcOffset,
    };
  });
}

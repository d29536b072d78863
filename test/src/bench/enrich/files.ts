import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

/** The reference data of a country, all made up, as files to load. */
export interface Country {
  readonly providers: string;
  readonly blocks: string;
  readonly ported: string;
  /** As many numbers as in `ported`, with other holders. */
  readonly portedNext: string;
}

const exchangesWanted = 20_000;
const providersWanted = 10_000;
const perExchange = 10_000;
const base36 = (n: number) => n.toString(36).toUpperCase().padStart(4, '0');
export const ocnOf = (provider: number) => base36(provider);
const providerOf = (n: number) => Math.imul(n, 0x9e3779b1) >>> 17;

/** Area codes in use. Each has the same exchanges: 20,000 in all, with ten blocks of a thousand numbers each. */
const areas = [
  201, 202, 212, 214, 281, 303, 305, 312, 313, 404, 408, 415, 469, 503, 512, 602, 612, 617, 702, 713,
];
export const exchanges: readonly number[] = areas
  .flatMap((area) => Array.from({ length: 800 }, (_, i) => area * 1_000 + 200 + i))
  .concat(
    Array.from(
      { length: exchangesWanted - areas.length * 800 },
      (_, i) => 803_200 + (i % 700) + 1_000 * Math.floor(i / 700),
    ),
  );

/** The i-th ported number of an exchange. Numbers are about `spread` lines apart, at offsets that look random. */
export function portedNumber(exchange: number, i: number, spread: number): number {
  return 10_000_000_000 + exchange * perExchange + i * spread + (providerOf(exchange * 31 + i) % spread);
}

function* providers() {
  yield 'provider_id,name,ocns,member,country,rmd,shaken\n';
  for (let i = 0; i < providersWanted; i += 1) {
    yield `p${i},Provider ${i},${ocnOf(i)},${i < 30},US,${i % 50 === 0 ? 'none' : 'listed'},partial\n`;
  }
}

function* blocks() {
  yield 'npa,nxx,block,ocn,company,state,rate_center,line_type\n';
  for (const exchange of exchanges) {
    const [npa, nxx] = [Math.floor(exchange / 1_000), exchange % 1_000];
    for (let digit = 0; digit < 10; digit += 1) {
      const holder = providerOf(exchange * 10 + digit) % providersWanted;
      const rateCenter = `S${npa},RATE CENTER ${Math.floor(exchange / 4)}`;
      yield `${npa},${nxx},${digit},${ocnOf(holder)},Company ${holder},${rateCenter},${digit % 2 === 0 ? 'wireless' : 'landline'}\n`;
    }
  }
}

function* ported(numbers: number, turn: number) {
  const each = Math.round(numbers / exchanges.length);
  yield 'number,ocn\n';
  for (const exchange of exchanges) {
    let lines = '';
    for (let i = 0; i < each; i += 1) {
      const n = portedNumber(exchange, i, Math.floor(perExchange / each));
      lines += `${n - 10_000_000_000},${ocnOf(providerOf(n + turn) % providersWanted)}\n`;
    }
    yield lines;
  }
}

export async function writeCountry(directory: string, numbers: number): Promise<Country> {
  const write = async (name: string, lines: Iterable<string>) => {
    const path = join(directory, name);
    await pipeline(Readable.from(lines), createWriteStream(path));
    return path;
  };
  return {
    providers: await write('providers.csv', providers()),
    blocks: await write('blocks.csv', blocks()),
    ported: await write('ported.csv', ported(numbers, 0)),
    portedNext: await write('ported-next.csv', ported(numbers, 1)),
  };
}

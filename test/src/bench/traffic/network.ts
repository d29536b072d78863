import { avroText } from './output.ts';
import type { Words } from './words.ts';

/** The providers of the benchmarks' network: each reports its legs. */
export const providers = 30;
/** Trunks of a provider: one to each provider, the rest to its customers. */
const trunks = 40;
const customerTrunks = trunks - providers;
export const customers = 3_000;
/** Switches of a provider: each is a source with batches of its own. */
export const switches = 4;

const list = <T>(length: number, make: (i: number) => T): T[] => Array.from({ length }, (_, i) => make(i));
const two = (i: number) => String(i + 1).padStart(2, '0');

export const providerNames: readonly string[] = list(providers, (i) => `carrier-${two(i)}`);
const ocns = list(providers, (i) => String(5_100 + 37 * i));

/** Avro binary of what CDRs say of the network; index = provider, provider * trunks + trunk, ... */
export const texts = {
  providers: providerNames.map(avroText),
  trunks: list(providers * trunks, (i) => avroText(`${two(Math.floor(i / trunks))}-tg${two(i % trunks)}`)),
  customers: list(providers * customers, (i) => avroText(`cust-${String(100_000 + 7 * i)}`)),
  ocns: ocns.map(avroText),
} as const;

export const sources: readonly string[] = list(
  providers * switches,
  (i) => `${providerNames[Math.floor(i / switches)]}-sw${two(i % switches)}`,
);

/** The trunk of a provider to another one; to its customers there are several. */
export const trunkTo = (provider: number, peer: number) => provider * trunks + peer;
export const customerTrunk = (provider: number, customer: number) =>
  provider * trunks + providers + (customer % customerTrunks);

/** Providers by their share of the calls: the first carries ten times what the last does. */
const byShare = list(providers, (i) => list(Math.round(600 / (i + 3)), () => i)).flat();
export const someProvider = (words: Words) => byShare[words.below(byShare.length)] ?? 0;

const states = ['listed', 'listed', 'listed', 'none', 'removed'] as const;

/** The network as a providers file: what `ringtrace reference load providers` reads. */
export function providersFile(): string {
  const lines = providerNames.map(
    (id, i) => `${id},Carrier ${two(i)},${ocns[i]},true,US,${states[i % states.length]},complete`,
  );
  return ['provider_id,name,ocns,member,country,rmd,shaken', ...lines, ''].join('\n');
}

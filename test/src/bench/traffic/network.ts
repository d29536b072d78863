import { avroText } from './output.ts';
import type { Words } from './words.ts';

/** The providers of the benchmarks' network: each reports its legs. */
const providers = 30;
/** Trunks of a provider: one to each provider, the others to its customers. */
const trunks = 40;
const customerTrunks = trunks - providers;
export const customers = 3_000;
/** Switches of a provider. Each is a source with batches of its own. */
export const switches = 4;

const list = <T>(length: number, make: (i: number) => T): T[] => Array.from({ length }, (_, i) => make(i));
const two = (i: number) => String(i + 1).padStart(2, '0');

export const providerNames: readonly string[] = list(providers, (i) => `carrier-${two(i)}`);
export const ocns = list(providers, (i) => String(5_100 + 37 * i));

/** The texts of the network in Avro's binary form. The index is a provider, or provider * trunks + trunk, and so on. */
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

/** The index of a provider's trunk to another provider. To customers there are several trunks. */
export const trunkTo = (provider: number, peer: number) => provider * trunks + peer;
export const customerTrunk = (provider: number, customer: number) =>
  provider * trunks + providers + (customer % customerTrunks);

/** Has no divisor in common with the length of the list below. */
const stride = 1_009;
/** Providers by their share of the calls: the first carries ten times as many as the last. */
const byShare = list(providers, (i) => list(Math.round(600 / (i + 3)), () => i)).flat();
export const someProvider = (words: Words) => byShare[words.below(byShare.length)] ?? 0;
/** The same for whatever is counted: neighbors in the count have different providers. */
export const providerByShare = (i: number) => byShare[(i * stride) % byShare.length] ?? 0;

const states = ['listed', 'listed', 'listed', 'none', 'removed'] as const;

/** The network as a providers file for `ringtrace reference load providers`. */
export function providersFile(): string {
  const lines = providerNames.map(
    (id, i) => `${id},Carrier ${two(i)},${ocns[i]},true,US,${states[i % states.length]},complete`,
  );
  return ['provider_id,name,ocns,member,country,rmd,shaken', ...lines, ''].join('\n');
}

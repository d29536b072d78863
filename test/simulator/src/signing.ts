import type { Provider } from './providers.ts';
import { hash32, hashText, pickWeighted, type Random, random, uuid, type Weighted } from './random.ts';

type Attestation = 'A' | 'B' | 'C';

/** The PASSporT of a call: signed at one hop, carried by later ones unless a TDM network drops it. */
export type Signature = {
  readonly attestation: Attestation;
  readonly origid: string;
  readonly signerOcn: string;
  /** Index on the path of the provider that signed. */
  readonly at: number;
  /** Index of the last provider that has it. */
  readonly lastAt: number;
};

/** What the originating provider puts on calls of one origin; null = it doesn't sign. */
export type Attests = Weighted<Attestation | null>;

export const ownNumbers: Attests = [['A', 1]];
/** Customers whose numbers the provider has not all verified. */
export const ordinaryNumbers: Attests = [
  ['A', 17],
  ['B', 2],
  ['C', 1],
];

/** How many unsigned calls the first provider that can sign does sign, with C. */
const signedInTransit = 0.6;

/** Signs a call as its path would: at the origin, else at the first provider that takes it in. */
export function sign(
  rng: Random,
  path: readonly Provider[],
  { attests, origin, seed }: { attests: Attests; origin: string; seed: number },
): Signature | null {
  const [first, second] = path;
  if (first === undefined) return null;
  const own =
    first.shaken === 'none' || (first.shaken === 'partial' && rng.chance(0.5))
      ? null
      : pickWeighted(rng, attests);
  if (own !== null) return signature(rng, path, { at: 0, attestation: own, origin, seed });
  const gateway = first.country !== 'US';
  if (second?.shaken !== 'complete' || !(gateway || rng.chance(signedInTransit))) return null;
  return signature(rng, path, { at: 1, attestation: 'C', origin: first.id, seed });
}

function signature(
  rng: Random,
  path: readonly Provider[],
  { at, attestation, origin, seed }: { at: number; attestation: Attestation; origin: string; seed: number },
): Signature | null {
  const signer = path[at];
  if (signer === undefined) return null;
  const tdm = path.findIndex((p, i) => i > at && p.tdm === true);
  return {
    attestation,
    at,
    lastAt: tdm === -1 ? path.length - 1 : tdm - 1,
    signerOcn: signer.ocns[0] ?? '',
    origid:
      signer.origidPer === 'call'
        ? uuid(rng)
        : uuid(random(hash32(seed, hashText(signer.id), hashText(origin)))),
  };
}

import type { Provider } from './providers.ts';
import { hash32, hashText, pickWeighted, type Random, random, uuid, type Weighted } from './random.ts';

type Attestation = 'A' | 'B' | 'C';

/** The signature of a call. One provider signed it. Later providers receive it, unless a TDM network drops it. */
export type Signature = {
  readonly attestation: Attestation;
  readonly origid: string;
  readonly signerOcn: string;
  /** Index of the provider that signed, on the path. */
  readonly at: number;
  /** Index of the last provider that has the signature, on the path. */
  readonly lastAt: number;
};

/** The attestations that the originating provider gives to calls of one origin, by weight. Null = it does not sign. */
export type Attests = Weighted<Attestation | null>;

export const ownNumbers: Attests = [['A', 1]];
/** Attestations for customers whose numbers the provider has not all verified. */
export const ordinaryNumbers: Attests = [
  ['A', 17],
  ['B', 2],
  ['C', 1],
];

/** Share of unsigned domestic calls that the second provider signs, with C, if it can. */
const signedInTransit = 0.6;

/** Signs a call on its path: at the origin, or else at the second provider. Null where nobody signs. */
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

import { unknownHour } from '@ringtrace/schemas/tables/cdr';
import type { BlockTable } from './block-table.ts';
import { localHours } from './called-hour.ts';
import type { AreaCode, Filing } from './entries.ts';
import type { HolderTable } from './holder-table.ts';
import { isNanp, linesPerExchange } from './nanp.ts';
import { type NumberFacts, NumberLookups } from './number-lookups.ts';

type RmdStatus = 'listed' | 'removed' | 'none';
type ShakenStatus = 'complete' | 'partial' | 'none';

/** A voice service provider. Its id is what `upstream`, `downstream` and the feed topics call it. */
export interface Provider {
  readonly provider_id: string;
  readonly name: string;
  /** Operating company numbers, as NANPA and SHAKEN certificates name a provider. */
  readonly ocns: readonly string[];
  /** Takes part in the traceback group. */
  readonly member: boolean;
  /** ISO 3166 country. */
  readonly country: string;
  /** State in the FCC's Robocall Mitigation Database, as the group knows it. */
  readonly rmd: RmdStatus;
  /** How much of its traffic it signs. */
  readonly shaken: ShakenStatus;
}

/** What the kinds of reference data bring; each may be missing. */
export interface ReferenceParts {
  readonly providers?: readonly Provider[];
  /** A provider's filing in the Robocall Mitigation Database, by its name. */
  readonly filingOf?: (name: string) => Filing | undefined;
  readonly isDno?: (n: number) => boolean;
  readonly blocks?: BlockTable;
  readonly ported?: HolderTable;
  readonly tollFree?: HolderTable;
  readonly areaCodes?: readonly AreaCode[];
}

/** Whose a number is. */
interface Held extends Pick<NumberFacts, 'valid' | 'assigned'> {
  /** Number of the provider that holds it; 0 where that is not known. */
  readonly holder: number;
}

/** Everything a CDR is enriched with, at one version. Every look-up is synchronous and cheap. */
export interface Reference {
  /** The highest version number in force over all kinds of reference data; 0 = none loaded. */
  readonly version: number;
  readonly parts: ReferenceParts;
  /** Look-ups by number for whole batches. */
  readonly numbers: NumberLookups;
  /** Ids of providers by the numbers that stand for them here: two numbers are compared sooner than two texts. 0 is ''. */
  readonly providerIds: readonly string[];
  /** The number of the provider that has an OCN; 0 where none has. */
  providerNumber(ocn: string): number;
  /** The same for each of `numbers.ocns`. */
  readonly holders: Uint32Array;
  /** Facts of a number as `normaliseNumber` gives it. */
  numberFacts(n: number): NumberFacts;
  provider(id: string): Provider | undefined;
  providerOfOcn(ocn: string): Provider | undefined;
  /** A provider's state in the Robocall Mitigation Database; '' for one that is not known. */
  rmdOf(id: string): RmdStatus | '';
  /** On the do-not-originate list. */
  isDno(n: number): boolean;
  /** Calling and called number are different NANP numbers that share NPA-NXX. */
  isNeighbor(calling: number, called: number): boolean;
  /**
   * Whether full attestation (A) of this caller by the provider of this number (0 where it is not known) is improper:
   * the caller's number is nobody's, or another provider's.
   */
  isImproper(calling: number, held: Held, signer: number): boolean;
  /** Whether a provider is a U.S. one; whoever is not known counts as one. */
  isDomestic(id: string): boolean;
  /** Whether a U.S. carrier took the call in from abroad: by the country it names, or its upstream's. */
  isForeignEntry(carrier: string, upstream: string, ingressCountry: string): boolean;
  /** The hour of the day at a number, 0 to 23; `unknownHour` where it is not known. */
  localHour(n: number, time: number): number;
}

function isNeighbor(calling: number, called: number): boolean {
  return (
    isNanp(calling) &&
    calling !== called &&
    Math.floor(calling / linesPerExchange) === Math.floor(called / linesPerExchange)
  );
}

/** Puts look-ups together out of what is loaded. */
export function createReference(version: number, parts: ReferenceParts): Reference {
  const { providers = [], filingOf, isDno = () => false, areaCodes } = parts;
  const byId = new Map(providers.map((provider) => [provider.provider_id, provider]));
  const byOcn = new Map(providers.flatMap((provider) => provider.ocns.map((ocn) => [ocn, provider])));
  const rmd = new Map(
    providers.map((provider) => [provider.provider_id, filingOf?.(provider.name)?.status ?? provider.rmd]),
  );
  const numbers = new NumberLookups(parts);
  const providerIds = ['', ...byId.keys()];
  const numberById = new Map(providerIds.map((id, number) => [id, number]));
  const providerNumber = (ocn: string) => numberById.get(byOcn.get(ocn)?.provider_id ?? '') ?? 0;
  const isDomestic = (id: string) => (byId.get(id)?.country ?? 'US') === 'US';
  return {
    version,
    parts,
    numbers,
    providerIds,
    providerNumber,
    holders: Uint32Array.from(numbers.ocns, providerNumber),
    numberFacts: (n) => numbers.facts(n),
    provider: (id) => byId.get(id),
    providerOfOcn: (ocn) => byOcn.get(ocn),
    rmdOf: (id) => rmd.get(id) ?? '',
    isDno,
    isNeighbor,
    isImproper(calling, { valid, assigned, holder }, signer) {
      if (!isNanp(calling)) return false;
      if (!valid || assigned === 'unassigned') return true;
      return signer !== 0 && holder !== 0 && holder !== signer;
    },
    isDomestic,
    isForeignEntry: (carrier, upstream, ingressCountry) =>
      isDomestic(carrier) && !((ingressCountry === '' || ingressCountry === 'US') && isDomestic(upstream)),
    localHour: areaCodes === undefined ? () => unknownHour : localHours(areaCodes),
  };
}

/** What holds without any reference file: the number plan itself. */
export const emptyReference: Reference = createReference(0, {});

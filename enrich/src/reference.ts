import { createNumberPlan, type PlanFacts } from './number-plan.ts';

export type RmdStatus = 'listed' | 'removed' | 'none';
export type ShakenStatus = 'complete' | 'partial' | 'none';

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
  /** State in the FCC's Robocall Mitigation Database. */
  readonly rmd: RmdStatus;
  /** How much of its traffic it signs. */
  readonly shaken: ShakenStatus;
}

export interface NumberFacts extends PlanFacts {
  /** Holder of the number; '' where no number data is loaded. */
  readonly ocn: string;
}

/** Everything a CDR is enriched with, at one version. Every look-up is synchronous and cheap. */
export interface Reference {
  /** The highest version number in force over all kinds of reference data; 0 = none loaded. */
  readonly version: number;
  /** Facts of a number as `normaliseNumber` gives it. */
  numberFacts(n: number): NumberFacts;
  provider(id: string): Provider | undefined;
  providerOfOcn(ocn: string): Provider | undefined;
  /** On the do-not-originate list. */
  isDno(n: number): boolean;
  /** Calling and called number are different NANP numbers that share NPA-NXX. */
  isNeighbor(calling: number, called: number): boolean;
}

const firstNanp = 12_000_000_000;
const lastNanp = 19_999_999_999;
const linesPerExchange = 10_000;

function isNeighbor(calling: number, called: number): boolean {
  return (
    calling >= firstNanp &&
    calling <= lastNanp &&
    calling !== called &&
    Math.floor(calling / linesPerExchange) === Math.floor(called / linesPerExchange)
  );
}

const plan = createNumberPlan();

/** What holds without any reference file: the number plan itself. */
export const emptyReference: Reference = {
  version: 0,
  numberFacts: plan,
  provider: () => undefined,
  providerOfOcn: () => undefined,
  isDno: () => false,
  isNeighbor,
};

import { bulkCallers } from './bulk-callers.ts';
import { busyLines } from './busy-lines.ts';
import type { LabelledCall } from './call.ts';
import { campaigns } from './campaigns.ts';
import type { DialerSpec } from './dialer.ts';
import { providerOf } from './route.ts';
import { customerId, type World } from './world.ts';

export type Tally = { readonly calls: number; readonly legs: number };

/** A campaign of the example, and the truth about it. */
export type Campaign = Tally & {
  readonly name: string;
  readonly originProvider: string;
  /** The origin's customer; null where the origin is abroad. */
  readonly customer: string | null;
  /** Whether the origin reports its CDRs. If so, the origin can be proven. */
  readonly originReports: boolean;
  /** The first US provider, where the calls come from abroad. Null otherwise. */
  readonly entryProvider: string | null;
};

/** A legitimate bulk caller (or a number that many call), with its numbers. */
export type BulkCaller = Tally & {
  readonly kind: string;
  readonly provider: string;
  readonly numbers: readonly string[];
  readonly inbound: boolean;
};

/** Counts calls and legs by kind while they are written. */
export class Counts {
  readonly #byKind = new Map<string, { calls: number; legs: number }>();

  add(call: LabelledCall, legs: number): void {
    const tally = this.#byKind.get(call.kind) ?? { calls: 0, legs: 0 };
    tally.calls += 1;
    tally.legs += legs;
    this.#byKind.set(call.kind, tally);
  }

  of(kind: string): Tally {
    return this.#byKind.get(kind) ?? { calls: 0, legs: 0 };
  }

  get total(): Tally {
    const all = [...this.#byKind.values()];
    return {
      calls: all.reduce((sum, t) => sum + t.calls, 0),
      legs: all.reduce((sum, t) => sum + t.legs, 0),
    };
  }
}

export function describeCampaigns(world: World, counts: Counts): readonly Campaign[] {
  return campaigns.map((spec) => {
    const origin = providerOf(world.providers, originOf(spec));
    const abroad = origin.country !== 'US';
    return {
      name: spec.name,
      originProvider: origin.id,
      customer: abroad ? null : customerId(world, origin, spec.name),
      originReports: origin.member,
      entryProvider: abroad ? (origin.peers[0] ?? null) : null,
      ...counts.of(spec.name),
    };
  });
}

export function describeBulkCallers(world: World, counts: Counts): readonly BulkCaller[] {
  const callers = bulkCallers.map((spec) => ({
    kind: spec.name,
    provider: originOf(spec),
    numbers: spec.callers(world, spec.name).own,
    inbound: false,
    ...counts.of(spec.name),
  }));
  const lines = busyLines.map((spec) => ({
    kind: spec.name,
    provider: spec.provider,
    numbers: [spec.number],
    inbound: true,
    ...counts.of(spec.name),
  }));
  return [...callers, ...lines];
}

function originOf(spec: DialerSpec): string {
  const [origin] = spec.origins;
  if (origin === undefined) throw new Error(`'${spec.name}' has no origin`);
  return origin;
}

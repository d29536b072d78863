import { describe, expect, it } from 'vitest';
import { thresholds } from '../../thresholds.ts';
import { improperAttestation, partlyProven, unproven } from '../signals/attestation.ts';
import { fromAbroad } from '../signals/caller.ts';
import type { Evidence } from '../signals/signal.ts';
import { againstCaller, callerSide, neededSum } from './caller-side.ts';

const evidence = (name: string, contribution: number, side: Evidence['side'] = 'caller'): Evidence => ({
  name,
  side,
  contribution,
  value: 0,
  baseline: 0,
});

describe("the caller's side", () => {
  it('is what speaks against the caller: not its behavior, and not what speaks for it', () => {
    const against = evidence(fromAbroad.name, 1.2);
    const all = [against, evidence('volume', 1, 'behavior'), evidence('call_backs', -2)];
    expect(againstCaller(all)).toEqual([against]);
    expect(callerSide(all)).toBe(1.2);
  });

  it('counts attestation for so much at most, and an improper one for nothing', () => {
    const attestation = [evidence(unproven.name, 1.5), evidence(partlyProven.name, 0.4)];
    expect(callerSide(attestation)).toBe(thresholds.attestationLogOdds);
    expect(callerSide([evidence(partlyProven.name, 0.4)])).toBe(0.4);
    expect(callerSide([evidence(improperAttestation.name, 0.8)])).toBe(0);
    expect(callerSide([...attestation, evidence(fromAbroad.name, 1)])).toBe(
      1 + thresholds.attestationLogOdds,
    );
  });

  it('asks more of all else where it says little', () => {
    expect(neededSum(thresholds.callerLogOdds)).toBe(thresholds.segmentLogOdds);
    expect(neededSum(thresholds.callerLogOdds - 0.001)).toBe(thresholds.segmentLogOdds + 1);
  });
});

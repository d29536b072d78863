import { describe, expect, it } from 'vitest';
import { questionsOf, type SignedCall } from './questions.ts';

const honest: SignedCall = {
  signer: 'p3',
  attestation: 'A',
  origin: 'p3',
  providers: ['p1', 'p2', 'p3'],
  dno: false,
  impossible: false,
  other_holder: false,
  identity_fault: '',
};
const kinds = (changed: Partial<SignedCall>, resolve?: (id: string) => string) =>
  questionsOf({ ...honest, ...changed }, resolve).map(({ kind }) => kind);

describe('questions about attestation', () => {
  it('are none where the origin signs for its own customer', () => {
    expect(kinds({})).toEqual([]);
    expect(kinds({ attestation: 'B' })).toEqual([]);
  });

  it('ask on what right another provider than the origin signed A or B', () => {
    expect(kinds({ signer: 'p2' })).toEqual(['signer_not_origin']);
    expect(kinds({ signer: 'p2', attestation: 'B' })).toEqual(['signer_not_origin']);
    expect(kinds({ signer: 'p2', attestation: 'C' })).toEqual([]);
    expect(kinds({ signer: 'p2', origin: '' })).toEqual([]);
  });

  it('ask how a signer that no record names came to sign', () => {
    expect(kinds({ signer: 'p9' })).toEqual(['signer_not_on_path']);
    expect(kinds({ signer: 'p9', origin: '' })).toEqual([]);
  });

  it('know that an alias is its provider', () => {
    expect(kinds({ signer: 'p3-west' }, (id) => id.replace('-west', ''))).toEqual([]);
  });

  it('ask about numbers that were signed with A', () => {
    expect(kinds({ dno: true })).toEqual(['spoofed_with_a']);
    expect(kinds({ impossible: true })).toEqual(['spoofed_with_a']);
    expect(kinds({ other_holder: true })).toEqual(['number_held_elsewhere']);
    expect(kinds({ dno: true, attestation: 'B' })).toEqual([]);
  });

  it('ask about a certificate that does not vouch', () => {
    expect(kinds({ identity_fault: 'expired_certificate' })).toEqual(['certificate']);
    expect(kinds({ identity_fault: 'stale' })).toEqual([]);
  });

  it('are questions, and name no guilt', () => {
    const all = [
      { signer: 'p2' },
      { signer: 'p9' },
      { dno: true },
      { impossible: true },
      { other_holder: true },
      { identity_fault: 'untrusted_certificate' },
    ].flatMap((changed) => questionsOf({ ...honest, ...changed }));
    expect(all).toHaveLength(6);
    for (const { text } of all) {
      expect(text).toContain('?');
      expect(text).not.toMatch(/illegal|fraud|false|violat|guilt|improper/i);
    }
  });
});

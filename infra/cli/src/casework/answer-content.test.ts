import { describe, expect, it } from 'vitest';
import { UsageError } from '../command.ts';
import { contentFrom } from './answer-content.ts';

describe('the content of an answer', () => {
  it.each([
    [
      'upstream',
      { upstream: 'northstar', country: 'US', note: 'by trunk 7' },
      { kind: 'upstream', upstream: 'northstar', country: 'US', note: 'by trunk 7' },
    ],
    [
      'own_customer',
      { name: 'Quick Loans LLC', 'know-your-customer': 'approved', 'consent-claimed': true },
      {
        kind: 'own_customer',
        customer: { name: 'Quick Loans LLC', know_your_customer: 'approved' },
        consent: { claimed: true },
      },
    ],
    [
      'own_customer',
      { name: 'Quick Loans LLC', 'consent-evidence': 'a recording' },
      {
        kind: 'own_customer',
        customer: { name: 'Quick Loans LLC' },
        consent: { claimed: true, evidence: 'a recording' },
      },
    ],
    [
      'no_record',
      { 'searched-from': '2026-03-03T17:00:00Z', 'searched-to': '2026-03-03T13:00:00-06:00' },
      {
        kind: 'no_record',
        searched: { from: Date.parse('2026-03-03T17:00:00Z'), to: Date.parse('2026-03-03T19:00:00Z') },
      },
    ],
    ['own_gateway', {}, { kind: 'own_gateway' }],
    ['retained_out', { 'kept-days': 30 }, { kind: 'retained_out', kept_days: 30 }],
    ['refused', { why: 'no contract' }, { kind: 'refused', reason: 'no contract' }],
    ['legal_process_required', {}, { kind: 'legal_process_required' }],
    ['wrong_provider', {}, { kind: 'wrong_provider' }],
  ] as const)('%s %j', (kind, said, content) => {
    expect(contentFrom(kind, said)).toEqual(content);
  });

  it.each([
    ['upstream', {}, "--upstream is missing: 'upstream' needs it"],
    ['foreign_upstream', { upstream: 'indra' }, '--country is missing'],
    ['refused', { why: 'no contract', upstream: 'x' }, "--upstream has no place in 'refused'"],
    ['wrong_provider', { 'kept-days': 3 }, '--kept-days has no place'],
    [
      'upstream',
      { upstream: 'x', country: 'Britain' },
      "--country takes two letters of ISO 3166, such as GB, not 'Britain'",
    ],
    ['no_record', { 'searched-from': 'noon', 'searched-to': 'noon' }, '--searched-from takes a time'],
    [
      'no_record',
      { 'searched-from': '2026-03-03T19:00:00Z', 'searched-to': '2026-03-03T17:00:00Z' },
      '--searched-to lies before',
    ],
  ] as const)('%s %j is refused', (kind, said, message) => {
    expect(() => contentFrom(kind, said)).toThrow(UsageError);
    expect(() => contentFrom(kind, said)).toThrow(message);
  });
});

import { describe, expect, it } from 'vitest';
import type { Card } from './card.ts';
import { cardInWords, linesOfRole } from './card-in-words.ts';
import { type ScoreRow, scoreRow } from './scorecard.ts';

const nullable = [
  'median_hours',
  'suspicious_per_million',
  'suspicious_per_million_low',
  'suspicious_per_million_high',
  'measured_to',
];
const empty: ScoreRow = scoreRow.parse({
  ...Object.fromEntries(
    Object.keys(scoreRow.shape).map((name) => [name, nullable.includes(name) ? null : 0]),
  ),
  provider: 'p1',
  role: 'transit',
});
const card: Card = {
  provider: 'p1',
  as_of: Date.parse('2026-04-01T00:00:00Z'),
  described: undefined,
  reference: undefined,
  continues: [],
  continued_by: [],
  roles: [],
  questions: [],
};
const lineOf = (row: Partial<ScoreRow>, name: string) =>
  linesOfRole({ ...empty, ...row }).find(([found]) => found.trim() === name)?.[1];

describe('a card in words', () => {
  it('says none where nothing was counted, never NaN', () => {
    const text = linesOfRole(empty).flat().join('\n');
    expect(text).not.toMatch(/NaN|null|undefined|Infinity/);
    for (const name of [
      'answered in time',
      'answered late',
      'refused',
      'silent',
      'median hours to answer',
      'signed A by itself',
      'suspicious legs',
      'callers warned',
    ])
      expect(lineOf({}, name), name).toBe('none');
  });

  it('gives each share its own denominator: what is open or undelivered does not count', () => {
    const row = { requests: 10, waiting: 3, undelivered: 1, answered_in_time: 4, silent: 2 };
    expect(lineOf(row, 'answered in time')).toMatch(/^4 of 6 \(66\.7 %/);
    expect(lineOf(row, 'silent')).toMatch(/^2 of 6/);
  });

  it('tells a warned caller that came again from a campaign that did', () => {
    const warned = { callers_warned: 3, callers_campaign_again: 2 };
    expect(lineOf(warned, 'callers warned')).toMatch(
      /^3; can be checked by its own records 0, of these came again: none; their campaign came again, whoever called: 2 of 3/,
    );
    expect(lineOf({ ...warned, callers_checkable: 2, callers_repeated: 1 }, 'callers warned')).toContain(
      'can be checked by its own records 2, of these came again: 1 of 2',
    );
  });

  it('takes shares of signatures only of those that can be checked', () => {
    expect(lineOf({ signed_a: 3_304 }, 'signed A by itself')).toBe(
      "3,304 legs, of these can be checked 0: for numbers that it holds none; that another provider holds none; that are nobody's, or that nobody calls with, none",
    );
    const checked = { signed_a: 100, signed_a_rightly: 6, signed_a_wrongly: 1, signed_a_elsewhere: 3 };
    expect(lineOf(checked, 'signed A by itself')).toMatch(
      /^100 legs, of these can be checked 10: for numbers that it holds 6 of 10.*holds 3 of 10.*with, 1 of 10/,
    );
  });

  it('shows no rate for few legs', () => {
    expect(lineOf({ legs: 999, suspicious_legs: 40 }, 'suspicious legs')).toBe(
      '40 of 999 legs: too few for a rate, which takes 1,000',
    );
    const rate = {
      suspicious_per_million: 200,
      suspicious_per_million_low: 160.3,
      suspicious_per_million_high: 249.5,
    };
    expect(lineOf({ legs: 400_000, suspicious_legs: 80, ...rate }, 'suspicious legs')).toBe(
      '80 of 400,000 legs: 200.0 in a million (160.3 to 249.5)',
    );
  });

  it('shows objections and successors with the card, and its limits', () => {
    const objection = {
      objection_id: 'o-1',
      by: 'counsel',
      text: 'not ours',
      card_as_of: card.as_of,
      filed_at: card.as_of,
      answer: '',
      upheld: false,
      answered_at: 0,
    };
    const text = cardInWords({
      ...card,
      continues: ['one-owl'],
      continued_by: ['illum'],
      described: {
        kind: 'provider',
        name: 'One Eye',
        aliases: ['p1-west'],
        former_names: ['Owl'],
        principals: ['J. Doe'],
        contacts: [{ name: 'noc', email: 'noc@one.example', telephone: '' }],
        webhook: '',
        zone: 'America/Chicago',
        calendar: '',
        country: 'US',
        continues: ['one-owl'],
        objections: [objection],
      },
    }).join('\n');
    expect(text).toContain('by counsel, on the card as of 2026-04-01 00:00 UTC: not ours');
    expect(text).toContain('not answered yet');
    expect(text).toMatch(/continues, or has the same principals as +one-owl/);
    expect(text).toMatch(/continued by +illum/);
    expect(text).toContain('No traceback, request or record names this provider.');
    expect(text).toContain('It does not show intent, knowledge or guilt.');
  });
});

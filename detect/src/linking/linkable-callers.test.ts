import { minuteMs } from '@ringtrace/schemas/durations';
import { expect, it } from 'vitest';
import {
  isOneNumber,
  sameCallerClass,
  sameCallers,
  sameFalseNumbers,
  sameNumberPattern,
} from './linkable-callers.ts';
import { claimed, heardFor } from './linkage.fixture.ts';

const pool = claimed('p');
const neighbors = claimed('p', { caller_class: 'neighbor' });
const number = (calls: number) =>
  claimed('p', { caller_class: 'number', calling_number: 12_025_550_100, behavior: heardFor(20, { calls }) });
const listed = claimed('p', { caller_class: 'dno' });
const abroad = (called_back_at: string) => claimed('p', { caller_class: 'foreign', called_back_at });

it('a number in steady use is a pattern of its own, and one with few calls is of a pool', () => {
  expect([isOneNumber(number(1_000)), isOneNumber(number(5)), isOneNumber(pool)]).toEqual([
    true,
    false,
    false,
  ]);
  expect(sameNumberPattern(number(5), pool)).toBe(true);
  expect(sameNumberPattern(number(1_000), pool)).toBe(false);
});

it('a number that goes on is in steady use by its pace until the end of the hour, from eight calls on', () => {
  const young = (calls: number, goesOn: boolean) => ({
    ...number(calls),
    first_ms: 0,
    last_ms: 600_000,
    goesOn,
  });
  const isSteady = (calls: number, goesOn = true) => isOneNumber(young(calls, goesOn));
  expect([isSteady(8), isSteady(7), isSteady(8, false)]).toEqual([true, false, false]);
  expect(isOneNumber({ ...young(4, true), last_ms: minuteMs })).toBe(false);
});

it('neighbors, pools and numbers of each country are patterns of their own', () => {
  expect(sameNumberPattern(neighbors, pool)).toBe(false);
  expect(sameNumberPattern(abroad('+44'), abroad('+44'))).toBe(true);
  expect(sameNumberPattern(abroad('+44'), abroad('+49'))).toBe(false);
});

it('caller classes are the same with and without callers that are called themselves, callers are not', () => {
  const called = claimed('p', { callers_called: true });
  expect([sameCallerClass(pool, called), sameCallers(pool, called)]).toEqual([true, false]);
  expect(sameCallerClass(pool, neighbors)).toBe(false);
});

it('false numbers match their own sort alone, and numbers that may be true match each other', () => {
  const made = claimed('p', { caller_class: 'unusable' });
  expect(sameFalseNumbers(made, made)).toBe(true);
  expect(sameFalseNumbers(made, listed)).toBe(false);
  expect(sameFalseNumbers(made, pool)).toBe(false);
  expect(sameFalseNumbers(pool, neighbors)).toBe(true);
});

it("numbers of which surely more are people's own do not match others", () => {
  const using = (elsewhereNumbers: number) =>
    claimed('p', { behavior: heardFor(20, { sampledNumbers: 400, elsewhereNumbers }) });
  expect(sameFalseNumbers(using(360), using(350))).toBe(true);
  expect(sameFalseNumbers(using(360), using(4))).toBe(false);
  expect(sameFalseNumbers(using(360), pool)).toBe(true);
});

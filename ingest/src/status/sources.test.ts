import { expect, it } from 'vitest';
import { sourceInWords, troublesOf } from './sources.ts';

const quiet = {
  carrier: 'acme',
  source: 'switch-1',
  sequence_gaps: 0,
  open_records: 0,
  unreadable: 0,
  silent: false,
  silent_s: 7_200,
  clock_offset_s: null,
  clock_neighbors: 0,
};

it('says nothing of a source without trouble', () => {
  expect(troublesOf(quiet)).toEqual([]);
  expect(troublesOf({ ...quiet, clock_offset_s: 4, clock_neighbors: 2 })).toEqual([]);
});

it('says that dead letters are open, as closed ones and those sent again need no look', () => {
  expect(sourceInWords({ ...quiet, open_records: 1_200, unreadable: 2 })).toBe(
    'acme switch-1: 1,200 records are open dead letters; 2 messages are open dead letters as a whole',
  );
});

it('names each other trouble', () => {
  const row = {
    ...quiet,
    source: '',
    sequence_gaps: 3,
    silent: true,
    clock_offset_s: -9,
    clock_neighbors: 1,
  };
  expect(sourceInWords(row)).toBe(
    'acme: 3 batches missing; silent for 120 min; its clock is 9 s behind (or its only neighbour by as much the other way)',
  );
});

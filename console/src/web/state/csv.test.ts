import { describe, expect, it } from 'vitest';
import { csvAddress } from './csv.ts';

describe('the CSV file of a list', () => {
  it('has the filter and the order of the page, and all its pages', () => {
    expect(
      csvAddress('/console/calls', {
        calling: '1 2',
        sort: '-at',
        limit: 100,
        offset: 200,
        carrier: undefined,
      }),
    ).toBe('/api/v1/console/calls.csv?calling=1+2&sort=-at');
    expect(csvAddress('/console/calls')).toBe('/api/v1/console/calls.csv');
  });
});

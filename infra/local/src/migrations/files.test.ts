import { describe, expect, it } from 'vitest';
import { inOrder, parseMigration } from './files.ts';

describe('a migration file', () => {
  it('has its number and name in the file name, and statements that end with a semicolon', () => {
    const { id, name, statements } = parseMigration(
      '0012-add-a-column.sql',
      "SELECT ';',\n  2;\nSELECT 3;\n",
    );
    expect([id, name, statements]).toEqual([12, 'add a column', ["SELECT ';',\n  2", 'SELECT 3']]);
  });

  it('gets another checksum when its text changes', () => {
    const { checksum } = parseMigration('0001-a.sql', 'SELECT 1;\n');
    expect(parseMigration('0001-a.sql', 'SELECT 1;\n').checksum).toBe(checksum);
    expect(parseMigration('0001-a.sql', 'SELECT 2;\n').checksum).not.toBe(checksum);
  });

  it.each(['1-a.sql', '0001.sql', '0001-A.sql', '0001_a.sql'])('%s is refused by its name', (file) => {
    expect(() => parseMigration(file, 'SELECT 1;\n')).toThrow(file);
  });

  it('is refused where its last statement does not end', () => {
    expect(() => parseMigration('0001-a.sql', 'SELECT 1')).toThrow('semicolon');
  });
});

describe('migrations in order', () => {
  const step = (id: number) => parseMigration(`${String(id).padStart(4, '0')}-a.sql`, 'SELECT 1;\n');

  it('follow their numbers', () => {
    expect(inOrder([step(2), step(1)]).map(({ id }) => id)).toEqual([1, 2]);
  });

  it.each([
    ['a gap', [step(1), step(3)]],
    ['the same number twice', [step(1), step(1)]],
    ['no first one', [step(2)]],
  ])('have not %s', (_, steps) => {
    expect(() => inOrder(steps)).toThrow('is expected here');
  });
});

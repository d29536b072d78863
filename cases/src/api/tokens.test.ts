import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { RefusedError } from '../model/refused.ts';
import { openTokens } from './tokens.ts';

let home: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'ringtrace-tokens-'));
});
afterEach(() => rmSync(home, { recursive: true }));

describe('tokens', () => {
  it('name their person, and are kept as a digest that nobody else can read', () => {
    const tokens = openTokens(home, () => 5);
    const token = tokens.add('anna', 'act');
    expect(openTokens(home).holderOf(token)).toEqual({ name: 'anna', role: 'act', made_at: 5 });
    const folder = join(home, 'cases', 'tokens');
    const [file = ''] = readdirSync(folder);
    expect(`${file}${readFileSync(join(folder, file), 'utf8')}`).not.toContain(token.slice(4));
    expect(statSync(join(folder, file)).mode & 0o077).toBe(0);
  });

  it('are one a person, until they are revoked', () => {
    const tokens = openTokens(home);
    const token = tokens.add('anna', 'act');
    expect(() => tokens.add('anna', 'read')).toThrow('token revoke anna');
    tokens.add('ben', 'read');
    expect(tokens.list().map(({ name, role }) => [name, role])).toEqual([
      ['anna', 'act'],
      ['ben', 'read'],
    ]);
    tokens.revoke('anna');
    expect(tokens.holderOf(token)).toBeUndefined();
    expect(() => tokens.revoke('anna')).toThrow('token list');
    expect(tokens.add('anna', 'act')).not.toBe(token);
  });

  it.each(['', 'ringtrace', 'acme by link', 'a\nb', '../x', '-x'])('are for no %j', (name) => {
    expect(() => openTokens(home).add(name, 'act')).toThrow(RefusedError);
  });

  it.each(['', 'rtc_', 'rtc_x', 'x', '../../cases/log.db', 'rtc_../../x'])('are not %j', (typed) => {
    expect(openTokens(home).holderOf(typed)).toBeUndefined();
    expect(openTokens(home).list()).toEqual([]);
  });
});

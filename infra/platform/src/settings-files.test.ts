import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { readSettingsFile, userSettingsPath } from './settings-files.ts';

const folder = mkdtempSync(join(tmpdir(), 'ringtrace-settings-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('userSettingsPath', () => {
  it.each([
    [{ XDG_CONFIG_HOME: '/etc/xdg', HOME: '/home/ann' }, '/etc/xdg/ringtrace/settings.env'],
    [{ XDG_CONFIG_HOME: '', HOME: '/home/ann' }, '/home/ann/.config/ringtrace/settings.env'],
    [{ XDG_CONFIG_HOME: 'relative', HOME: '/home/ann' }, '/home/ann/.config/ringtrace/settings.env'],
    [{ HOME: '/home/ann' }, '/home/ann/.config/ringtrace/settings.env'],
    [{}, join(homedir(), '.config/ringtrace/settings.env')],
  ])('with %j', (env, path) => {
    expect(userSettingsPath(env)).toBe(path);
  });
});

describe('readSettingsFile', () => {
  const fileOf = (text: string) => {
    const path = join(folder, 'settings.env');
    writeFileSync(path, text);
    return readSettingsFile(path);
  };

  it('reads names, values and their lines', () => {
    const file = fileOf('# ours\nA=1\r\n\nexport B = "two words" # why\nA=3\n');
    expect(file.values).toEqual({ A: '3', B: 'two words' });
    expect([file.lineOf('A'), file.lineOf('B')]).toEqual([5, 4]);
    expect([file.linesOf('A'), file.linesOf('B'), file.linesOf('C')]).toEqual([[2, 5], [4], []]);
    expect(file.oddLines).toEqual([]);
  });

  it('tells lines that are no settings', () => {
    expect(fileOf('A 1\n  # fine\n\nA=1\nB: 2').oddLines).toEqual([1, 5]);
  });

  it('has no values where there is no file, nor where a folder of its path is a file', () => {
    expect(readSettingsFile(join(folder, 'none.env')).values).toBeUndefined();
    fileOf('A=1');
    expect(readSettingsFile(join(folder, 'settings.env', 'x')).values).toBeUndefined();
  });

  it('throws where it is there and can not be read', () => {
    mkdirSync(join(folder, 'directory'));
    expect(() => readSettingsFile(join(folder, 'directory'))).toThrow('EISDIR');
  });
});

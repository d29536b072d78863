import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { openLog } from '@ringtrace/cases/log/log';
import { logFile } from '@ringtrace/cases/log/place';
import { ref } from '@ringtrace/cases/model/ids';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { audit } from './audit.ts';
import { demand } from './demand.ts';
import { packages } from './package.ts';
import { refer } from './refer.ts';

let home: string;
let told: string[];
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'ringtrace-audit-'));
  vi.stubEnv('RINGTRACE_HOME', home);
  told = [];
  for (const stream of [process.stdout, process.stderr])
    vi.spyOn(stream, 'write').mockImplementation((text) => told.push(String(text)) > 0);
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
  rmSync(home, { recursive: true, force: true });
});

function fill() {
  const log = openLog(logFile(home));
  log.transact({ name: 'anna', reason: 'a test' }, (w) => {
    w.append(ref('traceback', 'tb-1'), {
      type: 'traceback_opened',
      data: {
        case_id: 'case-1',
        call: { calling_number: 12_125_550_100, called_number: 13_035_551_234, call_time: 0, window_s: 60 },
        hops: [],
        ask: 'acme',
      },
    });
    w.append(ref('package', 'pkg-1'), {
      type: 'package_written',
      data: {
        case_id: 'case-1',
        to: 'x\u001b[2J',
        profile: 'agency',
        demand_id: '',
        manifest_sha256: 'a'.repeat(64),
        files: 0,
      },
    });
  });
  log.close();
}

describe('ringtrace audit', () => {
  it('says where no casework is', async () => {
    await expect(audit.run([])).rejects.toThrow('there is no log of casework yet');
  });

  it('lists who did what, without data', async () => {
    fill();
    expect(await audit.run([])).toBe(0);
    expect(told.join('')).toMatch(/1 .*anna {3}traceback opened {2}traceback tb-1 {2}a test/);
    expect(told.join('')).not.toContain('1303555');
  });

  it('exits with 1 and names a changed entry', async () => {
    fill();
    expect(await audit.run(['verify'])).toBe(0);
    const file = new DatabaseSync(logFile(home));
    file.exec("DROP TRIGGER events_stay; UPDATE events SET actor = 'eve' WHERE sequence = 2");
    file.close();
    expect(await audit.run(['verify'])).toBe(1);
    expect(told.join('')).toContain('entry 2: package_written of package pkg-1 by eve was changed');
  });

  it('names an index that was changed, and makes it anew', async () => {
    fill();
    const file = new DatabaseSync(logFile(home));
    file.exec("UPDATE standing SET status = 'ended'");
    file.close();
    expect(await audit.run(['verify'])).toBe(1);
    expect(told.join('')).toContain(
      "traceback tb-1 as ended, which its events do not say: 'ringtrace audit rebuild'",
    );
    expect(await audit.run(['rebuild'])).toBe(0);
    expect(told.join('')).toContain('The indexes are made anew from 2 entries.');
    expect(await audit.run(['verify'])).toBe(0);
  });

  it('exports the whole log, and notes that', async () => {
    fill();
    const file = join(home, 'log.jsonl');
    expect(await audit.run(['export', file, '--as', 'ben'])).toBe(0);
    const lines = readFileSync(file, 'utf8').trimEnd().split('\n');
    expect(lines).toHaveLength(4);
    expect(lines.at(-1)).toContain('numbers_read');
    expect(lines.at(-1)).toContain('"actor":"ben"');
    expect(await audit.run(['verify', '--file', file])).toBe(0);
    await expect(audit.run(['export', file])).rejects.toThrow('exists already');
  });

  it.each([
    [['verify', '--head', 'x'], '--head takes the 64 letters and digits'],
    [['--since', 'yesterday'], '--since takes a time with its zone'],
    [['verfy'], "did you mean 'verify'"],
  ])('refuses %j', async (args, message) => {
    await expect(audit.run(args)).rejects.toThrow(message);
  });
});

describe('ringtrace package verify', () => {
  it('compares the manifest with the log, and shows hostile text as text', async () => {
    fill();
    const directory = join(home, 'package');
    mkdirSync(directory);
    const listed = {
      format: 'ringtrace.package/1',
      ringtrace: '0',
      package_id: 'pkg-1',
      case_id: 'case-1',
      to: 'x',
      profile: 'agency',
      demand_id: '',
      written_at: '',
      log: { sequence: 1, head: 'b'.repeat(64) },
      files: [{ path: 'x\u001b[2J', bytes: 0, sha256: 'c'.repeat(64) }],
    };
    writeFileSync(join(directory, 'manifest.json'), JSON.stringify(listed));
    expect(await packages.run(['verify', directory])).toBe(1);
    const text = told.join('');
    expect(text).toContain('manifest.json was changed');
    expect(text).toContain(`the log of casework says ${'a'.repeat(64)}`);
    expect(text).toContain('x\\u{1b}[2J is missing');
    await expect(packages.run(['verify', directory, '--manifest-sha256', 'x'])).rejects.toThrow('64 letters');
  });
});

it.each([
  [demand, ['add', '--from', 'x', '--type', 'letter'], '--type takes one of subpoena'],
  [
    demand,
    [
      'add',
      '--from',
      'x',
      '--type',
      'subpoena',
      '--due',
      '2026-04-01',
      '--cut-off',
      '2026-04-01',
      '--called',
      'bob',
    ],
    "--called: 'bob' is no telephone number",
  ],
  [refer, ['case-1', 'folder', '--to', 'x', '--profile', 'friends'], '--profile takes one of provider'],
  [refer, ['case-1', 'folder', '--profile', 'agency'], '--to is missing'],
])('%# refuses wrong usage before it asks anything', async (one, args, message) => {
  await expect(one.run(args)).rejects.toThrow(message);
});

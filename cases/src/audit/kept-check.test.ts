import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { anna, openedCase } from '../log/log.fixture.ts';
import { type CaseLog, openLog } from '../log/log.ts';
import { ref } from '../model/ids.ts';
import { KeptCheck } from './kept-check.ts';

let folder: string;
let path: string;
let log: CaseLog;
let checks: KeptCheck;
let now = 1_000;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ringtrace-check-'));
  path = join(folder, 'log.db');
  log = openLog(path);
  now = 1_000;
  checks = new KeptCheck(log, () => now);
  open(1, 3);
});
afterEach(() => {
  log.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Opens the cases `from` to `to`, one entry each. */
function open(from: number, to: number): void {
  for (let i = from; i <= to; i += 1)
    log.transact(anna, (w) => w.append(ref('case', `case-${i}`), openedCase));
}

/** Changes an entry behind the back of the log. */
function tamper(sequence: number): void {
  const file = new DatabaseSync(path);
  const triggers = file.prepare("SELECT name FROM sqlite_master WHERE type = 'trigger'").all();
  for (const { name } of triggers) file.exec(`DROP TRIGGER "${String(name)}"`);
  file.prepare("UPDATE events SET reason = 'another' WHERE sequence = ?").run(sequence);
  file.close();
}

it('reads every entry first, and then only those behind them', () => {
  expect(checks.check('rest', '')).toMatchObject({ events: 3, faults: [] });
  open(4, 5);
  now = 2_000;
  const rest = checks.check('rest', '');
  expect(rest).toMatchObject({ events: 5, faults: [], earlier: { entries: 3, at: 1_000 } });
  expect(rest.head).toBe(log.last()?.hash);
  expect(checks.check('rest', '').earlier).toEqual({ entries: 5, at: 1_000 });
});

it('reads every entry where it is asked to, and where a noted hash is looked for', () => {
  checks.check('rest', '');
  now = 2_000;
  expect(checks.check('whole', '').earlier).toBeUndefined();
  expect(checks.check('rest', '').earlier?.at).toBe(2_000);
  const noted = log.rowsAfter(0, 1)[0]?.hash ?? '';
  expect(checks.check('rest', noted)).toMatchObject({ headAt: 1, faults: [] });
  expect(checks.check('rest', noted).earlier).toBeUndefined();
});

it('finds a changed new entry, and reads every entry again after a fault', () => {
  checks.check('rest', '');
  open(4, 4);
  tamper(4);
  for (const check of [checks.check('rest', ''), checks.check('rest', '')])
    expect(check.faults).toEqual([expect.stringContaining('entry 4: case_opened of case case-4')]);
  expect(checks.check('rest', '').earlier).toBeUndefined();
});

it('finds a changed old entry only where every entry is read', () => {
  checks.check('rest', '');
  tamper(1);
  expect(checks.check('rest', '')).toMatchObject({ faults: [], earlier: { entries: 3 } });
  expect(checks.check('whole', '').faults).toEqual([expect.stringContaining('entry 1: case_opened')]);
});

it('finds a log that was written anew up to where it had read', () => {
  checks.check('rest', '');
  const { head } = checks.check('rest', '');
  const file = new DatabaseSync(path);
  const triggers = file.prepare("SELECT name FROM sqlite_master WHERE type = 'trigger'").all();
  for (const { name } of triggers) file.exec(`DROP TRIGGER "${String(name)}"`);
  file.exec('DELETE FROM events WHERE sequence = 3');
  file.close();
  expect(checks.check('rest', '').faults[0]).toContain(`entry 3: its hash was ${head}`);
});

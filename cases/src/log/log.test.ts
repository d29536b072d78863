import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Happened } from '../model/events.ts';
import { ref } from '../model/ids.ts';
import { anna, memoryLog, openedCase } from './log.fixture.ts';
import { openLog } from './log.ts';
import { verifyRows } from './verify.ts';

const thing = ref('case', 'case-1');
const note = (text: string) => ({ type: 'case_noted', data: { text } }) as const;

describe('a log in memory', () => {
  it('folds the events of a thing into its state', () => {
    const { log, clock } = memoryLog();
    log.transact(anna, (w) => w.append(thing, openedCase));
    clock.now += 1_000;
    log.transact(anna, (w) => w.append(thing, { type: 'case_closed', data: { outcome: 'caller named' } }));
    const standing = log.read((r) => r.load(thing));
    expect(standing?.version).toBe(2);
    expect(standing?.state).toMatchObject({
      status: 'closed',
      outcome: 'caller named',
      closed_at: clock.now,
    });
  });

  it('writes all of a transaction or nothing', () => {
    const { log } = memoryLog();
    expect(() =>
      log.transact(anna, (w) => {
        w.append(thing, openedCase);
        throw new Error('no');
      }),
    ).toThrow('no');
    expect(log.rowsAfter(0, 10)).toEqual([]);
  });

  it('refuses data of the wrong shape, and an event that the state does not allow', () => {
    const { log } = memoryLog();
    log.transact(anna, (w) => w.append(thing, openedCase));
    expect(() => log.transact(anna, (w) => w.append(thing, openedCase))).toThrow('exists already');
    expect(() => log.transact(anna, (w) => w.append(thing, { type: 'case_reopened', data: {} }))).toThrow(
      "case case-1 is open: it can't become 'reopened', which takes one that is closed",
    );
  });

  it('names the change that a decision did not know of', () => {
    const { log } = memoryLog();
    const seen = log.transact(anna, (w) => w.append(thing, openedCase)).version;
    log.transact({ name: 'ben', reason: '' }, (w) => w.append(thing, note('called back')));
    expect(() =>
      log.transact(anna, (w) => {
        w.expect(thing, seen);
        return w.append(thing, note('mine'));
      }),
    ).toThrow('case case-1 has changed since you saw it: case noted by ben at 2026-03-02T15:00:00.000Z');
  });

  it('refuses a version that the thing never had', () => {
    const { log } = memoryLog();
    log.transact(anna, (w) => w.append(thing, openedCase));
    expect(() => log.transact(anna, (w) => w.expect(thing, 2))).toThrow(
      'case case-1 has no version 2 yet: its newest one is 1',
    );
  });

  it('refuses an entry of nobody, and keeps nothing of it', () => {
    const { log } = memoryLog();
    for (const name of ['', ' \t'])
      expect(() => log.transact({ name, reason: 'ok' }, (w) => w.append(thing, openedCase))).toThrow(
        'no entry without the name of who made it',
      );
    expect(log.rowsAfter(0, 10)).toEqual([]);
  });

  it('finds things by what they name, and by their status', () => {
    const { log } = memoryLog();
    log.transact(anna, (w) =>
      w.append(thing, { ...openedCase, data: { ...openedCase.data, campaign_id: 'c-7' } }),
    );
    expect(log.read((r) => r.linked('case', 'campaign_id', 'c-7').map((one) => one.ref.id))).toEqual([
      'case-1',
    ]);
    expect(log.read((r) => r.withStatus('case', 'open').length)).toBe(1);
    expect(
      log.read((r) => [r.idsWithStatus('case', 'open').length, r.countWithStatus('case', 'open')]),
    ).toEqual([1, 1]);
    log.transact(anna, (w) => w.append(thing, { type: 'case_closed', data: { outcome: '' } }));
    expect(log.read((r) => r.withStatus('case', 'open').length)).toBe(0);
    expect(
      log.read((r) => [r.idsWithStatus('case', 'open').length, r.countWithStatus('case', 'open')]),
    ).toEqual([0, 0]);
  });

  it('keeps the order of the log where the clock was set back', () => {
    const { log, clock } = memoryLog();
    log.transact(anna, (w) => w.append(thing, openedCase));
    clock.now -= 60_000;
    log.transact(anna, (w) => w.append(thing, note('later')));
    const [first, second] = log.rowsAfter(0, 10);
    expect(second?.at).toBe(first?.at);
  });
});

describe('a log in a file', () => {
  let folder: string;
  let path: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'ringtrace-log-'));
    path = join(folder, 'cases', 'log.db');
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  function filled() {
    const log = openLog(path);
    log.transact(anna, (w) => {
      w.append(thing, openedCase);
      w.append(thing, note('a'));
      w.append(thing, note('b'));
    });
    return log;
  }
  const check = (log = openLog(path)) => {
    const found = verifyRows(log.rowsAfter(0, 1_000), log.bytes, log.indexes);
    log.close();
    return found;
  };
  const given = (sha256: string): Happened<'answer'> => ({
    type: 'answer_given',
    data: {
      request_id: 'req-1',
      traceback_id: 'tb-1',
      provider: 'p1',
      content: { kind: 'refused', reason: 'no contract' },
      check: { agreement: 'unknown', findings: [] },
      by: '',
      way: 'file',
      sha256,
    },
  });

  it('is for its owner alone, and opens again with what it had', () => {
    filled().close();
    expect(statSync(path).mode & 0o777).toBe(0o600);
    const log = openLog(path);
    expect(log.read((r) => r.load(thing)?.version)).toBe(3);
    expect(check(log)).toMatchObject({ events: 3, faults: [] });
  });

  it.each([
    [
      'a changed text',
      'UPDATE events SET data = replace(data, \'"a"\', \'"x"\') WHERE sequence = 2',
      'entry 2: case_noted',
    ],
    ['a changed time', 'UPDATE events SET at = at + 1 WHERE sequence = 3', 'entry 3: case_noted'],
    ['a changed name', "UPDATE events SET actor = 'eve' WHERE sequence = 1", 'entry 1: case_opened'],
    ['a removed event', 'DELETE FROM events WHERE sequence = 2', 'entry 3: entry 2 is missing before it'],
  ])('shows %s', (_, sql, fault) => {
    filled().close();
    const file = new DatabaseSync(path);
    expect(() => file.exec(sql)).toThrow(/never (changed|removed)/);
    file.exec(`DROP TRIGGER events_stay; DROP TRIGGER events_remain; ${sql}`);
    file.close();
    expect(check().faults[0]).toContain(fault);
  });

  it('shows kept bytes that were changed', () => {
    const log = filled();
    const sha256 = log.transact(anna, (w) => {
      const kept = w.keep(Buffer.from('the request as sent'));
      w.append(ref('answer', 'ans-1'), given(kept));
      return kept;
    });
    log.close();
    expect(check().faults).toEqual([]);
    const file = new DatabaseSync(path);
    file.exec("DROP TRIGGER blobs_stay; UPDATE blobs SET bytes = CAST('the request as sent!' AS BLOB)");
    file.close();
    expect(check().faults).toEqual([`entry 4: the bytes kept as ${sha256} were changed`]);
  });

  it.each([
    [
      'a changed status',
      "UPDATE standing SET status = 'closed'",
      [
        'the index does not have case case-1 as open, which its events say',
        'the index has case case-1 as closed, which its events do not say',
      ],
    ],
    ['a lost status', 'DELETE FROM standing', ['the index does not have case case-1 as open']],
    [
      'a lost link',
      "DELETE FROM links WHERE field = 'traceback_id'",
      ['the index does not find answer ans-1 by its traceback_id tb-1'],
    ],
    [
      'a link that nothing says',
      "INSERT INTO links VALUES ('case_id', 'case-9', 'answer', 'ans-1')",
      ['the index finds answer ans-1 by the case_id case-9, which no event of it names'],
    ],
  ])('shows %s of an index, and makes the indexes anew', (_, sql, faults) => {
    const log = filled();
    log.transact(anna, (w) => w.append(ref('answer', 'ans-1'), given('')));
    log.close();
    expect(check().faults).toEqual([]);
    const file = new DatabaseSync(path);
    file.exec(sql);
    file.close();
    const wayOut = ": 'ringtrace audit rebuild' makes the indexes anew";
    expect(check().faults.map((fault) => fault.replace(wayOut, ''))).toEqual(
      faults.map((fault) => expect.stringContaining(fault)),
    );
    const broken = openLog(path);
    broken.rebuildIndexes();
    expect(
      broken.read((r) => [r.withStatus('case', 'open'), r.linked('answer', 'traceback_id', 'tb-1')]),
    ).toEqual([
      [expect.objectContaining({ ref: thing })],
      [expect.objectContaining({ ref: ref('answer', 'ans-1') })],
    ]);
    expect(check(broken).faults).toEqual([]);
  });

  it('finds everything that names some kept bytes, also in a file of version 1', () => {
    const log = filled();
    const sha256 = log.transact(anna, (w) => {
      const kept = w.keep(Buffer.from('the answers'));
      for (const id of ['ans-2', 'ans-1']) w.append(ref('answer', id), given(kept));
      return kept;
    });
    const both = [ref('answer', 'ans-1'), ref('answer', 'ans-2')];
    expect(log.read((r) => r.naming(sha256))).toEqual(both);
    log.close();
    const file = new DatabaseSync(path);
    file.exec("DELETE FROM links WHERE field = 'sha256'; DROP TRIGGER blobs_remain; PRAGMA user_version = 1");
    file.close();
    const opened = openLog(path, { readOnly: true });
    expect(opened.read((r) => r.naming(sha256))).toEqual(both);
    expect(check(opened).faults).toEqual([]);
    const upgraded = new DatabaseSync(path);
    expect(() => upgraded.exec('DELETE FROM blobs')).toThrow('bytes are never removed');
    upgraded.close();
  });

  it('refuses a file of a newer Ringtrace', () => {
    filled().close();
    const file = new DatabaseSync(path);
    file.exec('PRAGMA user_version = 99');
    file.close();
    expect(() => openLog(path)).toThrow('written by a newer Ringtrace');
  });

  it('loses nothing that was acknowledged when its process is killed', async () => {
    const writer = spawn(process.execPath, [join(import.meta.dirname, 'writes.fixture.ts'), path]);
    let acknowledged = 0;
    for await (const lines of writer.stdout) {
      acknowledged += String(lines).split('\n').length - 1;
      if (acknowledged >= 20) break;
    }
    const ended = once(writer, 'exit');
    writer.kill('SIGKILL');
    await ended;
    const { events, faults } = check();
    expect(faults).toEqual([]);
    expect(events).toBeGreaterThanOrEqual(acknowledged);
  });
});

import { mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { backUp } from '../log/backup.ts';
import { everyRow } from '../log/every-row.ts';
import { anna, memoryLog, openedCase } from '../log/log.fixture.ts';
import { type CaseLog, openLog } from '../log/log.ts';
import { ref } from '../model/ids.ts';
import { calledNumbersIn, recordNumbersRead } from '../refer/hand-reading.ts';
import { noteClosed } from '../work/feeds.ts';
import { auditEntries } from './entries.ts';
import { exportLines } from './export-file.ts';
import { dataOf, shownEntry } from './shown.ts';
import { verifyExport, verifyLog } from './verify.ts';
import { verifyLogFile } from './verify-file.ts';

const start = Date.parse('2026-03-02T15:00:00Z');
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ringtrace-audit-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const call = {
  calling_number: 12_125_550_100,
  called_number: 13_035_551_234,
  call_time: start,
  window_s: 60,
};

/** Four entries: a case, a traceback of it, an answer with its bytes, and a note by somebody else a day later. */
function fill(log: CaseLog, later: () => void = () => {}) {
  log.transact(anna, (w) => {
    w.append(ref('case', 'case-1'), openedCase);
    w.append(ref('traceback', 'tb-1'), {
      type: 'traceback_opened',
      data: { case_id: 'case-1', call, hops: [], ask: 'acme' },
    });
    w.append(ref('answer', 'ans-1'), {
      type: 'answer_given',
      data: {
        request_id: 'req-1',
        traceback_id: 'tb-1',
        provider: 'acme',
        content: { kind: 'refused', reason: 'no contract for 303-555-1234' },
        check: { agreement: 'unknown', findings: [] },
        by: '',
        way: 'file',
        sha256: w.keep(Buffer.from('the answer')),
      },
    });
  });
  later();
  log.transact({ name: 'ben', reason: 'told by telephone' }, (w) =>
    w.append(ref('case', 'case-1'), { type: 'case_noted', data: { text: 'x' } }),
  );
}

function filled() {
  const { log, clock } = memoryLog(start);
  fill(log, () => {
    clock.now += 86_400_000;
  });
  return log;
}

const all = { since: 0, until: Number.POSITIVE_INFINITY, actor: '', about: '' };
const places = (filter: Partial<typeof all>) =>
  [...auditEntries(filled(), { ...all, ...filter })].map(({ sequence }) => sequence);

describe('entries of the log', () => {
  it.each([
    [{}, [1, 2, 3, 4]],
    [{ actor: 'ben' }, [4]],
    [{ about: 'case-1' }, [1, 2, 4]],
    [{ about: 'acme' }, [3]],
    [{ since: start + 1 }, [4]],
    [{ until: start }, [1, 2, 3]],
  ])('are found by %j', (filter, found) => {
    expect(places(filter)).toEqual(found);
  });

  it('of dead letters are found by the carrier that they name', () => {
    const { log } = memoryLog(start);
    for (const carrier of ['acme', 'west', undefined]) noteClosed(log, anna, { carrier, closed: 1 });
    expect([...auditEntries(log, { ...all, about: 'west' })].map(({ sequence }) => sequence)).toEqual([2]);
    expect([...auditEntries(log, { ...all, about: 'dead-letters' })]).toHaveLength(3);
  });

  it('are read whole, however many there are', () => {
    const { log } = memoryLog();
    log.transact(anna, (w) => {
      w.append(ref('case', 'case-1'), openedCase);
      for (let i = 0; i < 1_500; i += 1) w.append(ref('case', `case-${i + 2}`), openedCase);
    });
    expect([...everyRow(log)].map(({ sequence }) => sequence)).toEqual(
      Array.from({ length: 1_501 }, (_, i) => i + 1),
    );
  });

  it('show called numbers masked, unless they are asked for', () => {
    const rows = [...everyRow(filled())];
    const shown = JSON.stringify(rows.map((row) => shownEntry(row, false)));
    expect(shown).toContain('1303555xxxx');
    expect(shown).toContain('12125550100');
    expect(shown).not.toContain('13035551234');
    expect(shown).not.toContain('555-1234');
    expect(JSON.stringify(rows.map((row) => shownEntry(row, true)))).toContain('13035551234');
    expect(rows.flatMap((row) => calledNumbersIn(dataOf(row)))).toEqual([13_035_551_234]);
  });

  it('have each reading of numbers', () => {
    const log = filled();
    recordNumbersRead(log, anna, 'case case-1', 0);
    expect(log.last()?.sequence).toBe(4);
    recordNumbersRead(log, anna, 'case case-1', 7);
    expect(log.last()).toMatchObject({
      type: 'numbers_read',
      actor: 'anna',
      data: '{"what":"case case-1","numbers":7}',
    });
  });
});

describe('a check of the log', () => {
  it('finds the hash that was noted earlier, and misses it in a log that was cut', () => {
    const log = filled();
    const [first, second] = log.rowsAfter(0, 2);
    expect(verifyLog(log, second?.hash ?? '')).toMatchObject({ events: 4, headAt: 2, faults: [] });
    const { log: cut } = memoryLog(start);
    cut.transact(anna, (w) => w.append(ref('case', 'case-1'), openedCase));
    expect(cut.last()).toEqual(first);
    expect(verifyLog(cut, '').faults).toEqual([]);
    expect(verifyLog(cut, second?.hash ?? '').faults).toEqual([
      `no entry has the hash ${second?.hash} that was noted earlier: the log was cut behind an earlier entry, or is another one`,
    ]);
  });
});

describe('a check in a thread', () => {
  it('finds what the same check in this thread finds, and does not hold it up', async () => {
    const path = join(folder, 'log.db');
    const log = openLog(path);
    fill(log);
    const first = log.rowsAfter(0, 1)[0]?.hash ?? '';
    const turns: string[] = [];
    const checks = Promise.all([
      verifyLogFile(path, 'whole', first),
      verifyLogFile(path, 'whole', first),
    ]).then((found) => {
      turns.push('checked');
      return found;
    });
    setImmediate(() => turns.push('other work'));
    const [check, shared] = await checks;
    expect(check).toEqual(verifyLog(log, first));
    expect(shared).toBe(check);
    expect(turns).toEqual(['other work', 'checked']);
    expect((await verifyLogFile(path, 'rest', 'f'.repeat(64))).faults).toEqual([
      expect.stringContaining('noted earlier'),
    ]);
    expect((await verifyLogFile(path, 'rest', '')).earlier?.entries).toBe(check.events);
    log.close();
    await expect(verifyLogFile(join(folder, 'none.db'), 'rest', '')).rejects.toThrow(
      'unable to open database file',
    );
  });
});

describe('a file that was replaced after a check in a thread', () => {
  const copy = () => join(folder, 'copy.db');
  const path = () => join(folder, 'log.db');
  /** A log of so many cases, in a file. */
  function written(file: string, cases: number): void {
    const log = openLog(file);
    for (let i = 1; i <= cases; i += 1)
      log.transact(anna, (w) => w.append(ref('case', `case-${i}`), openedCase));
    log.close();
  }
  const replaced = () => {
    for (const end of ['-wal', '-shm']) rmSync(`${path()}${end}`, { force: true });
    renameSync(copy(), path());
  };

  it.each(['rest', 'whole'] as const)('is opened anew, and shows as another log (%s)', async (extent) => {
    written(path(), 3);
    const { head } = await verifyLogFile(path(), 'rest', '');
    written(copy(), 2);
    replaced();
    const check = await verifyLogFile(path(), extent, '');
    expect(check).toMatchObject({ events: 2 });
    expect(check.earlier).toBeUndefined();
    expect(check.faults).toEqual([expect.stringContaining(`entry 3: its hash was ${head}`)]);
  });

  it('is read whole where it has the same entries', async () => {
    written(path(), 3);
    const { head } = await verifyLogFile(path(), 'rest', '');
    backUp(path(), copy());
    replaced();
    const check = await verifyLogFile(path(), 'rest', '');
    expect(check).toMatchObject({ events: 3, head, faults: [] });
    expect(check.earlier).toBeUndefined();
  });
});

describe('an exported log', () => {
  function exported(bytes = true, change: (text: string) => string = (text) => text) {
    const path = join(folder, 'log.jsonl');
    writeFileSync(path, change([...exportLines(filled(), bytes)].join('')));
    return path;
  }

  it.each([true, false])('is whole (bytes: %s), and is checked as the log is', async (bytes) => {
    const check = await verifyExport(exported(bytes), '');
    expect(check).toEqual({ ...verifyLog(filled(), ''), headAt: 0 });
    expect(readFileSync(join(folder, 'log.jsonl'), 'utf8').split('\n').length).toBe(bytes ? 7 : 6);
  });

  it('names an entry of which one byte was changed, and bytes that were', async () => {
    const changed = await verifyExport(
      exported(true, (text) => text.replace('told by telephone', 'told by telephome')),
      '',
    );
    expect(changed.faults).toEqual([
      expect.stringContaining('entry 4: case_noted of case case-1 by ben was changed'),
    ]);
    const answer = Buffer.from('the answer').toString('base64');
    const other = Buffer.from('the answes').toString('base64');
    const { faults } = await verifyExport(
      exported(true, (text) => text.replace(answer, other)),
      '',
    );
    expect(faults).toEqual([expect.stringMatching(/^entry 3: the bytes kept as [0-9a-f]{64} were changed$/)]);
  });

  it('names a line that is no entry, and a file that is no log', async () => {
    await expect(
      verifyExport(
        exported(true, (text) => text.replace('{"sequence":2', '{"sequence":two')),
        '',
      ),
    ).rejects.toThrow('log.jsonl, line 3: it was changed, and is no entry of a log any more');
    await expect(
      verifyExport(
        exported(true, () => 'hello'),
        '',
      ),
    ).rejects.toThrow('is no exported log');
  });
});

describe('a backup', () => {
  it('is a log of its own with every entry, and replaces nothing', () => {
    const path = join(folder, 'cases', 'log.db');
    const log = openLog(path);
    fill(log);
    const copy = join(folder, 'copy.db');
    expect(backUp(path, copy)).toBe(4);
    log.close();
    const opened = openLog(copy);
    expect(verifyLog(opened, '')).toMatchObject({ events: 4, faults: [] });
    opened.close();
    expect(() => backUp(path, copy)).toThrow('exists already');
  });
});

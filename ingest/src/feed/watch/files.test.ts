import {
  appendFileSync,
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync, zstdCompressSync } from 'node:zlib';
import { seeded } from '@ringtrace/platform/seeded';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { storedZip } from '../content/stored-zip.ts';
import { FeedError, isGood } from '../format.ts';
import { jsonl } from '../formats/jsonl.ts';
import { Files } from './files.ts';
import type { Position } from './state.ts';

const directory = mkdtempSync(join(tmpdir(), 'ringtrace-watch-'));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

const path = (name: string) => join(directory, name);
const line = (call_id: string) =>
  JSON.stringify({
    call_id,
    start_time: '2026-03-03T15:00:00Z',
    end_time: '2026-03-03T15:00:30Z',
    called_number: '+13125550102',
    sip_code: 486,
  });
const lines = (...ids: string[]) => ids.map((id) => `${line(id)}\n`).join('');

/** Makes the other files older than the newest, however coarse the file system's times are. */
function age(name: string, minutes: number): void {
  const then = Date.now() / 1000 - minutes * 60;
  utimesSync(path(name), then, then);
}

/** A feed without a broker. It collects what would be sent. */
class Reader {
  readonly ids: string[] = [];
  readonly problems: string[] = [];
  readonly #quietMs: number;
  #files: Files;

  constructor(quietMs = 0, positions: readonly Position[] = []) {
    this.#quietMs = quietMs;
    this.#files = this.#openAt(positions);
  }

  #openAt(positions: readonly Position[]): Files {
    return new Files({
      directory,
      reader: jsonl.open({ timezone: undefined }),
      positions,
      quietMs: this.#quietMs,
      onProblem: (text) => this.problems.push(text),
    });
  }

  /** Looks at the directory until nothing new comes. Returns what came. */
  async read(most = Number.POSITIVE_INFINITY): Promise<string[]> {
    const before = this.ids.length;
    const taken = () => this.ids.length - before;
    for (let idle = 0; idle < 3; ) {
      const seen = taken();
      const looked = await this.#files.look();
      let ended = false;
      for (const file of this.#files.toRead()) {
        if (taken() >= most) break;
        try {
          const reached = await file.read({
            take: (record) => {
              this.ids.push(isGood(record) ? record.cdr.call_id : 'refused');
              return undefined;
            },
            paused: () => taken() >= most,
            last: this.#files.isDone(file),
          });
          ended ||= reached === 'end';
        } catch (error) {
          if (!(error instanceof FeedError)) throw error;
          this.problems.push(error.message);
        }
      }
      await this.#files.fed();
      if (taken() >= most) break;
      if (taken() > seen || ended) idle = 0;
      else if (looked) idle += 1;
    }
    return this.ids.slice(before);
  }

  /** Starts again as after the end of the process: only saved positions are left. */
  async restart(): Promise<void> {
    const positions = this.#files.positions();
    await this.#files.close();
    this.#files = this.#openAt(positions);
  }

  close = () => this.#files.close();
}

beforeEach(() => {
  rmSync(directory, { recursive: true, force: true });
  mkdirSync(directory);
});

describe('a directory that is fed', () => {
  it('gives what is there, then what is added, each once', async () => {
    const reader = new Reader();
    writeFileSync(path('Master.jsonl'), lines('a', 'b'));
    expect(await reader.read()).toEqual(['a', 'b']);
    const torn = line('d');
    appendFileSync(path('Master.jsonl'), lines('c') + torn.slice(0, 40));
    expect(await reader.read()).toEqual(['c']);
    appendFileSync(path('Master.jsonl'), `${torn.slice(40)}\n`);
    expect(await reader.read()).toEqual(['d']);
    await reader.close();
  });

  it.each<[string, (text: string) => [string, Buffer]]>([
    ['compressed', (text) => ['snapshot.jsonl.gz', gzipSync(text)]],
    ['in an archive', (text) => ['snapshot.zip', storedZip({ 'calls.jsonl': text })]],
  ])('takes no line without an end for whole in a snapshot that is %s', async (_, packed) => {
    const reader = new Reader();
    const [name, bytes] = packed(lines('a') + line('b').slice(0, 40));
    writeFileSync(path(name), bytes);
    age(name, 1);
    expect(await reader.read()).toEqual(['a', 'refused']);
    writeFileSync(path('calls.jsonl'), lines('a', 'b', 'c'));
    expect(await reader.read()).toEqual(['b', 'c']);
    await reader.close();
  });

  it('takes the last line of a member for whole where another member follows', async () => {
    const reader = new Reader();
    const snapshot = { '1.jsonl': line('a'), '2.jsonl': lines('b') + line('c').slice(0, 40) };
    writeFileSync(path('1.zip'), storedZip(snapshot));
    age('1.zip', 1);
    expect(await reader.read()).toEqual(['a', 'b', 'refused']);
    writeFileSync(path('2.zip'), storedZip({ ...snapshot, '2.jsonl': lines('b', 'c') }));
    expect(await reader.read()).toEqual(['c']);
    await reader.close();
  });

  it.each(['while it runs', 'while it does not'])(
    'knows a file that is renamed and compressed %s',
    async (when) => {
      const reader = new Reader();
      writeFileSync(path('Master.jsonl'), lines('a', 'b'));
      expect(await reader.read()).toEqual(['a', 'b']);
      appendFileSync(path('Master.jsonl'), lines('c'));
      renameSync(path('Master.jsonl'), path('Master.jsonl.1'));
      age('Master.jsonl.1', 1);
      writeFileSync(path('Master.jsonl'), lines('x'));
      if (when === 'while it does not') await reader.restart();
      expect((await reader.read()).sort()).toEqual(['c', 'x']);
      for (const pack of [gzipSync, zstdCompressSync]) {
        if (when === 'while it does not') await reader.restart();
        const plain = readFileSync(path('Master.jsonl.1'));
        rmSync(path('Master.jsonl.1.packed'), { force: true });
        writeFileSync(path('Master.jsonl.1.packed'), pack(plain));
        age('Master.jsonl.1.packed', 1);
        expect(await reader.read()).toEqual([]);
      }
      rmSync(path('Master.jsonl.1'));
      await reader.restart();
      expect(await reader.read()).toEqual([]);
      await reader.close();
    },
  );

  it('reads the rest of a file that was compressed before it was read to its end', async () => {
    const reader = new Reader();
    writeFileSync(path('a.jsonl'), lines('a', 'b', 'c', 'd'));
    expect(await reader.read(2)).toEqual(['a', 'b']);
    await reader.restart();
    writeFileSync(path('a.jsonl.gz'), gzipSync(readFileSync(path('a.jsonl'))));
    rmSync(path('a.jsonl'));
    expect(await reader.read()).toEqual(['c', 'd']);
    await reader.close();
  });

  it('follows a file that is copied and truncated', async () => {
    const reader = new Reader();
    writeFileSync(path('Master.jsonl'), lines('a', 'b', 'c'));
    expect(await reader.read(2)).toEqual(['a', 'b']);
    copyFileSync(path('Master.jsonl'), path('Master.jsonl.1'));
    age('Master.jsonl.1', 1);
    truncateSync(path('Master.jsonl'));
    // The file is longer than before. Only its content shows that it is another one.
    appendFileSync(path('Master.jsonl'), lines('d', 'e', 'f', 'g'));
    expect((await reader.read()).sort()).toEqual(['c', 'd', 'e', 'f', 'g']);
    await reader.close();
  });

  it('goes on where it was, and reads nothing twice that it remembers', async () => {
    const reader = new Reader();
    writeFileSync(path('a.jsonl'), lines('a', 'b', 'c'));
    expect(await reader.read(2)).toEqual(['a', 'b']);
    await reader.restart();
    expect(await reader.read()).toEqual(['c']);
    await reader.restart();
    expect(await reader.read()).toEqual([]);
    appendFileSync(path('a.jsonl'), lines('d'));
    expect(await reader.read()).toEqual(['d']);
    await reader.close();
  });

  it('takes files that begin alike for what they are', async () => {
    const reader = new Reader();
    const long = Array.from({ length: 100 }, (_, i) => `h${i}`);
    writeFileSync(path('1.jsonl'), lines(...long, 'a', 'b'));
    age('1.jsonl', 2);
    expect(await reader.read()).toHaveLength(102);
    writeFileSync(path('2.jsonl'), lines(...long, 'c'));
    expect(await reader.read()).toEqual([...long, 'c']);
    await reader.close();
  });

  it('takes a last line without an end once nobody writes there any longer, and as a whole if somebody does', async () => {
    const reader = new Reader();
    writeFileSync(path('1.jsonl'), lines('a') + line('b'));
    expect(await reader.read()).toEqual(['a']);
    writeFileSync(path('2.jsonl'), lines('c'));
    age('1.jsonl', 1);
    expect((await reader.read()).sort()).toEqual(['b', 'c']);
    appendFileSync(path('1.jsonl'), `\n${lines('d')}`);
    age('1.jsonl', 0.5);
    expect(await reader.read()).toEqual(['b', 'd']);
    await reader.close();
  });

  it('waits for an archive that is being written, and feeds what a damaged one holds', async () => {
    const whole = gzipSync(lines(...Array.from({ length: 2_000 }, (_, i) => `z${i * 7919}`)));
    const reader = new Reader(60_000);
    writeFileSync(path('a.jsonl.gz'), whole.subarray(0, 8_000));
    expect(await reader.read()).toEqual([]);
    await reader.close();
    const later = new Reader();
    const part = await later.read();
    expect(part.length).toBeGreaterThan(100);
    expect(later.problems.join()).toContain('a.jsonl.gz is damaged or incomplete gzip');
    await later.restart();
    expect(later.problems.at(-1)).toContain('a.jsonl.gz is damaged');
    expect(await later.read()).toEqual([]);
    writeFileSync(path('a.jsonl.gz'), whole);
    expect([...part, ...(await later.read())]).toHaveLength(2_000);
    expect(new Set(later.ids).size).toBe(2_000);
    await later.close();
  });

  it('serves what is live before a backlog', async () => {
    const reader = new Reader();
    for (const day of [1, 2, 3]) {
      writeFileSync(path(`old-${day}.jsonl`), lines(...Array.from({ length: 50 }, (_, i) => `o${day}-${i}`)));
      age(`old-${day}.jsonl`, 10_000 - day);
    }
    writeFileSync(path('live.jsonl'), lines('now'));
    expect(await reader.read(2)).toEqual(['now', expect.stringMatching(/^o/)]);
    appendFileSync(path('live.jsonl'), lines('later'));
    expect((await reader.read(1))[0]).toBe('later');
    await reader.close();
  });

  it('reads a backlog of files of one call each once, over a restart in the middle', async () => {
    const reader = new Reader(60_000);
    const ids = Array.from({ length: 1_000 }, (_, i) => `call-${i}`);
    for (const [i, id] of ids.entries()) {
      writeFileSync(path(`${id}.jsonl`), lines(id));
      age(`${id}.jsonl`, 2_000 - i);
    }
    const first = await reader.read(400);
    await reader.restart();
    expect([...first, ...(await reader.read())].sort()).toEqual(ids.sort());
    await reader.close();
  });

  it('leaves hidden and half-copied files alone', async () => {
    const reader = new Reader();
    for (const name of ['.a.jsonl', 'a.jsonl.tmp', 'a.jsonl.part', 'a.jsonl~'])
      writeFileSync(path(name), lines('a'));
    expect(await reader.read()).toEqual([]);
    renameSync(path('a.jsonl.part'), path('a.jsonl'));
    expect(await reader.read()).toEqual(['a']);
    await reader.close();
  });

  it.each([1, 2, 3, 4])('loses nothing, whatever befalls its files (seed %i)', async (seed) => {
    const random = seeded(seed).next;
    const reader = new Reader();
    const written: string[] = [];
    let torn = '';
    let rotated = 0;
    const write = (text: string) => appendFileSync(path('cdr.jsonl'), text);
    const next = () => {
      written.push(`c${written.length}`);
      return `${line(`c${written.length - 1}`)}\n`;
    };
    const rotations: ((to: string) => void)[] = [
      (to) => renameSync(path('cdr.jsonl'), path(to)),
      (to) => {
        copyFileSync(path('cdr.jsonl'), path(to));
        truncateSync(path('cdr.jsonl'));
      },
      (to) => {
        writeFileSync(path(`${to}.gz`), gzipSync(readFileSync(path('cdr.jsonl'))));
        rmSync(path('cdr.jsonl'));
        renameSync(path(`${to}.gz`), path(to));
      },
    ];
    const steps: (() => unknown)[] = [
      () => {
        write(torn + next() + next());
        torn = next();
        const half = Math.floor(torn.length * random());
        write(torn.slice(0, half));
        torn = torn.slice(half);
      },
      () => reader.read(),
      () => reader.read(1 + Math.floor(random() * 4)),
      () => reader.restart(),
      () => {
        write(torn + next());
        torn = '';
        rotated += 1;
        rotations[Math.floor(random() * rotations.length)]?.(`cdr.jsonl.${rotated}`);
        age(`cdr.jsonl.${rotated}`, 1_000 - rotated);
      },
    ];
    for (let i = 0; i < 120; i += 1) await steps[Math.floor(random() * steps.length)]?.();
    write(torn);
    await reader.read();
    expect(new Set(reader.ids)).toEqual(new Set(written));
    // Saved records are not read again. After a restart, only records that were not saved yet may come twice.
    expect(reader.ids.length).toBe(written.length);
    await reader.close();
  });
});

describe('archives and other encodings', () => {
  it('reads a zip archive once, and not again after a restart or a change of its name', async () => {
    writeFileSync(path('day.zip'), storedZip({ 'b.jsonl': lines('3'), 'a.jsonl': lines('1', '2') }));
    const reader = new Reader();
    expect(await reader.read()).toEqual(['1', '2', '3']);
    await reader.restart();
    expect(await reader.read()).toEqual([]);
    renameSync(path('day.zip'), path('old.zip'));
    await reader.restart();
    expect(await reader.read()).toEqual([]);
    await reader.close();
  });

  it('goes on in an archive where it was paused', async () => {
    writeFileSync(path('day.zip'), storedZip({ 'a.jsonl': lines('1', '2'), 'b.jsonl': lines('3', '4') }));
    const reader = new Reader();
    expect(await reader.read(3)).toEqual(['1', '2', '3']);
    await reader.restart();
    expect(await reader.read()).toEqual(['4']);
    await reader.close();
  });

  it('recognises a fed file in an archive, and feeds what is new in it', async () => {
    writeFileSync(path('a.jsonl'), lines('1', '2'));
    const reader = new Reader();
    expect(await reader.read()).toEqual(['1', '2']);
    writeFileSync(path('day.zip'), storedZip({ 'a.jsonl': lines('1', '2'), 'b.jsonl': lines('3') }));
    rmSync(path('a.jsonl'));
    expect(await reader.read()).toEqual(['3']);
    await reader.close();
  });

  it('follows UTF-16 text as it grows', async () => {
    writeFileSync(path('a.jsonl'), Buffer.from(`\uFEFF${lines('1')}`, 'utf16le'));
    const reader = new Reader();
    expect(await reader.read()).toEqual(['1']);
    appendFileSync(path('a.jsonl'), Buffer.from(lines('2'), 'utf16le'));
    expect(await reader.read()).toEqual(['2']);
    await reader.close();
  });

  it.each([
    ['a.pdf', Buffer.from('%PDF-1.7\nendobj\n'), 'a.pdf is a PDF document'],
    ['a.xlsx', storedZip({ 'xl/workbook.xml': '' }), 'a.xlsx is an Excel workbook'],
    [
      'a.csv',
      Buffer.from('call_id,start_time,end_time\nx,y,z\n'),
      'a.csv is no JSON, its first line looks like CSV',
    ],
  ])('tells once what %s is, and reads the others', async (name, bytes, message) => {
    writeFileSync(path(name), bytes);
    writeFileSync(path('b.jsonl'), lines('1'));
    const reader = new Reader();
    expect(await reader.read()).toEqual(['1']);
    expect(reader.problems).toEqual([expect.stringContaining(message)]);
    expect(await reader.read()).toEqual([]);
    expect(reader.problems).toHaveLength(1);
    await reader.close();
  });
});

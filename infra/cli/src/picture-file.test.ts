import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { picture } from '@ringtrace/detect/candidates/picture';
import { afterAll, afterEach, describe, expect, it, vi } from 'vitest';
import { candidateOf } from './candidate.fixture.ts';
import { drawInto } from './picture-file.ts';

describe('drawing a candidate', () => {
  const folder = mkdtempSync(join(tmpdir(), 'ringtrace-picture-'));
  const north = candidateOf('north', true);
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  afterEach(() => void vi.restoreAllMocks());

  it('fills a file, in place of what was there', () => {
    const file = join(folder, 'evidence.svg');
    writeFileSync(file, 'x'.repeat(100_000));
    drawInto(file, north);
    expect(readFileSync(file, 'utf8')).toBe(`${picture(north)}\n`);
  });

  it.each(['north', 'x\u001b[2J\u202e</text>\ud83d'])(
    'on standard output is the same text, of %j too',
    (name) => {
      let printed = '';
      vi.spyOn(process.stdout, 'write').mockImplementation((chunk) => {
        printed += String(chunk);
        return true;
      });
      drawInto('-', candidateOf(name, true));
      vi.restoreAllMocks();
      expect(printed).toBe(`${picture(candidateOf(name, true))}\n`);
    },
  );

  it('says which file it cannot write', () => {
    const file = join(folder, 'none', 'evidence.svg');
    expect(() => drawInto(file, north)).toThrow(`can't write the picture, does its folder exist? ENOENT`);
    expect(() => drawInto(file, north)).toThrow(file);
  });

  it('says that a folder is none', () => {
    expect(() => drawInto(folder, north)).toThrow(
      `can't write the picture into ${folder}: it is a folder, name a file`,
    );
  });

  it('names the candidate and the provider to ask', () => {
    expect(picture(north)).toContain('t-1 (open)');
    expect(picture(north)).toContain('ask north');
  });
});

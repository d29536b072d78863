import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { FeedError } from './format.ts';
import { formatNamed } from './formats.ts';
import { tryFiles } from './trial.ts';

const cases = join(import.meta.dirname, 'cases');
const now = Date.UTC(2026, 3);
const tried = (folder: string, file: string, format: string, shown = 10) =>
  tryFiles({
    format: formatNamed(format.endsWith('.json') ? join(cases, folder, format) : format),
    timezone: 'UTC',
    files: [join(cases, folder, file)],
    shown,
    now,
  });

describe('a trial', () => {
  it('shows the first calls as canonical JSON', async () => {
    const trial = await tried('16-plivo-list', 'page.json', 'mapping2.json', 1);
    expect(trial).toMatchObject({ files: 1, records: 3, refused: 0, dead: 0 });
    expect(trial.shown).toEqual([
      {
        call_id: 'p-1',
        start_time: '2026-03-03T15:00:00.000Z',
        answer_time: '2026-03-03T15:00:08.000Z',
        end_time: '2026-03-03T15:00:55.000Z',
        calling_number: '+12025550251',
        called_number: '13125550252',
        sip_code: 200,
      },
    ]);
  });

  it('counts what would be refused, by reason', async () => {
    const trial = await tried('20-thinq-date-and-time-apart', 'thinq.csv', 'mapping-naive.json');
    expect(trial).toMatchObject({ records: 0, refused: 2 });
    expect(trial.refusedReasons).toEqual([
      {
        reason: expect.stringContaining('date: must be a time of the form'),
        lines: 2,
        first: expect.stringMatching(/thinq\.csv:2$/),
      },
    ]);
  });

  it('tells what would be a dead letter', async () => {
    const trial = await tried('18-asterisk-odd-rows', 'Master.csv', 'asterisk-csv');
    expect(trial.dead).toBe(2);
    expect(trial.deadReasons).toMatchObject([
      { reason: 'called_number: no digit', lines: 1 },
      { reason: 'end_time: before start_time', lines: 1 },
    ]);
  });

  it('stops at a header that lacks a column', async () => {
    const trial = tried('20-thinq-date-and-time-apart', 'thinq.csv', 'mapping-wrong.json');
    await expect(trial).rejects.toThrow('the columns are date, time');
    await expect(trial).rejects.toBeInstanceOf(FeedError);
  });
});

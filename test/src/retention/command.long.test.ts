import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { emptyCdr } from '@ringtrace/schemas/cdr';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { Home, type Server, storeSoon, up } from '../e2e/ringtrace.ts';
import { until } from '../ingest/stack.ts';

/** A call of long ago, and a young one. */
const start = Date.UTC(2026, 0, 10, 12);
const home = new Home({ settings: storeSoon });
/** The worker has no period, so that it writes no horizon before the calls are fed. */
const month = { RINGTRACE_RETENTION_CDR_DAYS: '30' };
const retention = async (...args: string[]) => {
  const { code, stdout, stderr } = await home.run(['retention', ...args], { env: month });
  expect({ code, stderr }).toMatchObject({ code: 0 });
  return stdout;
};
let server: Server;
beforeAll(async () => {
  server = await up(home);
});
afterAll(async () => {
  await server?.interrupt();
  home.remove();
});

it('shows what is kept, says what a run would do, refuses what does not fit, and writes the horizon down', async () => {
  const file = join(home.directory, 'old.jsonl');
  // Periods count from now only where a call of the last day is stored.
  const lines = [start, start + 60_000, Date.now() - 3_600_000].map((start_time, i) =>
    JSON.stringify({
      ...emptyCdr,
      call_id: String(i),
      start_time,
      end_time: start_time,
      called_number: '+13125550199',
    }),
  );
  writeFileSync(file, `${lines.join('\n')}\n`);
  await home.ok(['feed', '--carrier', 'acme', '--format', 'jsonl', file]);
  await home.idle();
  const shown = await retention();
  expect(shown).toMatch(/CDRs +30 days/);
  expect(shown).toMatch(/rollups +kept for ever/);
  expect(shown).toMatch(/CDRs .* next run/);
  const tooShort = await home.run(['retention'], { env: { RINGTRACE_RETENTION_CDR_DAYS: '5' } });
  expect(tooShort.stdout).toContain(
    'RINGTRACE_RETENTION_CDR_DAYS=5 is not longer than Kafka keeps the feeds',
  );
  const refused = await home.run(['retention', 'run'], {
    env: { ...month, RINGTRACE_RETENTION_DEAD_LETTER_DAYS: '7' },
  });
  expect(refused.code).toBe(1);
  expect(refused.stderr).toContain(
    'RINGTRACE_RETENTION_DEAD_LETTER_DAYS=7 is not longer than Kafka keeps the feeds',
  );
  const dry = await retention('run', '--dry-run');
  expect(dry).toContain('The next run writes down a new horizon of CDRs');
  expect(dry).toContain('Ten minutes after the horizon is written down');
  const goes = /cdr_store +2026-01-10 +2026-01-10 +1 day +2 /;
  expect(dry).toMatch(goes);
  expect(dry).toContain('those of 1 carrier');
  expect(await retention('run')).toContain('New horizon of CDRs');
  const again = await retention('run');
  expect(again).toContain('Nothing was dropped.');
  expect(again).toMatch(/The first run after 2\S+Z drops/);
  expect(await retention('run', '--dry-run')).toMatch(goes);
  expect(await home.rows('SELECT count() FROM cdr')).toEqual(['3']);
  expect(await home.rows("SELECT type FROM case_events WHERE kind = 'retention'")).toEqual(['horizon_noted']);

  // A record that comes too late is refused, and closed by hand once the carrier knows.
  const late = join(home.directory, 'late.jsonl');
  writeFileSync(late, `${(lines[0] ?? '').replace('"0"', '"late"')}\n`);
  const status = async () => (await home.rows('SELECT status FROM dead_letters FINAL')).join();
  const feedLate = async () => {
    await home.ok(['feed', '--carrier', 'acme', '--format', 'jsonl', late]);
    await home.idle();
    return status();
  };
  await until('ingest knows the horizon', feedLate, (found) => found !== '');
  const close = (...args: string[]) => home.run(['dead-letters', 'close', ...args]);
  expect(await close()).toMatchObject({ code: 2, stderr: expect.stringContaining('--reason says why') });
  expect((await close('--dry-run')).stdout).toMatch(/^\d+ would be closed: acme \d+\n$/);
  expect(await status()).toMatch(/^(open,?)+$/);
  expect((await close('--as', 'lena', '--reason', 'told their NOC')).stdout).toContain(' closed');
  expect(await status()).toMatch(/^(closed,?)+$/);
  const reopen = (...args: string[]) => home.run(['dead-letters', 'reopen', ...args]);
  expect(await reopen()).toMatchObject({ code: 2, stderr: expect.stringContaining('--reason says why') });
  expect((await reopen('--dry-run', '--json')).stdout).toContain('"would_be_reopened"');
  expect((await reopen('--as', 'lena', '--reason', 'a mistake')).stdout).toMatch(
    /^\d+ opened again: acme \d+\n$/,
  );
  expect(await status()).toMatch(/^(open,?)+$/);
  expect(await home.ok(['dead-letters', 'replay', '--as', 'lena', '--reason', 'a try'])).toContain(
    '0 sent again',
  );
  expect((await close('--as', 'lena', '--reason', 'told them again')).stdout).toContain(' closed');
  expect(await status()).toMatch(/^(closed,?)+$/);
  expect((await close('--reason', 'again')).stdout).toContain('No dead letter is past retention and open.');
  expect(
    await home.rows("SELECT type, actor, reason FROM case_events WHERE kind = 'feed' ORDER BY sequence"),
  ).toEqual([
    'dead_letters_close_begun\tlena\ttold their NOC',
    'dead_letters_closed\tlena\ttold their NOC',
    'dead_letters_reopen_begun\tlena\ta mistake',
    'dead_letters_reopened\tlena\ta mistake',
    'dead_letters_replay_begun\tlena\ta try',
    'dead_letters_replayed\tlena\ta try',
    'dead_letters_close_begun\tlena\ttold them again',
    'dead_letters_closed\tlena\ttold them again',
  ]);
  await home.ok(['verify']);

  // Records alone name this provider. A list that is empty does not hide a misspelt one.
  for (const list of ['request', 'traceback', 'action']) {
    expect(await home.ok([list, 'list', '--provider', 'acme'])).toMatch(/^No \w+\.\n$/);
    expect(await home.run([list, 'list', '--provider', 'acne'])).toMatchObject({
      code: 1,
      stderr: expect.stringContaining("no provider 'acne' is known; did you mean 'acme'?"),
    });
  }
  expect(await home.run(['traceback', 'list', '--case', 'case-none'])).toMatchObject({ code: 1 });
});

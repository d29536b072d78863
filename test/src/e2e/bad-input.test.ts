import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureTopic } from '@ringtrace/platform/kafka/admin';
import { createKafka } from '@ringtrace/platform/kafka/client';
import { openProducer } from '@ringtrace/platform/kafka/producer';
import { createLog } from '@ringtrace/platform/log';
import { seeded } from '@ringtrace/platform/seeded';
import { feedTopic } from '@ringtrace/schemas/topics';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { anyBytes } from './any-bytes.ts';
import { Home, type Server, storeSoon, up } from './ringtrace.ts';

const files = mkdtempSync(join(tmpdir(), 'ringtrace-input-'));
const file = (name: string, content: string) => {
  const path = join(files, name);
  writeFileSync(path, content);
  return path;
};
/** A user must see one line on the terminal, not a stack trace. */
const oneLine = (text: string) => text.trim().split('\n').length;

afterAll(() => rmSync(files, { recursive: true, force: true }));

describe('wrong usage, with nothing running', () => {
  const home = new Home();
  afterAll(() => home.remove());

  it.each([
    [['nonsense'], 2, "there is no command 'nonsense'"],
    [['--verison'], 2, "there is no option '--verison'; did you mean '--version'?"],
    [['sql'], 2, "the query is missing ('-' reads it from standard input)"],
    [['feed', '--format', 'jsonl', 'x'], 2, '--carrier is missing'],
    [['feed', '--carrier', 'a', '--format', 'morse', 'x'], 2, "unknown format 'morse'"],
    [['feed', '--carrier', 'a', '--format', 'jsonl'], 2, 'no file to feed'],
    [['feed', '--carrier', 'a', '--format', 'jsonl', '--speed', '9', 'x'], 2, '--speed'],
    [['status'], 1, 'no Ringtrace is running'],
    [['candidates', 'a', 'b'], 2, 'unexpected argument'],
    [['trace', '--calling', '2025550101', '--called', '2025550102', '--time', 'noon'], 2, '--time'],
    [['reference', 'load', 'recipes', 'x'], 2, 'KIND takes one of'],
    [['carrier', 'ad', 'x'], 2, "there is no 'carrier ad'; did you mean 'add'?"],
    [['help', 'carrier', 'ad'], 2, "there is no 'carrier ad'; did you mean 'add'?"],
    [['bench', 'detekt', '--sizes', '1'], 2, "did you mean 'detect'?"],
    [['bench', 'detect', '--size', '1'], 2, "did you mean '--sizes'? (see 'ringtrace bench detect --help')"],
    [['candidates', '--limit'], 2, '--limit needs a value: --limit N'],
    [['candidates', '--svg', 'x.svg'], 2, '--svg draws one candidate'],
  ])('ringtrace %j exits %i', async (args, code, message) => {
    const outcome = await home.run(args);
    expect(outcome.stderr).toContain(message);
    expect(outcome.code).toBe(code);
    expect(oneLine(outcome.stderr)).toBe(1);
    expect(outcome.stdout).toBe('');
  });

  it('names every wrong setting at once', async () => {
    const outcome = await home.run(['up'], {
      env: { RINGTRACE_KAFKA_PORT: '99999', KAFKA_BROKERS: 'no port here', CLICKHOUSE_URL: 'ftp://x' },
    });
    expect(outcome.code).toBe(2);
    expect(oneLine(outcome.stderr)).toBe(1);
    for (const name of ['RINGTRACE_KAFKA_PORT', 'KAFKA_BROKERS', 'CLICKHOUSE_URL'])
      expect(outcome.stderr).toContain(name);
  });

  it("names the line of the user's settings file that is wrong", async () => {
    mkdirSync(join(files, 'ringtrace'));
    const settings = file('ringtrace/settings.env', '# mine\nRINGTRACE_KAFKA_PROT=1\n');
    const outcome = await home.run(['status'], { env: { XDG_CONFIG_HOME: files } });
    expect(outcome.code).toBe(2);
    expect(oneLine(outcome.stderr)).toBe(1);
    expect(outcome.stderr).toContain(`did you mean 'RINGTRACE_KAFKA_PORT'? (${settings}, line 2)`);
  });

  it('says help on standard output, for every command', async () => {
    const overview = await home.run([]);
    expect(overview.code).toBe(0);
    const names = [...overview.stdout.matchAll(/^ {2}([a-z-]+) {2,}/gm)].map((match) => match[1] ?? '');
    expect(names).toContain('feed');
    const helps = await Promise.all(names.map((name) => home.run([name, '--help'])));
    for (const [i, { code, stdout }] of helps.entries()) {
      expect(stdout).toContain(`Usage: ringtrace ${names[i]}`);
      expect(code).toBe(0);
    }
  });
});

describe('bad input to a running pipeline', () => {
  const home = new Home({ settings: storeSoon });
  let server: Server;
  beforeAll(async () => {
    server = await up(home);
  });
  afterAll(async () => {
    expect(await server.interrupt()).toBe(0);
    home.remove();
  });

  const record = (callId: string, extra: object = {}) =>
    JSON.stringify({
      call_id: callId,
      start_time: '2026-03-03T15:00:00Z',
      end_time: '2026-03-03T15:00:30Z',
      calling_number: '+12025550101',
      called_number: '+13125550102',
      sip_code: 486,
      ...extra,
    });
  const feed = (path: string, ...more: string[]) =>
    home.run(['feed', '--carrier', 'acme', '--format', 'jsonl', ...more, path]);

  it('an unreadable file: one line that names it, exit 1', async () => {
    const outcome = await feed(join(files, 'not-there.jsonl'));
    expect(outcome.code).toBe(1);
    expect(outcome.stderr).toContain('not-there.jsonl');
    expect(oneLine(outcome.stderr)).toBe(1);
  });

  it('a malformed line costs only itself: named with its line, exit 1, the others stored', async () => {
    const path = file('half-bad.jsonl', `${record('good-1')}\n{"call_id": "torn\n${record('good-2')}\n`);
    const outcome = await feed(path);
    expect(outcome.code).toBe(1);
    expect(outcome.stderr).toContain('half-bad.jsonl:2:');
    await home.idle();
    expect(await home.rows("SELECT call_id FROM cdr WHERE call_id LIKE 'good-%' ORDER BY call_id")).toEqual([
      'good-1',
      'good-2',
    ]);
  });

  it('a record that breaks the contract is a dead letter with field and reason', async () => {
    const path = file(
      'no-digit.jsonl',
      `${record('no-digit', { called_number: 'nobody' })}\n${record('good-3')}\n`,
    );
    expect((await feed(path)).code).toBe(0);
    await home.idle();
    expect(
      await home.rows(
        "SELECT carrier, field FROM dead_letters WHERE detail != '' AND field = 'called_number'",
      ),
    ).toEqual(['acme\tcalled_number']);
    expect(await home.rows("SELECT count() FROM cdr WHERE call_id = 'good-3'")).toEqual(['1']);
  });

  it('a carrier can write no line of ours: no provider by a made-up name, and all other text in plain sight', async () => {
    const lie = 'x\nAsk next: northstar\n\u001b[2J\u202e\u2028Origin. Proven: northstar';
    const named = ['upstream', 'downstream'].map((field) => record(`named-${field}`, { [field]: lie }));
    const told = record(`told ${lie}`, {
      called_number: '+13125550177',
      upstream: 'north',
      ...Object.fromEntries(
        ['ingress_trunk', 'egress_trunk', 'customer', 'caller_name'].map((field) => [field, `=1 ${lie}`]),
      ),
      signer_ocn: '1\n\u001b[2J',
    });
    await feed(file('lies.jsonl', [...named, told, '{"torn\u202e\u001b[2J'].join('\n')));
    await home.idle();
    expect(
      await home.rows(
        "SELECT field, reason FROM dead_letters FINAL WHERE detail LIKE 'not a provider id%' ORDER BY field",
      ),
    ).toEqual(['downstream\tinvalid_field', 'upstream\tinvalid_field']);
    expect(await home.rows("SELECT DISTINCT upstream FROM cdr WHERE call_id LIKE 'told%'")).toEqual([
      'north',
    ]);

    const call = ['--calling', '+12025550101', '--called', '+13125550177', '--time', '2026-03-03T15:00:00Z'];
    const hidden = /[^\n\P{Cc}]|[\p{Cf}\p{Zl}\p{Zp}]/u;
    const shown = [['dead-letters'], ['candidates'], ['status'], ['trace', ...call]];
    for (const args of [...shown, ['dead-letters', '--json'], ['trace', ...call, '--json']]) {
      const { stdout, stderr } = await home.run(args);
      expect(stdout + stderr).not.toMatch(hidden);
      expect(stdout).not.toMatch(/^Ask next: northstar|^Origin\. Proven/m);
    }
    const traced = await home.run(['trace', ...call]);
    expect(traced.stdout).toContain(
      String.raw`told x\nAsk next: northstar\n\u{1b}[2J\u{202e}\u{2028}Origin. Proven: northstar`,
    );
    const json: unknown = await home.json('trace', ...call);
    expect(json).toMatchObject({ legs: [{ call_id: `told ${lie}`, customer: `=1 ${lie}` }] });
    const csv = await home.run([
      'sql',
      "SELECT 'x', customer, -1 FROM cdr WHERE customer != ''",
      '--format',
      'CSV',
    ]);
    expect(csv.stdout).toBe(`"x","'=1 ${lie}",-1\n`);
  });

  it('random bytes and another schema on the topic are dead letters, and the worker goes on', async () => {
    const log = createLog('test', 'silent');
    const kafka = createKafka(server.instance.kafka, 'test', log);
    const topic = feedTopic('noisy');
    await ensureTopic(kafka, topic);
    const producer = await openProducer(kafka);
    const noise = Buffer.from(Array.from({ length: 300 }, (_, i) => (i * 73 + 41) % 256));
    const otherSchema = Buffer.concat([Buffer.from([0xc3, 0x01, 1, 2, 3, 4, 5, 6, 7, 8]), noise]);
    await producer.send([noise, otherSchema, Buffer.alloc(0)].map((value) => ({ topic, key: 'x', value })));
    await producer.close();
    await home.idle();
    expect(
      await home.rows(
        "SELECT reason, length(original) FROM dead_letters WHERE carrier = 'noisy' ORDER BY offset",
      ),
    ).toEqual(['undecodable\t300', 'unknown_schema\t310', 'undecodable\t0']);
    expect((await feed(file('after.jsonl', `${record('after-noise')}\n`))).code).toBe(0);
    await home.idle();
    expect(await home.rows("SELECT count() FROM cdr WHERE call_id = 'after-noise'")).toEqual(['1']);
    const verdict = await home.run(['verify']);
    expect(verdict.stdout).not.toContain('DIFFERS');
    expect(verdict.code).toBe(0);
  });

  it('whatever bytes are on a topic, the worker goes on and the accounts hold', async () => {
    const log = createLog('test', 'silent');
    const kafka = createKafka(server.instance.kafka, 'test', log);
    const topic = feedTopic('fuzz');
    await ensureTopic(kafka, topic);
    const random = seeded(20_260_303);
    for (const compression of ['none', 'gzip', 'snappy', 'lz4', 'zstd'] as const) {
      const producer = await openProducer(kafka, { compression });
      const values = Array.from({ length: 120 }, (_, i) => anyBytes(random, `${compression}-${i}`));
      for (const value of values) await producer.send([{ topic, key: 'x', value }]);
      await producer.close();
    }
    await home.idle();
    const counted =
      "SELECT (SELECT count() FROM batches FINAL WHERE carrier = 'fuzz') + (SELECT count() FROM dead_letters FINAL WHERE carrier = 'fuzz' AND record_index < 0)";
    expect(await home.rows(counted)).toEqual(['600']);
    const verdict = await home.run(['verify']);
    expect(verdict.stdout).not.toContain('DIFFERS');
    expect(verdict.code).toBe(0);
  });

  it('resends, corrections in any order and withdrawals: each call once, and the rollups with it', async () => {
    const at = { start_time: '2026-03-05T10:00:00Z', end_time: '2026-03-05T10:00:30Z' };
    const answered = { ...at, sip_code: 200, answer_time: '2026-03-05T10:00:05Z' };
    const whole = file('whole.jsonl', `${record('r-1', at)}\n${record('r-2', at)}\n${record('r-3', at)}\n`);
    const mended = file(
      'mended.jsonl',
      `${record('r-1', { ...answered, revision: 1 })}\n${record('r-2', { ...at, revision: 1, withdrawn: true })}\n`,
    );
    const late = file('late.jsonl', `${record('r-1', { ...at, revision: 0, sip_code: 503 })}\n`);
    const minutes =
      "SELECT sum(legs), sum(answered) FROM source_minutes WHERE carrier = 'acme' AND minute = '2026-03-05 10:00:00'";
    for (const path of [mended, whole]) expect((await feed(path)).code).toBe(0);
    await home.idle();
    expect(await home.rows(minutes)).toEqual(['2\t1']);
    for (const path of [late, whole, mended]) expect((await feed(path)).code).toBe(0);
    await home.idle();
    expect(await home.rows(minutes)).toEqual(['2\t1']);
    expect(
      await home.rows("SELECT call_id, sip_code FROM cdr WHERE call_id LIKE 'r-%' ORDER BY call_id"),
    ).toEqual(['r-1\t200', 'r-3\t486']);
    const gaps = "SELECT sum(sequence_gaps) FROM feed_status WHERE carrier = 'acme'";
    expect(await home.rows(gaps)).toEqual(['0']);
    expect((await home.run(['verify'])).code).toBe(0);
  });

  it('dead letters are listed by carrier and reason, without a number in full', async () => {
    const path = file('wrong-code.jsonl', `${record('wrong-code', { sip_code: 202555019 })}\n`);
    await feed(path);
    await home.idle();
    const listed = await home.run(['dead-letters']);
    expect(listed.stdout).toMatch(/acme +out_of_range +sip_code +open +1 .*202555\.\.\.; 100 to 699/);
    expect(listed.stdout).not.toContain('202555019');
    expect((await home.run(['dead-letters', 'replay'])).stdout).toContain('0 sent again');
  });

  it('a second instance in the same home is refused', async () => {
    const outcome = await home.run(['up']);
    expect(outcome.code).toBe(1);
    expect(outcome.stderr).toContain('already running');
  });

  it('an analyst can read and nothing else', async () => {
    const outcome = await home.run(['sql', 'TRUNCATE TABLE cdr_store']);
    expect(outcome.code).toBe(1);
    expect(outcome.stderr).toMatch(/ACCESS_DENIED|READONLY|privileges|readonly/i);
    expect(oneLine(outcome.stderr)).toBe(1);
  });
});

import { createHash } from 'node:crypto';
import {
  brotliDecompressSync,
  gunzipSync,
  gzipSync,
  inflateSync,
  zstdCompressSync,
  zstdDecompressSync,
} from 'node:zlib';
import { compressFrame, decompressFrame } from 'lz4-napi';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { curl, startTestEngine, type TestEngine } from './test-engine.ts';

let engine: TestEngine;
let login: string[];
const at = (query: string, more: Record<string, string> = {}) =>
  `${engine.url}/?${new URLSearchParams({ query, ...more })}`;
const say = (...args: string[]) => curl([...login, ...args]);
const post = (body: string | Buffer, url = engine.url, ...args: string[]) =>
  curl([...login, ...args, '--data-binary', '@-', url], body);

beforeAll(async () => {
  engine = await startTestEngine();
  login = ['-u', `${engine.readWrite.user}:${engine.readWrite.password}`];
});
afterAll(() => engine.remove());

describe('requests without a query', () => {
  it('responds to /, /ping and /replicas_status', async () => {
    for (const path of ['/', '/ping', '/replicas_status']) {
      const answer = await curl([`${engine.url}${path}`]);
      expect([path, answer.status, answer.text.trim()]).toEqual([path, 200, 'Ok.']);
    }
  });

  it.each(['nowhere', 'play', 'dashboard', 'binary', 'js/uplot.js'])('knows no page /%s', async (page) => {
    const answer = await curl([`${engine.url}/${page}`]);
    expect(answer.status).toBe(404);
    expect(answer.text).toMatch(/^Ringtrace: there is no such page/);
  });
});

describe('queries', () => {
  it('takes them in the URL, in the body, and split over both', async () => {
    expect((await say(at('SELECT 1'))).text).toBe('1\n');
    expect((await post('SELECT 1')).text).toBe('1\n');
    expect((await post('1', `${engine.url}/?query=SELECT`)).text).toBe('1\n');
  });

  it('takes the login as basic auth, headers or parameters', async () => {
    const { user, password } = engine.readWrite;
    const who = 'SELECT currentUser()';
    expect((await say(at(who))).text.trim()).toBe(user);
    const headers = ['-H', `X-ClickHouse-User: ${user}`, '-H', `X-ClickHouse-Key: ${password}`];
    expect((await curl([...headers, at(who)])).text.trim()).toBe(user);
    expect((await curl([at(who, { user, password })])).text.trim()).toBe(user);
  });

  it('takes parameters, settings, database and default format', async () => {
    const sum = 'SELECT {a:UInt8} + {b:UInt8}, {s:String}, {xs:Array(UInt8)}';
    const values = { param_a: '40', param_b: '2', param_s: "it's", param_xs: '[1,2]' };
    expect((await say(at(sum, values))).text).toBe("42\tit\\'s\t[1,2]\n");
    expect((await say(at("SELECT getSetting('max_threads')", { max_threads: '1' }))).text).toBe('1\n');
    expect((await say(at('SELECT currentDatabase()', { database: 'system' }))).text).toBe('system\n');
    expect(
      (await say('-H', 'X-ClickHouse-Database: system', at('SELECT count() > 0 FROM tables'))).text,
    ).toBe('1\n');
    expect((await say(at('SELECT 1 AS x', { default_format: 'JSONEachRow' }))).text).toBe('{"x":1}\n');
    expect((await say('-H', 'X-ClickHouse-Format: CSVWithNames', at('SELECT 1 AS x'))).text).toBe('"x"\n1\n');
  });

  it('runs GET in read-only mode', async () => {
    const answer = await say(at('CREATE TABLE by_get (a Int8) ENGINE = Memory'));
    expect([answer.status, answer.headers.get('X-ClickHouse-Exception-Code')]).toEqual([500, '164']);
  });

  it('returns the query id, format, time zone and a summary with real numbers', async () => {
    const answer = await say(
      at('SELECT sum(number) FROM numbers(1000)', { query_id: 'mine-1', wait_end_of_query: '1' }),
    );
    expect(answer.headers.get('X-ClickHouse-Query-Id')).toBe('mine-1');
    expect(answer.headers.get('X-ClickHouse-Format')).toBe('TabSeparated');
    expect(answer.headers.get('X-ClickHouse-Timezone')).toBe('UTC');
    expect(answer.headers.get('X-ClickHouse-Summary')).toContain('"read_rows":"1000"');
  });

  it('keeps temporary tables and settings within a session, and only there', async () => {
    const session = { session_id: 'curl-session' };
    const url = `${engine.url}/?${new URLSearchParams(session)}`;
    await post('CREATE TEMPORARY TABLE kept (a UInt8)', url);
    await post('INSERT INTO kept VALUES (7)', url);
    expect((await post('SELECT a FROM kept', url)).text).toBe('7\n');
    expect((await post('SELECT a FROM kept')).headers.get('X-ClickHouse-Exception-Code')).toBe('60');
  });
});

describe('errors', () => {
  it.each([
    ['SELECT * FROM nowhere', 404, 60],
    ['SELECT nothing FROM system.one', 404, 47],
    ['SELEC 1', 400, 62],
    ["SELECT throwIf(1, 'no')", 500, 395],
    ['SELECT sleepEachRow(1) FROM numbers(60) SETTINGS max_execution_time = 1, max_block_size = 1', 408, 159],
  ])('%s: status %i, code %i', async (query, status, code) => {
    const answer = await post(query);
    expect([answer.status, answer.headers.get('X-ClickHouse-Exception-Code')]).toEqual([
      status,
      String(code),
    ]);
    expect(answer.text).toMatch(new RegExp(`^Code: ${code}\\. DB::Exception: .*\\([A-Z_]+\\)`));
  });

  it('refuses a wrong password and a login without one', async () => {
    const wrong = await curl(['-u', `${engine.readWrite.user}:wrong`, at('SELECT 1')]);
    expect([wrong.status, wrong.headers.get('X-ClickHouse-Exception-Code')]).toEqual([403, '516']);
    for (const args of [
      [at('SELECT 1')],
      [at('SELECT 1', { user: 'default' })],
      ['-u', 'default:', at('SELECT 1')],
      ['-H', 'X-ClickHouse-User: default', at('SELECT 1')],
    ]) {
      const answer = await curl(args);
      expect(answer.status).toBe(403);
      expect(answer.text).toMatch(/^Ringtrace: a query needs a user/);
    }
    const malformed = await curl(['-H', 'Authorization: Basic %%%%', at('SELECT 1')]);
    expect([malformed.status, malformed.headers.get('WWW-Authenticate')]).toEqual([
      401,
      'Basic realm="Ringtrace"',
    ]);
  });
});

describe('compression', () => {
  const big = 'SELECT number, toString(number) FROM numbers(100000)';

  it.each([
    ['gzip', gunzipSync],
    ['deflate', inflateSync],
    ['br', brotliDecompressSync],
    ['zstd', zstdDecompressSync],
    ['lz4', (bytes: Buffer) => decompressFrame(bytes)],
  ])('answers in %s', async (encoding, decompress) => {
    const plain = await post(big);
    const url = `${engine.url}/?enable_http_compression=1`;
    const packed = await post(big, url, '-H', `Accept-Encoding: ${encoding}`);
    expect(packed.headers.get('Content-Encoding')).toBe(encoding);
    expect(digest(await decompress(packed.bytes))).toBe(digest(plain.bytes));
  });

  it.each([
    ['gzip', (bytes: Buffer) => gzipSync(bytes)],
    ['zstd', (bytes: Buffer) => zstdCompressSync(bytes)],
    ['lz4', (bytes: Buffer) => compressFrame(bytes)],
  ])('takes a body in %s', async (encoding, compress) => {
    await post('CREATE TABLE IF NOT EXISTS packed (a UInt32) ENGINE = Memory');
    await post('TRUNCATE TABLE packed');
    const body = await compress(Buffer.from('1\n2\n3\n'));
    const url = at('INSERT INTO packed FORMAT TSV');
    const answer = await post(body, url, '-H', `Content-Encoding: ${encoding}`);
    expect([answer.status, answer.text]).toEqual([200, '']);
    expect((await post('SELECT sum(a) FROM packed')).text).toBe('6\n');
  });

  it("speaks ClickHouse's own block compression both ways", async () => {
    await post('CREATE TABLE blocks (a UInt32, b String) ENGINE = Memory');
    const packed = await post(
      'SELECT number::UInt32 AS a, toString(a) AS b FROM numbers(5000) FORMAT Native',
      `${engine.url}/?compress=1`,
    );
    const answer = await post(packed.bytes, at('INSERT INTO blocks FORMAT Native', { decompress: '1' }));
    expect(answer.status).toBe(200);
    expect((await post('SELECT count(), sum(a) FROM blocks')).text).toBe('5000\t12497500\n');
  });
});

describe('inserts', () => {
  it('takes data in the body, after the query or apart from it', async () => {
    await post(
      "CREATE TABLE t (a UInt8, b String DEFAULT concat('d', toString(a)), c UInt8 MATERIALIZED a + 1) ENGINE = Memory",
    );
    await post("INSERT INTO t (a, b) VALUES (1, 'one'), (2, 'two')");
    await post('insert into t -- comment\n (a) format TSV\n3\n4\n');
    await post('5,five\n', at('INSERT INTO `t` FORMAT CSV'));
    await post(
      '{"b":"six","a":6}\n',
      at('/* six */ INSERT INTO t SETTINGS async_insert = 0 FORMAT JSONEachRow'),
    );
    await post('', at('INSERT INTO t FORMAT TSV'));
    await post(
      'a\n7\n',
      at("INSERT INTO t (a, b) SELECT a, 'by input' FROM input('a UInt8') FORMAT TSVWithNames"),
    );
    const rows = await post('SELECT a, b, c FROM t ORDER BY a FORMAT CSV');
    expect(rows.text).toBe(
      '1,"one",2\n2,"two",3\n3,"d3",4\n4,"d4",5\n5,"five",6\n6,"six",7\n7,"by input",8\n',
    );
  });

  it.each(['Native', 'RowBinary', 'RowBinaryWithNamesAndTypes', 'Parquet', 'Arrow', 'ArrowStream', 'Avro'])(
    'gives and takes %s without a loss',
    async (format) => {
      const table = `binary_${format}`;
      await post(
        `CREATE TABLE ${table} (n UInt64, s String, f Nullable(Float64), xs Array(UInt32)) ENGINE = Memory`,
      );
      const columns =
        'number AS n, toString(n) AS s, if(n % 3 = 0, NULL, n / 7) AS f, [1, n]::Array(UInt32) AS xs';
      const source = `SELECT ${columns} FROM numbers(20000)`;
      const data = await post(`${source} FORMAT ${format}`);
      const answer = await post(data.bytes, at(`INSERT INTO ${table} FORMAT ${format}`));
      expect([answer.status, answer.text]).toEqual([200, '']);
      const sums = 'count(), sum(cityHash64(n, s, f, xs))';
      const [stored, sent] = [
        await post(`SELECT ${sums} FROM ${table}`),
        await post(`SELECT ${sums} FROM (${source})`),
      ];
      expect(stored.text).toBe(sent.text);
    },
  );

  it('matches Native columns by name and RowBinary by position', async () => {
    await post('CREATE TABLE named (x UInt8, y UInt8) ENGINE = Memory');
    const native = await post('SELECT 2::UInt8 AS y, 1::UInt8 AS x FORMAT Native');
    await post(native.bytes, at('INSERT INTO named FORMAT Native'));
    await post(Buffer.from([2, 1]), at('INSERT INTO named (y, x) FORMAT RowBinary'));
    expect((await post('SELECT * FROM named')).text).toBe('1\t2\n1\t2\n');
  });

  it('counts what it wrote', async () => {
    await post('CREATE TABLE counted (a UInt8) ENGINE = Memory');
    const answer = await post('1\n2\n3\n', at('INSERT INTO counted FORMAT TSV'));
    expect(answer.headers.get('X-ClickHouse-Summary')).toContain('"written_rows":"3"');
  });
});

function digest(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

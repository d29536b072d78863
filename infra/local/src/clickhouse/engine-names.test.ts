import { readFileSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { ask, startTestEngine, type TestEngine } from './test-engine.ts';

/**
 * Files with all names of functions, settings, tables, ... of this engine version, one a line. A word after the name
 * tells how Ringtrace treats it. A new engine version has new names: then these tests fail and say what to do.
 */
const LISTS = [
  ['settings', 'SELECT name FROM system.settings'],
  ['functions', "SELECT DISTINCT name FROM system.functions WHERE origin = 'System'"],
  ['table-functions', 'SELECT name FROM system.table_functions'],
  ['table-engines', 'SELECT name FROM system.table_engines'],
  ['database-engines', 'SELECT name FROM system.database_engines'],
  ['formats', 'SELECT name FROM system.formats'],
  ['dictionary-sources', 'SELECT name FROM system.dictionary_sources'],
  ['disk-types', 'SELECT name FROM system.disk_types'],
  ['system-tables', "SELECT name FROM system.tables WHERE database = 'system'"],
  ['privileges', 'SELECT DISTINCT privilege FROM system.privileges'],
] as const;

const SECRET = 'the-content-of-a-private-file';
let engine: TestEngine;
let secretFile: string;
let listener: Server;
let address: string;
let connections = 0;

beforeAll(async () => {
  engine = await startTestEngine();
  secretFile = join(engine.dir, 'secret.csv');
  writeFileSync(secretFile, `${SECRET}\n`);
  await ask(engine, 'readWrite', 'CREATE TABLE t (a UInt8) ENGINE = MergeTree ORDER BY a');
  listener = createServer((socket) => {
    connections++;
    socket.destroy();
  });
  await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve));
  address = `127.0.0.1:${z.object({ port: z.number() }).parse(listener.address()).port}`;
});
afterAll(async () => {
  listener.close();
  await engine.remove();
});

/** The names in a file, each with its word. */
function read(list: string): Map<string, string> {
  const text = readFileSync(new URL(`./engine-names/${list}.txt`, import.meta.url), 'utf8');
  return new Map(
    text.split('\n').flatMap((line) => {
      const [name, word = ''] = line.split(/ (?=[a-z]+$)/);
      return name === undefined || name === '' ? [] : [[list === 'privileges' ? line : name, word]];
    }),
  );
}

function marked(list: string, word: string): string[] {
  return [...read(list)].filter(([, each]) => each === word).map(([name]) => name);
}

async function rows(query: string): Promise<string[]> {
  const { text } = await ask(engine, 'readOnly', `${query} FORMAT TSVRaw`);
  return text.split('\n');
}

/**
 * Runs a query as an analyst. Expects that it contacted no other machine and showed no file. Returns the error code.
 */
async function tried(query: string, parameters: Record<string, string> = {}): Promise<number> {
  const before = connections;
  const statement = query.replaceAll('ADDRESS', address).replaceAll('PRIVATE', secretFile);
  const answer = await ask(engine, 'readOnly', statement, parameters);
  expect(connections, `${statement} made a connection`).toBe(before);
  expect(answer.text).not.toContain(SECRET);
  return answer.code;
}

describe('the names of this engine', () => {
  it.each(LISTS)('are all in engine-names/%s.txt', async (list, query) => {
    const known = read(list);
    const unknown = (await rows(query)).filter((name) => !known.has(name)).sort();
    expect(
      unknown,
      `this engine has names that engine-names/${list}.txt lacks. Find out for each whether an analyst can make it
      open a file or a connection, or take off a limit; close it (analyst-profile.ts), then add its line. How:
      docs/decisions/what-analysts-may-do.md`,
    ).toEqual([]);
  });
});

describe('settings', () => {
  it('that are closed cannot be changed, those with a bound have one, and no others', async () => {
    const stands = await rows(
      `SELECT name || ' ' || multiIf(readonly = 1, 'closed', max IS NOT NULL AND min IS NOT NULL, 'bounded', '')
       FROM system.settings WHERE alias_for = ''`,
    );
    const words = read('settings');
    for (const line of stands) {
      const [name = '', word = ''] = line.split(' ');
      expect(`${name} ${word}`).toBe(`${name} ${words.get(name)}`);
    }
  });

  it('that are closed stay so under their other names', async () => {
    const closed = marked('settings', 'closed').map((name) => `'${name}'`);
    const aliases = await rows(`SELECT name FROM system.settings WHERE alias_for IN (${closed.join(',')})`);
    for (const name of aliases.filter((alias) => alias !== '')) {
      expect(await tried(`SELECT 1 SETTINGS ${name} = 1`), name).toBe(452);
    }
  });

  it('by which a schema registry would be asked are refused wherever they can stand', async () => {
    const registry = `format_avro_schema_registry_url = 'http://ADDRESS', output_format_avro_confluent_subject = 's'`;
    for (const query of [
      `SELECT 1 AS a FORMAT AvroConfluent SETTINGS ${registry}`,
      `SELECT formatRow('AvroConfluent', 1 AS a) SETTINGS ${registry}`,
      `SELECT (SELECT formatRow('AvroConfluent', 1 AS a) SETTINGS ${registry})`,
      `SELECT * FROM (SELECT formatRow('AvroConfluent', 1 AS a) SETTINGS ${registry})`,
      `SELECT * FROM view(SELECT formatRow('AvroConfluent', 1 AS a) SETTINGS ${registry})`,
      `SELECT * FROM format(AvroConfluent, 'a UInt8', 'x') SETTINGS ${registry}`,
      `SET format_avro_schema_registry_url = 'http://ADDRESS'`,
    ]) {
      expect(await tried(query), query).toBeGreaterThan(0);
    }
    const parameters = { format_avro_schema_registry_url: `http://${address}` };
    expect(await tried('SELECT 1', parameters)).toBe(452);
  });
});

/** Arguments for functions that read from other machines or from files. */
const ARGUMENTS = [
  "'http://ADDRESS/bucket/key'",
  "'http://ADDRESS/bucket/key', 'CSV', 'a String'",
  "'http://ADDRESS/bucket/key', 'u', 'p', 'CSV', 'a String'",
  "'ADDRESS', 'a', 'b'",
  "'ADDRESS', 'a', 'b', 'c', 'd'",
  "'ADDRESS', 'k', 'k String'",
  "'ADDRESS', 'a', 'b', 'c', 'd', 'a Int8'",
  "'default', 'http://ADDRESS/bucket/key', 'CSV', 'a String'",
  "'http://ADDRESS/', 'container', 'path', 'account', 'a2V5', 'CSV', 'a String'",
  "'hdfs://ADDRESS/x', 'CSV', 'a String'",
  "'PRIVATE'",
  "'PRIVATE', 't'",
  "'PRIVATE', 'CSV', 'a String'",
];

describe('table functions', () => {
  it.each(marked('table-functions', 'refused'))('%s is refused', async (name) => {
    for (const list of ARGUMENTS)
      expect(await tried(`SELECT * FROM ${name}(${list})`), list).toBeGreaterThan(0);
    for (const list of ARGUMENTS) await tried(`DESCRIBE ${name}(${list})`);
  });
});

describe('functions', () => {
  it.each([
    "file('PRIVATE')",
    "formatRow('CSV', 1)",
    "formatRow('CSV', 1, 2)",
    "formatRowNoNewline('CSV', 1)",
    "catboostEvaluate('PRIVATE', 1.0)",
    'addressToLine(1)',
    'addressToLineWithInlines(1)',
    'addressToSymbol(1)',
    'showCertificate()',
    "getClientHTTPHeader('X-ClickHouse-User')",
    "aiGenerate('x')",
    "aiClassify('x', ['a', 'b'])",
    "aiEmbed('x', 3)",
    "aiExtract('x', 'y')",
    "aiTranslate('x', 'y')",
    "hasColumnInTable('ADDRESS', 'system', 'one', 'dummy')",
    "naiveBayesClassifier('PRIVATE', 'x')",
    "toDateTime(1, 'PRIVATE')",
    "convertCharset('a', 'PRIVATE', 'utf-8')",
  ])('%s is refused', async (call) => {
    expect(await tried(`SELECT ${call}`)).toBeGreaterThan(0);
  });
});

describe('formats', () => {
  it.each([...read('formats').keys()])('%s calls nobody, as a result or as external data', async (name) => {
    await tried(`SELECT 'http://ADDRESS/' AS a FORMAT ${name}`);
    const before = connections;
    for (const content of [`http://${address}/\n`, `${secretFile}\n`, '\0\0\0\0\u0001abc']) {
      const form = new FormData();
      form.set('e', new Blob([content]), 'e');
      const { user, password } = engine.readOnly;
      const parameters = {
        query: 'SELECT * FROM e',
        e_structure: 'a String',
        e_format: name,
        user,
        password,
      };
      const url = `${engine.url}/?${new URLSearchParams(parameters)}`;
      const response = await fetch(url, { method: 'POST', body: form });
      expect(await response.text()).not.toContain(SECRET);
    }
    expect(connections).toBe(before);
  });

  it('take no registry for external data', async () => {
    const before = connections;
    const form = new FormData();
    form.set('e', new Blob(['\0\0\0\0\u0001abc']), 'e');
    const { user, password } = engine.readOnly;
    const parameters = new URLSearchParams({
      query: 'SELECT * FROM e',
      e_structure: 'a UInt8',
      e_format: 'AvroConfluent',
      format_avro_schema_registry_url: `http://${address}`,
      user,
      password,
    });
    const response = await fetch(`${engine.url}/?${parameters}`, { method: 'POST', body: form });
    expect(response.headers.get('X-ClickHouse-Exception-Code')).toBe('452');
    expect(connections).toBe(before);
  });
});

describe('statements', () => {
  it.each([
    "SELECT (SELECT aiGenerate('x') SETTINGS allow_experimental_ai_functions = 1, ai_function_text_default_credentials = 'c')",
    "SELECT * FROM (SELECT formatRow('Protobuf', 1 AS a) SETTINGS format_schema = 'PRIVATE:m')",
    "SELECT * FROM (SELECT formatRow('Template', 1 AS a) SETTINGS format_template_row = 'PRIVATE')",
    'SELECT * FROM (SELECT addressToSymbol(1) SETTINGS allow_introspection_functions = 1)',
    "SELECT * FROM (SELECT * FROM url('http://ADDRESS/', 'CSV', 'a String') SETTINGS readonly = 0)",
    "SELECT 1 AS a UNION ALL (SELECT 2 SETTINGS format_template_row = 'PRIVATE') FORMAT Template",
    "SHOW TABLES FORMAT Template SETTINGS format_template_row = 'PRIVATE'",
    "KILL QUERY WHERE 0 FORMAT Template SETTINGS format_template_row = 'PRIVATE'",
    "RESTORE TABLE t FROM S3('http://ADDRESS/bucket/key', 'b', 'c')",
    "RESTORE TABLE t FROM S3('http://ADDRESS/bucket/key', 'b', 'c') ASYNC",
    "RESTORE ALL FROM AzureBlobStorage('http://ADDRESS/x', 'b', 'c', 'YWJj', 'YWJj')",
    "BACKUP TEMPORARY TABLE x TO S3('http://ADDRESS/bucket/key', 'b', 'c')",
    "BACKUP TABLE t TO Null SETTINGS base_backup = S3('http://ADDRESS/bucket/key', 'b', 'c')",
    "CREATE TABLE u ENGINE = URL('http://ADDRESS/', 'CSV')",
    "CREATE DATABASE d ENGINE = PostgreSQL('ADDRESS', 'a', 'b', 'c')",
    "CREATE DATABASE d ENGINE = Filesystem('/')",
    "INSERT INTO FUNCTION url('http://ADDRESS/', 'CSV', 'a UInt8') VALUES (1)",
    'SYSTEM RELOAD DICTIONARIES',
    'SYSTEM FLUSH LOGS',
  ])('refuses %s', async (query) => {
    expect(await tried(query)).toBeGreaterThan(0);
  });

  it('never open a file that a function looked up as a table', async () => {
    const guess = `'${SECRET.slice(0, 8)}' || '${SECRET.slice(8)}'`;
    for (const lookUp of [
      "dictGet('PRIVATE', 'a', 1)",
      "dictHas('PRIVATE', 1)",
      "joinGet('PRIVATE', 'a', 1)",
    ]) {
      expect(await tried(`SELECT ${lookUp}`)).toBeGreaterThan(0);
      expect(await tried('SELECT * FROM `PRIVATE`')).toBeGreaterThan(0);
      expect(await tried(`SELECT ${guess} IN \`PRIVATE\``)).toBeGreaterThan(0);
    }
    expect(await ask(engine, 'readOnly', `EXISTS TABLE \`${secretFile}\``)).toMatchObject({ text: '0' });
  });
});

describe('tables of the engine', () => {
  it.each(marked('system-tables', 'hidden'))('system.%s is hidden', async (name) => {
    expect(await tried(`SELECT * FROM system.${name}`)).toBe(497);
  });

  it('show nobody a password', async () => {
    const secrets = [engine.readOnly.password, engine.readWrite.password];
    for (const [name, word] of read('system-tables')) {
      if (word === 'hidden') continue;
      const { text } = await ask(engine, 'readOnly', `SELECT * FROM system.${name} LIMIT 10000`);
      for (const secret of secrets) expect(text.includes(secret), `system.${name}`).toBe(false);
    }
  });
});

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { ConfigError, loadConfig, misspeltIn, settingsFilesOf, settingsInForce } from './config.ts';

const folder = mkdtempSync(join(tmpdir(), 'ringtrace-config-'));
const path = join(folder, 'ringtrace', 'settings.env');
mkdirSync(join(folder, 'ringtrace'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Settings of an environment and of the user's file. */
function inForce(text: string, env: NodeJS.ProcessEnv = {}) {
  writeFileSync(path, text);
  return new Map(settingsInForce({ ...env, XDG_CONFIG_HOME: folder }).map((one) => [one.name, one]));
}

describe('settingsInForce', () => {
  it('takes the environment before the file, and the file before the default', () => {
    const all = inForce('RINGTRACE_KAFKA_PORT=1\n\nRINGTRACE_CLICKHOUSE_PORT=2\n', {
      RINGTRACE_KAFKA_PORT: '3',
    });
    expect(all.get('RINGTRACE_KAFKA_PORT')).toMatchObject({ value: '3', from: 'environment' });
    expect(all.get('RINGTRACE_CLICKHOUSE_PORT')).toMatchObject({ value: '2', from: `${path}, line 3` });
    expect(all.get('RINGTRACE_METRICS_HOST')).toMatchObject({ value: '127.0.0.1', from: 'default' });
    expect(all.get('KAFKA_BROKERS')).toMatchObject({ value: '', from: '' });
  });

  it('takes .env of the clone before the file of the user, and leaves variables of others in it alone', () => {
    writeFileSync(path, 'RINGTRACE_KAFKA_PORT=1\nRINGTRACE_CLICKHOUSE_PORT=2');
    writeFileSync(join(folder, '.env'), 'COMPOSE_PROFILES=x\nRINGTRACE_KAFKA_PORT=3');
    const all = settingsInForce({ XDG_CONFIG_HOME: folder }, folder);
    expect(all).toContainEqual({
      name: 'RINGTRACE_KAFKA_PORT',
      value: '3',
      from: `${join(folder, '.env')}, line 2`,
    });
    expect(all).toContainEqual({ name: 'RINGTRACE_CLICKHOUSE_PORT', value: '2', from: `${path}, line 2` });
  });

  it('refuses a misspelt setting of ours in .env', () => {
    writeFileSync(path, '');
    writeFileSync(join(folder, '.env'), 'RINGTRACE_KAFKA_PROT=3');
    expect(() => settingsInForce({ XDG_CONFIG_HOME: folder }, folder)).toThrow(
      "did you mean 'RINGTRACE_KAFKA_PORT'?",
    );
  });

  it('has the default where an earlier place sets a setting to nothing', () => {
    const all = inForce('RINGTRACE_KAFKA_PORT=1', { RINGTRACE_KAFKA_PORT: '' });
    expect(all.get('RINGTRACE_KAFKA_PORT')).toMatchObject({ value: '19092', from: 'default' });
  });

  it('shows no password, nor an address with one', () => {
    const all = inForce('CLICKHOUSE_PASSWORD=hidden\nCLICKHOUSE_URL=http://ann:hidden@host:8123\n');
    expect(JSON.stringify([...all.values()])).not.toContain('hidden');
  });

  it.each([
    'RINGTRACE_HOME',
    'RINGTRACE_CACHE',
    'KAFKA_TLS_CA',
    'CLICKHOUSE_TLS_CA',
    'RINGTRACE_STIR_TRUST',
    'RINGTRACE_OUTBOX',
  ])("refuses '~' in %s, and takes a relative path in a file as one in the clone", (name) => {
    const why = "write the whole path, '~' is not expanded here";
    for (const typed of ['~', '~/foo', '~ann/foo']) {
      expect(() => inForce(`${name}=${typed}`)).toThrow(`${name}='${typed}': ${why} (${path}, line 1)`);
      expect(() => inForce('', { [name]: typed })).toThrow(`${name}='${typed}': ${why} (environment)`);
    }
    writeFileSync(path, `${name}=foo/bar~1`);
    writeFileSync(join(folder, '.env'), '');
    expect(settingsInForce({ XDG_CONFIG_HOME: folder }, folder)).toContainEqual({
      name,
      value: join(folder, 'foo/bar~1'),
      from: `${path}, line 1`,
    });
  });

  it('refuses a setting that a file has more than once', () => {
    expect(() => inForce('RINGTRACE_KAFKA_PORT=1\nRINGTRACE_HOST=::1\nRINGTRACE_KAFKA_PORT=2')).toThrow(
      `RINGTRACE_KAFKA_PORT is set more than once: leave one (${path}, lines 1, 3)`,
    );
  });

  it('names every wrong name, value and line at once, with its place', () => {
    const text = 'RINGTRACE_LOGLEVEL=warn\nKAFKA_BROKERS here\nRINGTRACE_KAFKA_PORT=x\nNOTHING_LIKE_IT=1';
    const wrong = () => inForce(text, { RINGTRACE_CLICKHOUSE_PORT: 'y' });
    expect(wrong).toThrow(ConfigError);
    for (const part of [
      `there is no setting 'RINGTRACE_LOGLEVEL'; did you mean 'RINGTRACE_LOG_LEVEL'? (${path}, line 1)`,
      `write NAME=value, or # before a comment (${path}, line 2)`,
      `RINGTRACE_KAFKA_PORT='x': must be a port number from 0 (any free port) to 65535 (${path}, line 3)`,
      `there is no setting 'NOTHING_LIKE_IT'; 'ringtrace man' lists them (${path}, line 4)`,
      "RINGTRACE_CLICKHOUSE_PORT='y': must be a port number from 0 (any free port) to 65535 (environment)",
    ])
      expect(wrong).toThrow(part);
  });

  it('does not repeat a wrong value that may hold a password', () => {
    const wrong = () => inForce('SCHEMA_REGISTRY_URL=ftp://ann:hidden@host');
    expect(wrong).toThrow('SCHEMA_REGISTRY_URL: must be a URL');
    expect(wrong).not.toThrow('hidden');
  });

  it('takes one sender, with or without a name, and shows it', () => {
    for (const sender of ['t@g.example', 'Group, Inc. <t@g.example>', '<t@g.example>'])
      expect(inForce(`RINGTRACE_SENDER="${sender}"`).get('RINGTRACE_SENDER')?.value).toBe(sender);
    for (const sender of ['Group', 't@g.example>', 'a@b, c@d', '<a@b> <c@d>', 'G <a@b\nBcc: c@d>', 'a b@c'])
      expect(() => inForce('', { RINGTRACE_SENDER: sender }), sender).toThrow('RINGTRACE_SENDER');
  });

  it('shows no mail server, nor the one that is wrong', () => {
    const server = 'RINGTRACE_SMTP_URL=smtps://ann:hidden@mail.example';
    expect(JSON.stringify([...inForce(server)])).not.toContain('hidden');
    const wrong = () => inForce('RINGTRACE_SMTP_URL=mail.example?password=hidden');
    expect(wrong).toThrow(
      "RINGTRACE_SMTP_URL: must be a URL such as 'smtps://user:password@mail.example.org'",
    );
    expect(wrong).not.toThrow('hidden');
  });

  it('says which file it could not read', () => {
    rmSync(path);
    mkdirSync(path);
    expect(() => settingsInForce({ XDG_CONFIG_HOME: folder })).toThrow(`${path} can't be read`);
    rmSync(path, { recursive: true });
  });
});

it('needs no file', () => {
  expect(settingsFilesOf({ XDG_CONFIG_HOME: folder }).at(-1)).toEqual({ path, found: false });
});

it("reads no file for an environment that is not the process's own", () => {
  writeFileSync(path, 'RINGTRACE_KAFKA_PORT=1');
  expect(loadConfig({ XDG_CONFIG_HOME: folder }).RINGTRACE_KAFKA_PORT).toBe(19_092);
});

it('tells of a misspelt setting of the environment, and of no variable of another program', () => {
  const env = {
    RINGTRACE_RETENTION_CDR_DAY: '30',
    RINGTRACE_RETENTION_CDR_DAYS: '30',
    RINGTRACE_VERSION: '0.2.0',
    RINGTRACE_BROKER_PEM: '/broker.pem',
    RINGTRACE_TESTS: 'containers',
    KAFKA_LOG_DIRS: '/data',
  };
  expect([...misspeltIn(env)]).toEqual([
    [
      'RINGTRACE_RETENTION_CDR_DAY',
      "there is no setting 'RINGTRACE_RETENTION_CDR_DAY' (environment), and it does nothing; did you mean 'RINGTRACE_RETENTION_CDR_DAYS'?",
    ],
  ]);
});

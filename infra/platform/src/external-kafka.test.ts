import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ConfigError, loadConfig } from './config.ts';
import { externalKafka } from './instance.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ringtrace-settings-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const kafka = (settings: NodeJS.ProcessEnv) =>
  externalKafka(loadConfig({ KAFKA_BROKERS: 'a:1,b:2', ...settings }));
const login = { KAFKA_SASL_USERNAME: 'u', KAFKA_SASL_PASSWORD: 'p' };

describe('an external Kafka', () => {
  it('is used without TLS and without a login by default', () => {
    expect(kafka({})).toEqual({ brokers: ['a:1', 'b:2'] });
    expect(externalKafka(loadConfig(login))).toBeUndefined();
  });

  it('gets a login with SCRAM, or with the mechanism that is set', () => {
    const user = { username: 'u', password: 'p' };
    expect(kafka(login)?.user).toEqual({ mechanism: 'scram-sha-512', ...user });
    expect(kafka({ ...login, KAFKA_SASL_MECHANISM: 'plain' })?.user).toEqual({ mechanism: 'plain', ...user });
  });

  it('is used with TLS, and with an own authority where one is set', () => {
    const file = join(folder, 'ca.pem');
    const authority = '-----BEGIN CERTIFICATE-----\nAA==\n-----END CERTIFICATE-----\n';
    writeFileSync(file, authority);
    expect(kafka({ KAFKA_TLS: 'true' })?.tls).toEqual({});
    expect(kafka({ KAFKA_TLS_CA: file })?.tls).toEqual({ ca: authority });
    expect(() => kafka({ KAFKA_TLS_CA: join(folder, 'none') })).toThrow(
      /KAFKA_TLS_CA='.*none': can't be read/,
    );
    writeFileSync(file, 'a key');
    expect(() => kafka({ KAFKA_TLS_CA: file })).toThrow(/KAFKA_TLS_CA='.*ca.pem': holds no certificate/);
  });

  it('is not used with half a login, nor with unknown settings', () => {
    const { KAFKA_SASL_USERNAME, KAFKA_SASL_PASSWORD } = login;
    for (const half of [{ KAFKA_SASL_USERNAME }, { KAFKA_SASL_PASSWORD }])
      expect(() => kafka(half)).toThrow(/KAFKA_SASL_PASSWORD: must be set with KAFKA_SASL_USERNAME/);
    expect(() => kafka({ KAFKA_TLS: 'yes' })).toThrow(ConfigError);
    expect(() => kafka({ ...login, KAFKA_SASL_MECHANISM: 'md5' })).toThrow(/KAFKA_SASL_MECHANISM='md5'/);
  });
});

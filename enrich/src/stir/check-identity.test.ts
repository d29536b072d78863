import { createPrivateKey, generateKeyPairSync } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { seeded } from '@ringtrace/platform/seeded';
import { beforeAll, describe, expect, it } from 'vitest';
import { checkIdentity } from './check-identity.ts';
import { signIdentity } from './sign.fixture.ts';
import { openTrustStore, type TrustStore } from './trust-store.ts';

const folder = fileURLToPath(new URL('./fixture', import.meta.url));
const key = createPrivateKey(readFileSync(`${folder}/signer.key.pem`));
const start = Date.UTC(2030, 5, 1, 12);
const call = { calling: 12025550123, called: 13125550199, start };
const x5u = 'https://certificates.example/north.pem';
const origid = '123e4567-e89b-12d3-a456-426614174000';
const body = {
  attest: 'A',
  dest: { tn: ['13125550199'] },
  iat: start / 1_000,
  orig: { tn: '12025550123' },
  origid,
};

interface Parts {
  readonly head?: object;
  readonly body?: object;
  readonly parameters?: string;
}
async function signed({ head = {}, body: claims = {}, parameters }: Parts = {}, by = key): Promise<string> {
  const value = await signIdentity(by, { x5u, ...head }, { ...body, ...claims });
  return parameters === undefined ? value : `${value.split(';')[0]};${parameters}`;
}

let store: TrustStore;
beforeAll(async () => {
  store = await openTrustStore(folder);
});
const fault = async (identity: string) => (await checkIdentity(identity, call, store)).fault;

describe('an Identity header', () => {
  it('gives the signer of the call and its attestation', async () => {
    expect(await checkIdentity(await signed(), call, store)).toMatchObject({
      fault: '',
      signerOcn: '1234',
      passport: { attestation: 'A', origid, calling: call.calling, called: [call.called] },
    });
  });

  it('may come with others', async () => {
    const other = await signed({ head: { ppt: 'rph' } });
    expect(await fault(`${other}, ${await signed()}`)).toBe('');
  });

  const old = Date.UTC(2001, 0, 1);
  it.each([
    ['another calling number', { body: { orig: { tn: '12025550124' } } }, 'other_numbers'],
    ['another called number', { body: { dest: { tn: ['13125550198'] } } }, 'other_numbers'],
    ['a signature of an hour ago', { body: { iat: start / 1_000 - 3_600 } }, 'stale'],
    ['a time before the certificate', { body: { iat: old / 1_000 } }, 'expired_certificate'],
    [
      'a certificate nobody gave us',
      { head: { x5u: 'https://elsewhere.example/x.pem' } },
      'unknown_certificate',
    ],
    [
      'a certificate of no authority',
      { head: { x5u: 'https://certificates.example/self.pem' } },
      'untrusted_certificate',
    ],
    ['another attestation', { body: { attest: 'D' } }, 'malformed'],
    ['no origid', { body: { origid: undefined } }, 'malformed'],
    ['a time that is none', { body: { iat: 'now' } }, 'malformed'],
    ['nobody called', { body: { dest: { tn: [] } } }, 'malformed'],
    ['a caller that is no number', { body: { orig: { tn: 'bob' } } }, 'malformed'],
    ['another kind of token', { head: { ppt: 'div' } }, 'malformed'],
    ['another type', { head: { typ: 'JWT' } }, 'malformed'],
    [
      'info that names another certificate',
      { parameters: 'info=<https://elsewhere.example/x.pem>' },
      'malformed',
    ],
    ['no info', { parameters: 'alg=ES256' }, 'malformed'],
    ['another algorithm in the header', { parameters: `info=<${x5u}>;alg=RS256` }, 'malformed'],
  ])('is told from one with %s', async (_, parts, expected) => {
    expect(await fault(await signed(parts))).toBe(expected);
  });

  it('has a fault with another signature, or none', async () => {
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
    expect(await fault(await signed({}, privateKey))).toBe('bad_signature');
    const [token = ''] = (await signed()).split(';');
    const [header, , signature] = token.split('.');
    const forged = Buffer.from(JSON.stringify({ ...body, origid: origid.replace('1', '2') })).toString(
      'base64url',
    );
    expect(await fault(`${header}.${forged}.${signature};info=<${x5u}>`)).toBe('bad_signature');
    expect(await fault(`${header}..${signature};info=<${x5u}>`)).toBe('malformed');
  });

  it('never throws, whatever the text is', async () => {
    const good = await signed();
    const random = seeded(11).below;
    for (let i = 0; i < 2_000; i += 1) {
      const at = random(good.length);
      const damaged = good.slice(0, at) + String.fromCharCode(random(256)) + good.slice(at + random(3));
      expect(typeof (await fault(damaged))).toBe('string');
    }
    for (const odd of [
      '',
      ';',
      'a.b.c',
      'e30.e30.e30;info=<x>',
      '\u0000',
      'x'.repeat(16_384),
      `${'a.'.repeat(8_000)};`,
    ])
      expect(await fault(odd)).toBe('malformed');
  });
});

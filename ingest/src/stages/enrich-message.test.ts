import { createPublicKey, generateKeyPairSync } from 'node:crypto';
import { fixedReference } from '@ringtrace/enrich/loader';
import { createReference } from '@ringtrace/enrich/reference';
import { signIdentity } from '@ringtrace/enrich/stir/sign.fixture';
import { noTrustStore, type TrustStore } from '@ringtrace/enrich/stir/trust-store';
import { createBatchDecoder, encodeBatch } from '@ringtrace/platform/avro/batch-codec';
import { fixedSchemas } from '@ringtrace/platform/avro/schema-source';
import { type Cdr, emptyCdr } from '@ringtrace/schemas/cdr';
import type { CdrRow } from '@ringtrace/schemas/tables/cdr';
import { describe, expect, it } from 'vitest';
import { decodeMessage } from './decode.ts';
import type { CdrRows } from './enrich-columns.ts';
import { enrichMessage, type ReferenceAt } from './enrich-message.ts';
import { validateColumns } from './validate.ts';

const start = Date.UTC(2026, 0, 15);
const hour = 3_600_000;
const cdr = (i: number, changed: Partial<Cdr> = {}): Cdr => ({
  ...emptyCdr,
  call_id: `call-${i}`,
  start_time: start + i * hour,
  end_time: start + i * hour,
  calling_number: '+12025550123',
  called_number: '+13125550199',
  ...changed,
});

async function enriched(records: Cdr[], at: ReferenceAt, trust: TrustStore = noTrustStore) {
  const header = {
    batch_id: '0a1b2c3d-4e5f-4071-8293-a4b5c6d7e8f9',
    source: 's',
    sequence: 1,
    produced_at: start + 99 * hour,
  };
  const value = encodeBatch({ ...header, records });
  const message = { topic: 'cdr.acme', partition: 0, offset: 0, timestamp: header.produced_at, value };
  const validated = validateColumns(await decodeMessage(createBatchDecoder(fixedSchemas()), message));
  const addCdrs = await enrichMessage(validated, at, trust);
  const added: { parts: { columns: CdrRows; rows: Int32Array }[]; rows: CdrRow[] } = { parts: [], rows: [] };
  addCdrs({
    addCdrs: (_, columns, rows) => added.parts.push({ columns, rows }),
    addCdr: (row) => added.rows.push(row),
  });
  return added;
}

describe('enriching a message', () => {
  it('uses what was in force at each start_time', async () => {
    const at: ReferenceAt = async (time) => {
      const version = Math.floor((time - start) / (2 * hour));
      const from = start + version * 2 * hour;
      return { reference: createReference(version, {}), from, until: from + 2 * hour };
    };
    const order = [5, 0, 3, 1, 4, 2];
    const { parts, rows } = await enriched(
      order.map((i) => cdr(i)),
      at,
    );
    expect(rows).toEqual([]);
    const versions = parts.flatMap(({ columns, rows: own }) =>
      [...own].map((row) => [order[row], columns.reference_version[row]]),
    );
    expect(versions.toSorted()).toEqual([
      [0, 0],
      [1, 0],
      [2, 1],
      [3, 1],
      [4, 2],
      [5, 2],
    ]);
  });
});

describe('the Identity header of a record', () => {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
  const x5u = 'https://certificates.example/a.pem';
  const origid = '123e4567-e89b-12d3-a456-426614174000';
  async function identity(attest: string, { called = '13125550199', calling = '12025550123' } = {}) {
    const claims = {
      attest,
      dest: { tn: [called] },
      iat: start / 1_000,
      orig: { tn: calling },
      origid,
    };
    return signIdentity(privateKey, { x5u }, claims);
  }
  const trust: TrustStore = {
    trust: (url) => (url === x5u ? { key: createPublicKey(privateKey), ocn: '1234' } : 'unknown_certificate'),
  };
  const { held } = fixedReference(createReference(0, {}));
  const at: ReferenceAt = (time) => held(time) ?? Promise.reject(new Error('nothing is held'));
  async function said(changed: Partial<Cdr>, store = trust) {
    const { rows } = await enriched([cdr(0, changed)], at, store);
    return rows.map((row) => [row.attestation, row.origid, row.signer_ocn, row.verstat, row.identity_fault]);
  }

  it('overrules what the feed says where it is good', async () => {
    expect(await said({ identity: await identity('A'), attestation: 'C' })).toEqual([
      ['A', origid, '1234', 'passed', ''],
    ]);
  });

  it('fails where it is bad, and fills what the feed leaves out', async () => {
    const other = await identity('A', { called: '13125550198' });
    expect(await said({ identity: other })).toEqual([['A', origid, '1234', 'failed', 'other_numbers']]);
    expect(await said({ identity: other, attestation: 'C', verstat: 'passed' })).toEqual([
      ['C', origid, '1234', 'failed', 'other_numbers'],
    ]);
  });

  it('vouches for a caller of another country by its number there', async () => {
    const fromMexico = { calling_number: '5512345678', ingress_country: 'MX' };
    const foreign = await identity('C', { calling: '525512345678' });
    expect(await said({ ...fromMexico, identity: foreign })).toEqual([['C', origid, '1234', 'passed', '']]);
    const domestic = await identity('C', { calling: '15512345678' });
    expect((await said({ ...fromMexico, identity: domestic }))[0]?.at(-1)).toBe('other_numbers');
  });

  it('only fills where its certificate is not known', async () => {
    const good = await identity('B');
    expect(await said({ identity: good, verstat: 'passed' }, noTrustStore)).toEqual([
      ['B', origid, '', 'passed', 'unknown_certificate'],
    ]);
  });

  it('never costs the record where it is malformed', async () => {
    expect(await said({ identity: 'eyJ.x.y;info=<z>', attestation: 'B' })).toEqual([
      ['B', null, '', 'failed', 'malformed'],
    ]);
  });
});

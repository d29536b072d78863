import type { ClickHouseUser } from '@ringtrace/local/credentials';
import type { Store } from '@ringtrace/platform/clickhouse';
import type { Calls } from './calls.ts';
import { ocnOf } from './files.ts';

const sourceOf = ({ user, password }: ClickHouseUser, query: string) =>
  `SOURCE(CLICKHOUSE(USER '${user}' PASSWORD '${password}' QUERY '${query.replaceAll("'", "\\'")}')) LIFETIME(0)`;

/** ClickHouse's own way to the same facts: dictionaries, held in memory, over the views of reference data in force. */
export async function createDictionaries(store: Store, user: ClickHouseUser): Promise<void> {
  const { database } = store;
  const statements = [
    `CREATE DICTIONARY ported_dict (number UInt64, ocn String) PRIMARY KEY number
      ${sourceOf(user, `SELECT number, ocn FROM ${database}.ported`)} LAYOUT(HASHED_ARRAY())`,
    `CREATE DICTIONARY block_dict (block UInt64, ocn String, line_type String) PRIMARY KEY block
      ${sourceOf(user, `SELECT toUInt64(block) AS block, ocn, line_type FROM ${database}.number_blocks`)} LAYOUT(HASHED_ARRAY())`,
    `CREATE DICTIONARY provider_dict (provider_id String, rmd String) PRIMARY KEY provider_id
      ${sourceOf(user, `SELECT provider_id, rmd FROM ${database}.providers`)} LAYOUT(COMPLEX_KEY_HASHED())`,
    `CREATE DICTIONARY ocn_dict (ocn String, provider_id String) PRIMARY KEY ocn
      ${sourceOf(user, `SELECT arrayJoin(ocns) AS ocn, provider_id FROM ${database}.providers`)} LAYOUT(COMPLEX_KEY_HASHED())`,
    'CREATE TABLE calls (calling UInt64, called UInt64, upstream String, signer String) ENGINE = Memory',
  ];
  for (const statement of statements) await store.command(statement);
  for (const name of ['ported_dict', 'block_dict', 'provider_dict', 'ocn_dict'])
    await store.command(`SYSTEM RELOAD DICTIONARY ${name}`);
}

export async function insertCalls(store: Store, calls: Calls): Promise<void> {
  const values = Array.from(calls.calling, (calling, row) => ({
    calling,
    called: calls.called[row],
    upstream: `p${calls.upstream[row]}`,
    signer: ocnOf(calls.signer[row] ?? 0),
  }));
  await store.client.insert({ table: 'calls', values, format: 'JSONEachRow' });
}

const holder = (n: string) =>
  `if(dictHas('ported_dict', ${n}), dictGet('ported_dict', 'ocn', ${n}), dictGetOrDefault('block_dict', 'ocn', intDiv(${n} - 10000000000, 1000), ''))`;
const lineType = (n: string) =>
  `dictGetOrDefault('block_dict', 'line_type', intDiv(${n} - 10000000000, 1000), '')`;

/** The same look-ups, without number plan, local hour and versions, which dictionaries do not offer. */
export const lookUp = `SELECT
    ${holder('calling')} AS calling_ocn,
    ${holder('called')} AS called_ocn,
    ${lineType('calling')} AS calling_line_type,
    ${lineType('called')} AS called_line_type,
    intDiv(calling, 10000) = intDiv(called, 10000) AS neighbor_spoof,
    dictGetOrDefault('provider_dict', 'rmd', upstream, '') AS upstream_rmd,
    dictGetOrDefault('ocn_dict', 'provider_id', signer, '') AS signed_by,
    dictGetOrDefault('provider_dict', 'rmd', signed_by, '') AS signer_rmd,
    dictGetOrDefault('ocn_dict', 'provider_id', calling_ocn, '') != signed_by AS improper
  FROM calls FORMAT Null`;

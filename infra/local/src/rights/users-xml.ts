import { createHash, randomBytes } from 'node:crypto';
import { ownersFor, type Quota, quotaOf, type RowPolicy, rightsOf, type ViewOwner } from './model.ts';
import { type Reader, readerRoles } from './names.ts';

/** The readers of an embedded engine, and the database of the store. */
export interface EngineReaders {
  readonly readers: readonly Reader[];
  readonly database: string;
}

const quotaXml = (name: string, quota: Quota) => {
  const limits = Object.entries(quota).map(([key, value]) => `<${key}>${value}</${key}>`);
  return `<${name}><interval><duration>3600</duration>${limits.join('')}</interval></${name}>`;
};

/** Quotas of `users.xml`, one for each role. A quota counts for each user apart. */
export const quotasXml = (): string =>
  readerRoles.map((role) => quotaXml(role, quotaOf(role))).join('\n    ');

const statements = (list: readonly string[]) => list.map((text) => `<query>${text}</query>`).join('');

const readerXml = (reader: Reader, database: string) => {
  const { database: start, grants, revokes } = rightsOf(reader, database);
  return `<${reader.name}>
      <password_sha256_hex>${reader.sha256}</password_sha256_hex><networks><ip>::/0</ip></networks>
      <profile>analyst</profile><quota>${reader.role}</quota>
      <default_database>${start}</default_database>
      <grants>${statements(grants.map((one) => `GRANT ${one}`))}${statements(revokes.map((one) => `REVOKE ${one}`))}</grants>
    </${reader.name}>`;
};

const policiesXml = (policies: readonly RowPolicy[], database: string) => {
  const tables = policies.map(({ table, filter }) => `<${table}><filter>${filter}</filter></${table}>`);
  return tables.length === 0 ? '' : `<databases><${database}>${tables.join('')}</${database}></databases>`;
};

/** Nobody knows the password of an owner, and no address may log in as one. */
const ownerXml = ({ name, grants, policies }: ViewOwner, database: string) => `<${name}>
      <password_sha256_hex>${createHash('sha256').update(randomBytes(32)).digest('hex')}</password_sha256_hex><networks/>
      <profile>default</profile><quota>default</quota>
      <grants>${statements(grants.map((one) => `GRANT ${one}`))}</grants>
      ${policiesXml(policies, database)}
    </${name}>`;

/** The users of `users.xml` that readers need: the readers and the owners of their views. */
export const readersXml = ({ readers, database }: EngineReaders): string =>
  [
    ...ownersFor(readers, database).map((owner) => ownerXml(owner, database)),
    ...readers.map((reader) => readerXml(reader, database)),
  ].join('\n    ');

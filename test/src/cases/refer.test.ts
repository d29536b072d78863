import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CaseLog } from '@ringtrace/cases/log/log';
import { ref } from '@ringtrace/cases/model/ids';
import type { Profile } from '@ringtrace/cases/model/package';
import { type Referral, writePackage } from '@ringtrace/cases/refer/write';
import { openTestStore, type TestStore } from '@ringtrace/local/test-services/store';
import { defineQuery } from '@ringtrace/platform/clickhouse';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { openCase, storeCampaign, truth } from './referred.ts';

let test: TestStore;
let folder: string;
let log: CaseLog;
beforeAll(async () => {
  test = await openTestStore();
  await storeCampaign(test.store);
  folder = mkdtempSync(join(tmpdir(), 'ringtrace-refer-'));
});
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await test.close();
});
beforeEach(() => {
  log = openCase(':memory:').log;
});

const anna = { name: 'anna', reason: 'asked for' };
let packages = 0;

async function refer(profile: Profile, extra: Partial<Referral> = {}) {
  packages += 1;
  const directory = join(folder, `package-${packages}`);
  const written = await writePackage(
    { log, store: test.store, actor: anna },
    { caseId: truth.caseId, to: 'somebody', profile, demandId: '', provider: '', directory, ...extra },
  );
  return { ...written, directory, read: (path: string) => readFileSync(join(directory, path), 'utf8') };
}

const filesIn = (directory: string) =>
  readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));

const decoded = defineQuery<{ hex: string }>()({
  name: 'a Parquet file as text',
  row: z.object({ line: z.string() }),
  sql: 'SELECT 1',
});

/** All bytes of a package, and the rows of its Parquet files, which are compressed. */
async function everything(directory: string): Promise<string> {
  const parts = await Promise.all(
    filesIn(directory).map(async (path) => {
      const bytes = readFileSync(path);
      return path.endsWith('.parquet')
        ? `${bytes.toString('latin1')}\n${await rowsOf(bytes)}`
        : bytes.toString('latin1');
    }),
  );
  return parts.join('\n');
}

async function rowsOf(parquet: Buffer): Promise<string> {
  const { stream } = await test.store.client.exec({
    query: `SELECT * FROM format(Parquet, unhex('${parquet.toString('hex')}')) FORMAT JSONEachRow`,
    clickhouse_settings: { max_query_size: '10000000' },
  });
  const parts: string[] = [];
  for await (const part of stream) parts.push(String(part));
  return parts.join('');
}

/** However a number is written: its digits without what stands between them. */
const digitsOf = (text: string) => text.replaceAll(/[\s().\-/+]/g, '');
const national = truth.called.map((number) => String(number).slice(1));

describe('a package', () => {
  it('for a legal demand has every leg with its message, and the bytes', async () => {
    const demand = ref('demand', 'dem-1');
    log.transact(anna, (w) =>
      w.append(demand, {
        type: 'demand_received',
        data: {
          from: 'an attorney general',
          type: 'subpoena',
          reference: 'S-1',
          received_at: truth.at,
          due_at: truth.at + 1,
          cut_off: truth.at + 3_600_000,
          scope: {
            case_ids: [],
            providers: [],
            calling_numbers: [],
            called_numbers: [],
            from: 0,
            to: truth.at + 9e9,
          },
        },
      }),
    );
    const { read, directory, package_id, manifest_sha256 } = await refer('legal', { demandId: demand.id });
    console.log(filesIn(directory).join('\n'));
    console.log(read('legs.csv'));
    console.log(read('calls.csv'));
    console.log(read('messages.csv'));
    console.log(read('summary.txt'));
    console.log(await rowsOf(readFileSync(join(directory, 'legs.parquet'))));
    expect(package_id + manifest_sha256).not.toBe('');
  });
});

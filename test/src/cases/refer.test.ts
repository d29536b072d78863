import { execFileSync } from 'node:child_process';
import { appendFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { keptPackages } from '@ringtrace/cases/api/kept-packages';
import type { CaseLog } from '@ringtrace/cases/log/log';
import { verifyRows } from '@ringtrace/cases/log/verify';
import { ref } from '@ringtrace/cases/model/ids';
import type { Profile } from '@ringtrace/cases/model/package';
import { folderOfKept } from '@ringtrace/cases/refer/kept';
import { verifyPackage } from '@ringtrace/cases/refer/verify';
import { type Referral, writePackage } from '@ringtrace/cases/refer/write';
import { openTestStore, type TestStore } from '@ringtrace/local/test-services/store';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
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
  log = openCase();
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
  const json = (path: string): unknown => JSON.parse(readFileSync(join(directory, path), 'utf8'));
  return { ...written, directory, json, read: (path: string) => readFileSync(join(directory, path), 'utf8') };
}

type Scope = { providers?: string[]; called_numbers?: number[]; cut_off?: number };

function demand({ providers = [], called_numbers = [], cut_off = truth.at + 3_600_000 }: Scope) {
  const id = `dem-${packages}`;
  log.transact(anna, (w) =>
    w.append(ref('demand', id), {
      type: 'demand_received',
      data: {
        from: 'an attorney general',
        type: 'subpoena',
        reference: 'S-1',
        received_at: truth.at,
        due_at: truth.at,
        cut_off,
        scope: { case_ids: [], providers, calling_numbers: [], called_numbers, from: 0, to: cut_off },
      },
    }),
  );
  return id;
}

const filesIn = (directory: string) =>
  readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));

/** All bytes of a package, with the rows of its Parquet files, which are compressed. */
async function everything(directory: string): Promise<string> {
  const parts = await Promise.all(
    filesIn(directory).map(async (path) => {
      const bytes = readFileSync(path);
      const rows = path.endsWith('.parquet') && !isEmpty(path) ? JSON.stringify(await rowsOf(bytes)) : '';
      return `${path.slice(directory.length)}\n${bytes.toString('latin1')}\n${rows}`;
    }),
  );
  return parts.join('\n');
}

/** The engine writes Parquet without rows, and can't read it. */
const isEmpty = (parquet: string) =>
  readFileSync(parquet.replace(/parquet$/, 'csv'), 'utf8')
    .trimEnd()
    .split('\n').length === 1;

async function rowsOf(parquet: Buffer): Promise<Record<string, unknown>[]> {
  const result = await test.store.client.query({
    query: `SELECT * FROM format(Parquet, unhex('${parquet.toString('hex')}'))`,
    format: 'JSONEachRow',
    clickhouse_settings: { max_query_size: '10000000' },
  });
  return result.json();
}

/** However a number is written: its digits, without what may stand between two of them. */
const joined = (text: string) => text.replaceAll(/(?<=\d)[\s().\-/+]+(?=\d)/g, '');
const nationals = truth.called.map((number) => String(number).slice(1));
const calling = String(truth.calling).slice(1);

async function holds(directory: string) {
  const all = await everything(directory);
  const digits = joined(all);
  const found = (texts: readonly string[], where: string) => texts.filter((text) => where.includes(text));
  return {
    called: found(nationals, digits),
    calling: digits.includes(calling),
    providers: found([...truth.carriers, truth.silent], all),
    customer: all.includes(truth.customer),
    note: all.includes('ring Ben'),
  };
}

describe('a package for a legal demand', () => {
  it('has every leg once, with its message and a digest, in Parquet as in CSV', async () => {
    const { directory, read } = await refer('legal', { demandId: demand({}) });
    const legs = await rowsOf(readFileSync(join(directory, 'legs.parquet')));
    expect(legs.length).toBe(9);
    expect(new Set(legs.map((leg) => leg['digest'])).size).toBe(9);
    expect(legs.map((leg) => leg['called_number'])).toEqual(
      truth.called.flatMap((number) => [String(number), String(number), String(number)]),
    );
    const last = legs.at(-2);
    expect(last).toMatchObject({
      carrier: 'betacom',
      message_offset: null,
      possible_messages: 'cdr.betacom/0/41 cdr.betacom/0/42',
    });
    expect(legs.filter((leg) => leg['message_offset'] === 41).length).toBe(8);
    expect(read('legs.csv').trimEnd().split('\n').length).toBe(10);
    expect(read('legs.csv')).toContain(`"'=cmd|'0"`);
    expect(legs[0]?.['call_id']).toBe("=cmd|'0");
    expect((await rowsOf(readFileSync(join(directory, 'calls.parquet')))).length).toBe(3);
  });

  it('has the bytes as they were sent and came in, figures with queries, thresholds and certificates', async () => {
    const { read, json, directory } = await refer('legal', { demandId: demand({}) });
    expect(read('requests/req-1-3.txt')).toContain(`+${truth.called[0]}`);
    expect(read('answers/ans-2-1')).toBe('answer of deltavoice on 13035551234');
    expect(json('figures.json')).toMatchObject({
      figures: expect.arrayContaining([
        expect.objectContaining({
          name: 'calls',
          value: 3,
          sql: 'SELECT uniqExact(call_key) AS value FROM covered_legs',
        }),
      ]),
    });
    expect(json('signals.json')).toMatchObject({
      signals: [{ name: 'fan_out', baseline: 0.9 }],
      thresholds: { campaignCalls: 200 },
      reference_versions: [{ kind: 'providers', version: 3 }],
    });
    for (const carrier of truth.carriers)
      expect(read(`certificates/902-11-records-of-${carrier}.txt`)).toContain('DRAFT, NOT SIGNED');
    expect(filesIn(directory).join()).not.toContain('records-of-deltavoice');
  });

  it('has nothing later than the cut-off, and the demand has what was produced', async () => {
    const demandId = demand({});
    const { read, package_id, manifest_sha256, withheld } = await refer('legal', { demandId });
    expect(read('timeline.json')).toContain('answer_given');
    expect(read('timeline.json')).not.toContain('case_closed');
    const state = log.read((reader) => reader.load(ref('demand', demandId)))?.state;
    expect(state?.productions).toMatchObject([{ package_id, withheld }]);
    expect(log.last()).toMatchObject({ type: 'production_made' });
    expect(log.read((reader) => reader.load(ref('package', package_id)))?.state).toMatchObject({
      manifest_sha256,
      demand_id: demandId,
    });
    expect(verifyRows(log.rowsAfter(0, 1_000), log.bytes).faults).toEqual([]);
  });

  it('leaves out calls, providers and traffic outside the scope, and says so', async () => {
    const second = truth.called[1];
    const byNumber = await refer('legal', { demandId: demand({ called_numbers: [second] }) });
    expect(await holds(byNumber.directory)).toMatchObject({ called: [String(second).slice(1)] });
    expect(byNumber.withheld).toEqual(
      expect.arrayContaining([
        'traceback tb-1: its call is outside the scope',
        'answer ans-1: its call or its provider is outside the scope',
        'signals: they are computed over calls outside the scope too',
      ]),
    );
    const byProvider = await refer('legal', { demandId: demand({ providers: ['gammafone'] }) });
    const legs = await rowsOf(readFileSync(join(byProvider.directory, 'legs.parquet')));
    expect(new Set(legs.map((leg) => leg['carrier']))).toEqual(new Set(['gammafone']));
    // The neighbour below that gammafone's own records name.
    expect((await holds(byProvider.directory)).providers).toEqual(['betacom', 'gammafone']);
    const early = await refer('legal', { demandId: demand({ cut_off: truth.at + 1_000 }) });
    expect((await holds(early.directory)).called).toEqual([nationals[0]]);
  });

  it('is not written without a demand, or for one that is closed', async () => {
    await expect(refer('legal')).rejects.toThrow('needs the demand that limits it');
    const demandId = demand({});
    log.transact(anna, (w) => w.append(ref('demand', demandId), { type: 'demand_closed', data: {} }));
    await expect(refer('legal', { demandId })).rejects.toThrow('is closed');
  });
});

describe('all bytes of a package', () => {
  it('for an agency show no called number in full, and no digest by which one could be found', async () => {
    const { directory, read, json } = await refer('agency');
    expect(await holds(directory)).toEqual({
      called: [],
      calling: true,
      providers: [...truth.carriers, truth.silent],
      customer: true,
      note: false,
    });
    const legs = await rowsOf(readFileSync(join(directory, 'legs.parquet')));
    expect(legs.find((leg) => leg['call_id'] === "=cmd|'0")).toMatchObject({ called_number: '1303555xxxx' });
    expect(legs.filter((leg) => leg['call_id'] === '(withheld)').length).toBe(3);
    expect(read('summary.txt')).toContain('such as to 303-555-xxxx\\u{1b}[2J\\u{202e}\n');
    for (const hidden of ['\u001b', '\u202e'])
      expect(read('timeline.csv') + read('timeline.json')).not.toContain(hidden);
    expect(JSON.stringify(json('answers/ans-1.record.json'))).toContain('1.303.555.xxxx was ours');
    expect(JSON.stringify(json('timeline.json'))).not.toContain('sha256');
    expect(read('legs.csv')).not.toContain('key-0');
  });

  it('for a provider show its own hop and its neighbour below, and no other provider', async () => {
    const { directory, read, json } = await refer('provider', { provider: 'deltavoice' });
    const found = await holds(directory);
    expect(found.providers).toEqual(['alphatel', 'deltavoice']);
    expect(found.called).toEqual([nationals[0]]);
    expect(json('paths.json')).toMatchObject([
      { hops: [{ provider: 'alphatel' }, { provider: 'deltavoice', basis: 'named' }] },
    ]);
    expect(read('requests/req-2-3.txt')).toContain('To deltavoice');
    expect(found.note).toBe(false);
  });

  it('for a provider that reports have its own legs alone', async () => {
    const { directory } = await refer('provider', { provider: 'gammafone' });
    const legs = await rowsOf(readFileSync(join(directory, 'legs.parquet')));
    expect(new Set(legs.map((leg) => leg['carrier']))).toEqual(new Set(['gammafone']));
    expect((await holds(directory)).providers).toEqual(['betacom', 'gammafone']);
  });

  it('for a member show its figures, and no number, path or other provider', async () => {
    const { directory, json } = await refer('member', { provider: 'betacom' });
    expect(await holds(directory)).toEqual({
      called: [],
      calling: false,
      providers: ['betacom'],
      customer: false,
      note: false,
    });
    expect(json('figures.json')).toMatchObject({
      figures: expect.arrayContaining([expect.objectContaining({ name: 'legs', value: 3 })]),
    });
  });

  it('for the public show no number, no customer, and no provider that records do not prove', async () => {
    const { directory, json } = await refer('public');
    expect(await holds(directory)).toEqual({
      called: [],
      calling: false,
      providers: [...truth.carriers],
      customer: false,
      note: false,
    });
    expect(await everything(directory)).not.toMatch(/(?<![\da-f-])\+?1?[2-9]\d{9}(?![\da-f])/);
    expect(json('figures.json')).toMatchObject({
      figures: expect.arrayContaining([expect.objectContaining({ name: 'calls', value: 3 })]),
    });
  });
});

describe('a package', () => {
  it('verifies as it was written, against the log', async () => {
    const { directory, manifest_sha256, files } = await refer('agency');
    const check = await verifyPackage(directory, () => ({ sha256: manifest_sha256, by: 'the log' }));
    expect(check).toMatchObject({ faults: [], files, manifestCompared: true });
  });

  it('is kept by an instance, fetched as one file, and verifies once it is unpacked', async () => {
    const packages = keptPackages({ home: folder, log, store: test.store, feeds: undefined });
    const scoped = { demandId: demand({}), profile: 'legal', provider: '' } as const;
    const written = await packages.write(anna, { caseId: truth.caseId, to: 'a court', ...scoped });
    const { bytes, numbers, content } = await packages.file(written.package_id);
    const archive = Buffer.concat(await Array.fromAsync(content()));
    expect(archive).toHaveLength(bytes);
    expect(numbers).toBe(3);
    const file = join(folder, 'fetched.tar');
    writeFileSync(file, archive);
    execFileSync('tar', ['-xf', file, '-C', folder]);
    const check = await verifyPackage(join(folder, written.package_id), () => ({
      sha256: written.manifest_sha256,
      by: 'us',
    }));
    expect(check).toMatchObject({ faults: [], files: written.files });
    appendFileSync(join(folderOfKept(folder, written.package_id), 'summary.txt'), '!');
    await expect(packages.file(written.package_id)).rejects.toThrow('summary.txt was changed');
  });

  it('says that a person dismissed the candidate of its case, to whoever gets it', async () => {
    for (const profile of ['agency', 'public'] as const) {
      expect((await refer(profile)).json('summary.json')).not.toHaveProperty('case.verdict_on_candidate');
      log.transact(anna, (w) =>
        w.append(ref('candidate', 't-7'), {
          type: 'verdict_given',
          data: { verdict: 'dismissed', campaign_id: truth.campaign, revision: 1, score: 0.9, callers: [] },
        }),
      );
      const { json, read } = await refer(profile);
      expect(json('summary.json')).toHaveProperty('case.verdict_on_candidate', 'dismissed');
      expect(read('summary.txt').includes('asked for')).toBe(profile === 'agency');
      log = openCase();
    }
  });

  it('of a command is not kept by the instance', async () => {
    const packages = keptPackages({ home: folder, log, store: test.store, feeds: undefined });
    const { package_id } = await refer('agency');
    expect(packages.isKept(package_id)).toBe(false);
    await expect(packages.file(package_id)).rejects.toThrow('a folder of its own');
    await expect(packages.file('pkg-x')).rejects.toThrow("there is no package 'pkg-x'");
  });

  it('leaves nothing behind where the case is not there, or the folder is not empty', async () => {
    const before = readdirSync(folder);
    await expect(refer('provider', { provider: 'gamafone' })).rejects.toThrow(
      "the provider 'gamafone' has no part in case-0000000001",
    );
    await expect(refer('agency', { caseId: 'case-none' })).rejects.toThrow("there is no case 'case-none'");
    await expect(refer('agency', { directory: folder })).rejects.toThrow('is not empty');
    expect(readdirSync(folder)).toEqual(before);
  });

  it('of a case without a campaign has the legs of its traced calls', async () => {
    const other = ref('case', 'case-0000000002');
    log.transact(anna, (w) => {
      w.append(other, {
        type: 'case_opened',
        data: { source: 'complaint', title: '', category: '', campaign_id: '', candidate_id: '', live: true },
      });
      const call = {
        calling_number: truth.calling,
        called_number: truth.called[1],
        call_time: truth.at + 60_000,
        window_s: 30,
      };
      w.append(ref('traceback', 'tb-2'), {
        type: 'traceback_opened',
        data: { case_id: other.id, call, hops: [], ask: '' },
      });
    });
    const { directory } = await refer('agency', { caseId: other.id });
    const legs = await rowsOf(readFileSync(join(directory, 'legs.parquet')));
    expect(legs.map((leg) => leg['carrier'])).toEqual([...truth.carriers]);
  });
});

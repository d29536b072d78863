import type { Store } from '@ringtrace/platform/clickhouse';
import { blockOf, complaintsAbout, holderPortedTo, knownCallerOf, respOrgOf } from './explain-queries.ts';
import { areaCodes } from './kinds/area-codes.ts';
import { dno } from './kinds/dno.ts';
import { providers } from './kinds/providers.ts';
import { rmd } from './kinds/rmd.ts';
import { isNanp } from './nanp.ts';
import { factsOf } from './number-plan.ts';
import { createReference, type Reference, type ReferenceParts } from './reference.ts';
import { inForceAt, type ReferenceVersion, referenceVersionList } from './reference-versions.ts';

/** One fact about a number, and the reference data it comes from. */
export interface NumberFact {
  readonly fact: string;
  readonly value: string;
  readonly source: string;
}

const metadata = "libphonenumber's metadata";
const small = [providers, rmd, dno, areaCodes];

/**
 * The facts about a number (E.164 digits, as `normaliseNumber` returns them) by the reference data in force at `time`,
 * ms.
 */
export async function explainNumber(store: Store, n: number, time: number): Promise<NumberFact[]> {
  const versions = await store.query(referenceVersionList, {});
  const of = (kind: string) => inForceAt(versions, kind, time);
  let parts: ReferenceParts = {};
  for (const { name, load } of small) {
    const version = of(name);
    if (version !== undefined && load !== undefined)
      parts = { ...parts, ...(await load(store, version.digest)) };
  }
  const reference = createReference(0, parts);
  const held = await heldBy(store, n, of);
  return [
    ...planFacts(n),
    ...areaFacts(n, time, reference, of('area-codes')),
    ...held.facts,
    ...providerFacts(held.ocn, reference, of),
    ...(await listFacts(store, n, reference, of)),
    ...(await complaintFacts(store, n, versions)),
  ];
}

type Of = (kind: string) => ReferenceVersion | undefined;

const said = (version: ReferenceVersion | undefined) =>
  version === undefined ? '' : `${version.kind} version ${version.version} (${version.source})`;

/** Facts from one source; those without a value are left out. */
const facts = (source: string, values: Readonly<Record<string, string>>): NumberFact[] =>
  Object.entries(values).flatMap(([fact, value]) => (value === '' ? [] : [{ fact, value, source }]));

function planFacts(n: number): NumberFact[] {
  const { valid, region, lineType } = factsOf(n);
  return facts(metadata, { valid: valid ? 'yes' : 'no', country: region, 'line type of the plan': lineType });
}

function areaFacts(
  n: number,
  time: number,
  reference: Reference,
  version: ReferenceVersion | undefined,
): NumberFact[] {
  const npa = String(n).slice(1, 4);
  const area = isNanp(n) ? reference.parts.areaCodes?.find((code) => code.npa === npa) : undefined;
  if (area === undefined) return [];
  const hour = reference.localHour(n, time);
  return facts(said(version), {
    'area code': `${npa}, ${area.in_service ? 'in service' : 'not in service'}`,
    location: [area.location, area.country].filter((part) => part !== '').join(', '),
    service: area.service,
    'time zones': area.time_zones.join(' '),
    'local hour': hour < 24 ? String(hour) : '',
  });
}

/** The holder of a number: the provider it was ported to; else the holder of its block. */
async function heldBy(store: Store, n: number, of: Of): Promise<{ ocn: string; facts: NumberFact[] }> {
  const national = String(n).slice(1);
  const [blocks, ported] = [of('number-blocks'), of('ported')];
  const inPlan = isNanp(n);
  const [block] =
    blocks && inPlan
      ? await store.query(blockOf, {
          digest: blocks.digest,
          six: national.slice(0, 6),
          seven: national.slice(0, 7),
        })
      : [];
  const [port] = ported ? await store.query(holderPortedTo, { digest: ported.digest, number: n }) : [];
  return {
    ocn: port?.ocn ?? block?.ocn ?? '',
    facts: [
      ...facts(said(ported), { 'ported to': port?.ocn ?? '' }),
      ...facts(said(blocks), {
        block: block?.block ?? (blocks && inPlan ? 'none: not assigned, or the file lacks it' : ''),
        'holder of the block': [block?.ocn, block?.company].filter((part) => part).join(' '),
        state: block?.state ?? '',
        'rate centre': block?.rate_center ?? '',
        'line type of the block': block?.line_type ?? '',
      }),
    ],
  };
}

function providerFacts(ocn: string, reference: Reference, of: Of): NumberFact[] {
  const provider = reference.providerOfOcn(ocn);
  if (provider === undefined) return [];
  const { provider_id, name, country } = provider;
  const filing = reference.parts.filingOf?.(name);
  return [
    ...facts(said(of('providers')), { provider: `${provider_id}, ${name}, ${country}` }),
    ...facts(said(of(filing === undefined ? 'providers' : 'rmd')), {
      'robocall mitigation': reference.rmdOf(provider_id),
    }),
  ];
}

async function listFacts(store: Store, n: number, reference: Reference, of: Of): Promise<NumberFact[]> {
  const [tollFree, known] = [of('toll-free'), of('known-callers')];
  const [org] = tollFree ? await store.query(respOrgOf, { digest: tollFree.digest, number: n }) : [];
  const [caller] = known ? await store.query(knownCallerOf, { digest: known.digest, number: n }) : [];
  return [
    ...facts(said(tollFree), { 'responsible organisation': org?.resp_org ?? '' }),
    ...facts(said(of('dno')), { 'do not originate': reference.isDno(n) ? 'yes' : '' }),
    ...facts(said(known), { 'known caller': caller ? `${caller.owner}: ${caller.purpose}` : '' }),
  ];
}

async function complaintFacts(
  store: Store,
  n: number,
  versions: readonly ReferenceVersion[],
): Promise<NumberFact[]> {
  const digests = versions.flatMap(({ kind, digest }) => (kind === 'complaints' ? [digest] : []));
  const [about] = await store.query(complaintsAbout, { digests, number: n });
  if (about === undefined || about.complaints === 0) return [];
  return facts(`complaints of ${digests.length} files`, {
    complaints: `${about.complaints}, the last of ${about.last}`,
  });
}

import { createHash, randomBytes } from 'node:crypto';
import type { Store } from '@ringtrace/platform/clickhouse';
import { version as ringtrace } from '@ringtrace/platform/version';
import { visibleJson } from '@ringtrace/platform/visible';
import { noHash } from '../log/chain.ts';
import type { Actor, CaseLog } from '../log/log.ts';
import { newId, ref } from '../model/ids.ts';
import type { Profile } from '../model/package.ts';
import { RefusedError } from '../model/refused.ts';
import { NoSuchError } from '../work/find.ts';
import { idsOf } from '../work/identity.ts';
import { processCertificate, recordsCertificate } from './certificates.ts';
import type { CoveredLegs } from './covered-legs.ts';
import { csvOf } from './csv.ts';
import { type Dossier, readDossier } from './dossier.ts';
import { addExchanges } from './exchange-files.ts';
import { type Figure, figuresFile, figuresOf, legsByCarrier } from './figures.ts';
import { type NewFolder, newFolder } from './folder.ts';
import { type Manifest, manifestName } from './manifest.ts';
import type { Redactor } from './numbers.ts';
import { disclosureOf, disclosures } from './profiles.ts';
import { limitsCalls, type Scope, scopeOf, wholeCase, within } from './scope.ts';
import { redactorOf, type ShownEvent, shownTimeline, shownTracebacks } from './shown.ts';
import { type Campaign, findCampaign, signalsOf } from './signals.ts';
import { type Feeds, sourcesOf } from './sources.ts';
import { type About, summaryJson, summaryText } from './summary.ts';
import { addTables } from './table-files.ts';
import type { View } from './view.ts';
import { withheldBy, withheldByScope } from './withheld.ts';

/** What to write a package of, and for whom. */
export interface Referral {
  readonly caseId: string;
  /** Who gets it, in words. */
  readonly to: string;
  readonly profile: Profile;
  /** '' = no demand asked for it. */
  readonly demandId: string;
  /** The provider that a package of the profiles provider and member is for; '' = none. */
  readonly provider: string;
  /** A new or empty folder. */
  readonly directory: string;
  /** Left out: a new id. */
  readonly packageId?: string;
}

/** What packages are written from, and by whom. */
export interface ReferDesk {
  readonly log: CaseLog;
  readonly store: Store;
  /** Left out: records are not looked up in the carriers' messages. */
  readonly feeds?: Feeds;
  readonly actor: Actor;
  readonly now?: () => number;
}

export interface WrittenPackage {
  readonly package_id: string;
  readonly manifest_sha256: string;
  readonly files: number;
  readonly withheld: readonly string[];
}

/**
 * Writes a package. The log has the disclosure before the folder appears at its place. Throws RefusedError where the profile
 * lacks what it needs, NoSuchError where the case or demand isn't there, and an Error where the folder is not empty. Then no part
 * of the package stays.
 */
export async function writePackage(desk: ReferDesk, referral: Referral): Promise<WrittenPackage> {
  const plan = planOf(desk, referral);
  const folder = newFolder(referral.directory);
  try {
    const withheld = await fill(folder, desk, plan);
    const listed = { ...manifestOf(desk, plan, folder.files()) };
    const bytes = Buffer.from(`${JSON.stringify(listed, null, 2)}\n`);
    await folder.add(manifestName, bytes);
    const manifest_sha256 = createHash('sha256').update(bytes).digest('hex');
    const files = listed.files.length;
    record(desk, plan, { manifest_sha256, files, withheld });
    folder.finish();
    return { package_id: plan.about.package_id, manifest_sha256, files, withheld };
  } finally {
    folder.discard();
  }
}

interface Plan {
  readonly about: About;
  readonly referral: Referral;
  readonly view: View;
  readonly dossier: Dossier;
  readonly redact: Redactor | undefined;
  /** What the scope of the demand leaves out. */
  readonly outside: readonly string[];
  /** The demand's version that the package was made by. */
  readonly demandVersion: number;
}

function planOf({ log, now = Date.now }: ReferDesk, referral: Referral): Plan {
  const { caseId, to, profile, demandId, provider } = referral;
  const disclosure = disclosures[profile];
  if (disclosure.needs === 'demand' && demandId === '')
    throw new RefusedError(`the profile ${profile} needs the demand that limits it: --demand ID`);
  if ((disclosure.needs === 'provider') !== (provider !== ''))
    throw new RefusedError(
      provider === ''
        ? `the profile ${profile} needs the provider that gets the package: --provider ID`
        : `the profile ${profile} is not for one provider: leave --provider out`,
    );
  if (demandId !== '' && disclosure.timeline !== 'all')
    throw new RefusedError(`a demand is answered with the profile legal or agency, not ${profile}`);
  const demand = demandId === '' ? undefined : openDemand(log, demandId);
  const scope = demand === undefined ? wholeCase : scopeOf(demandId, demand.state, caseId);
  const { dossier, outside, withheld } = within(readDossier(log, caseId, scope.cut_off), scope);
  const own = provider === '' ? [] : log.read((reader) => idsOf(reader, provider));
  const view = { disclosure: disclosureOf(profile, scope), own, scope };
  return {
    about: {
      package_id: referral.packageId ?? newId('package'),
      to,
      profile,
      demand_id: demandId,
      provider,
      written_at: new Date(now()).toISOString(),
      ringtrace,
    },
    referral,
    view,
    dossier,
    redact: redactorOf(view, dossier, outside),
    outside: withheld,
    demandVersion: demand?.version ?? 0,
  };
}

function openDemand(log: CaseLog, id: string) {
  const found = log.read((reader) => reader.load(ref('demand', id)));
  if (found === undefined)
    throw new NoSuchError(`there is no demand '${id}': 'ringtrace demand list' shows them`);
  if (found.state.closed)
    throw new RefusedError(`the demand ${id} is closed: nothing more is produced for it`);
  return found;
}

/** Writes every file but the manifest. Returns what is withheld, a line each. */
async function fill(folder: NewFolder, { log, store, feeds }: ReferDesk, plan: Plan): Promise<string[]> {
  const { view, dossier, redact, about } = plan;
  const { disclosure, scope } = view;
  const { campaign_id } = dossier.case.state;
  const campaign = campaign_id === '' ? undefined : await findCampaign(store, campaign_id);
  const covered = coveredBy(plan, campaign);
  const figures = covered === undefined ? [] : await figuresOf(store, covered);
  const tracebacks = shownTracebacks(dossier, view, redact);
  mustTakePart(plan, figures, tracebacks.length);
  const withheld = [...withheldBy(disclosure), ...withheldByScope(scope), ...plan.outside];

  await folder.addJson('figures.json', figuresFile(figures));
  if (disclosure.hops !== 'none') await folder.addJson('paths.json', tracebacks);
  withheld.push(...(await addExchanges(folder, log, dossier, view, redact)));
  await addTimeline(folder, shownTimeline(dossier, view, redact));
  if (disclosure.signals && campaign !== undefined) {
    const outside = signalsOutside(scope, campaign);
    if (outside !== '') withheld.push(outside);
    else await folder.addJson('signals.json', await signalsOf(store, campaign, disclosure.texts));
  }
  if (covered !== undefined) {
    await addTables(folder, store, view, covered);
    if (feeds !== undefined && disclosure.legs !== 'none')
      withheld.push(...(await addSources(folder, store, feeds, plan, covered)));
  }
  const parts = { about, dossier, view, redact, tracebacks, figures, withheld };
  await folder.addJson('summary.json', summaryJson(parts));
  await folder.add('summary.txt', summaryText(parts));
  if (disclosure.certificates) await addCertificates(folder, store, plan, covered);
  return withheld;
}

/** Throws where a package for one provider would be empty: its id may be mistyped. */
function mustTakePart(
  { referral, view, dossier }: Plan,
  figures: readonly Figure[],
  tracebacks: number,
): void {
  if (view.own.length === 0 || tracebacks > 0) return;
  if (Number(figures.find(({ name }) => name === 'legs')?.value ?? 0) > 0) return;
  throw new RefusedError(
    `the provider '${referral.provider}' has no part in ${dossier.case.id}: no leg, no hop and no request is its own`,
  );
}

/** Signals are computed over all calls of a campaign, so they say something of calls that a narrower scope does not cover. */
function signalsOutside(scope: Scope, campaign: Campaign): string {
  if (limitsCalls(scope)) return 'signals: they are computed over calls outside the scope too';
  const isInside = scope.from <= campaign.first * 1_000 && campaign.last * 1_000 <= scope.to;
  return isInside ? '' : 'signals: they are computed over calls outside the dates of the scope too';
}

/** Seconds before and after a traced call within which the legs of other carriers start, where its window is shorter. */
const leastWindowS = 120;

/** The legs that the store is asked for; undefined where the case has neither a campaign nor a traced call. */
function coveredBy({ view, dossier }: Plan, campaign: Campaign | undefined): CoveredLegs | undefined {
  const { disclosure, own, scope } = view;
  const sought = dossier.tracebacks.map(({ id, state: { call } }) => {
    const windowMs = Math.max(call.window_s, leastWindowS) * 1_000;
    return {
      traceback_id: id,
      calling_number: call.calling_number,
      called_number: call.called_number,
      first_ms: call.call_time - windowMs,
      last_ms: call.call_time + windowMs,
    };
  });
  const firsts = sought.map(({ first_ms }) => Math.floor(first_ms / 1_000));
  const lasts = sought.map(({ last_ms }) => Math.ceil(last_ms / 1_000));
  const spans = campaign === undefined ? [] : [campaign];
  if (firsts.length + spans.length === 0) return undefined;
  return {
    campaign: campaign?.campaign_id ?? '',
    first: Math.min(...firsts, ...spans.map(({ first }) => first)),
    last: Math.max(...lasts, ...spans.map(({ last }) => last)),
    from_ms: scope.from,
    to_ms: scope.to,
    salt: disclosure.bytes && disclosure.legs === 'all' ? '' : randomBytes(16).toString('hex'),
    sought,
    own,
    covered_providers: scope.providers,
    covered_calling: scope.calling_numbers,
    covered_called: scope.called_numbers,
  };
}

/** Returns a line where the messages could not be read: the package is whole without them. */
async function addSources(
  folder: NewFolder,
  store: Store,
  feeds: Feeds,
  { view: { disclosure }, redact }: Plan,
  covered: CoveredLegs,
): Promise<string[]> {
  let sources: Awaited<ReturnType<typeof sourcesOf>>;
  try {
    sources = await sourcesOf(store, feeds, covered);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return [`records of the traced calls in their messages: the messages could not be read (${reason})`];
  }
  const shown = sources.map(({ records, call_id, ...leg }) => ({
    ...leg,
    call_id: redact?.(call_id) ?? call_id,
    records: records.map(({ message_sha256, record_sha256, record_avro, ...place }) =>
      disclosure.bytes ? { ...place, message_sha256, record_sha256, record_avro } : place,
    ),
  }));
  await folder.addJson('sources.json', shown);
  return [];
}

const columnsOfTimeline = ['sequence', 'at', 'kind', 'id', 'type', 'actor', 'reason', 'data'] as const;

async function addTimeline(folder: NewFolder, events: readonly ShownEvent[]): Promise<void> {
  if (events.length === 0) return;
  await folder.addJson('timeline.json', events);
  const rows = events.map(({ sequence, at, kind, id, type, actor, reason, data }) => [
    sequence,
    at,
    kind,
    id,
    type,
    actor ?? '',
    reason ?? '',
    data === undefined ? '' : visibleJson(JSON.stringify(data)),
  ]);
  await folder.add('timeline.csv', csvOf(columnsOfTimeline, rows));
}

async function addCertificates(
  folder: NewFolder,
  store: Store,
  { about, dossier }: Plan,
  covered: CoveredLegs | undefined,
): Promise<void> {
  const carriers = covered === undefined ? [] : await store.query(legsByCarrier, covered);
  const facts = {
    ...about,
    case_id: dossier.case.id,
    files: folder.files().length + carriers.length,
  };
  for (const { carrier, legs } of carriers)
    await folder.add(
      `certificates/902-11-records-of-${carrier}.txt`,
      recordsCertificate(carrier, legs, facts),
    );
  await folder.add('certificates/902-13-and-14-process-and-copy.txt', processCertificate(facts));
}

function manifestOf(
  { log }: ReferDesk,
  { about, dossier, referral }: Plan,
  files: Manifest['files'],
): Manifest {
  const last = log.last();
  return {
    format: 'ringtrace.package/1',
    ringtrace: about.ringtrace,
    package_id: about.package_id,
    case_id: dossier.case.id,
    to: about.to,
    profile: referral.profile,
    demand_id: about.demand_id,
    written_at: about.written_at,
    log: { sequence: last?.sequence ?? 0, head: last?.hash ?? noHash },
    files,
  };
}

/** Notes the disclosure, and what was produced for a demand, in one step. */
function record(
  { log, actor }: ReferDesk,
  { about, referral, demandVersion }: Plan,
  { manifest_sha256, files, withheld }: Omit<WrittenPackage, 'package_id'>,
): void {
  const { caseId, to, profile, demandId } = referral;
  log.transact(actor, (writer) => {
    writer.append(ref('package', about.package_id), {
      type: 'package_written',
      data: { case_id: caseId, to, profile, demand_id: demandId, manifest_sha256, files },
    });
    if (demandId === '') return;
    const demand = ref('demand', demandId);
    writer.expect(demand, demandVersion);
    writer.append(demand, {
      type: 'production_made',
      data: { package_id: about.package_id, manifest_sha256, withheld: [...withheld] },
    });
  });
}

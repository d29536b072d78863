import { statfs } from 'node:fs/promises';
import type { CaseEvent } from '@ringtrace/cases/model/events';
import { type CasesSettings, defaultSettings } from '@ringtrace/cases/model/settings';
import { settingsRef } from '@ringtrace/cases/work/find';
import { settingsNow, writtenSettings } from '@ringtrace/cases/work/settings';
import { thresholdsInWords } from '@ringtrace/detect/candidates/thresholds-in-words';
import type { Config } from '@ringtrace/platform/config';
import { type Instance, readInstance } from '@ringtrace/platform/instance';
import { troublesNow } from '@ringtrace/platform/troubles';
import { version } from '@ringtrace/platform/version';
import { visible } from '@ringtrace/platform/visible';
import { lookAtWorkers } from '@ringtrace/platform/workers';
import { z } from 'zod';
import { readReferenceVersions } from '../queries/reference.ts';
import { bare, defineRoute } from '../route/define.ts';

const tag = 'Settings';

export const thresholdsRoute = defineRoute({
  ...bare,
  method: 'get',
  path: '/console/settings/thresholds',
  tag,
  summary: 'Thresholds of detection in force. A release sets them; nobody changes them in a running instance',
  needs: 'look',
  out: z.object({
    version: z.string().describe('Release that set them'),
    thresholds: z.array(z.object({ name: z.string(), value: z.number(), words: z.string() })),
  }),
  handle: async () => ({ version, thresholds: thresholdsInWords() }),
});

const change = z.object({
  at: z.iso.datetime(),
  actor: z.string(),
  reason: z.string(),
  version: z.number().int(),
  changed: z
    .array(z.object({ rule: z.string(), before: z.string(), after: z.string() }))
    .describe('Rules that differ from those before'),
});

export const rulesRoute = defineRoute({
  ...bare,
  method: 'get',
  path: '/console/settings/rules',
  tag,
  summary:
    'Rules of casework in force, and who changed them when and why, newest first. PUT /rules changes them',
  needs: 'look',
  out: z.object({
    version: z.number().int().describe('0 = nobody has changed them'),
    rules: writtenSettings,
    history: z.array(change),
  }),
  async handle({ office: { office } }) {
    const { settings, version: at } = settingsNow(office.desk);
    const events = office.desk.log.read((reader) => reader.events(settingsRef));
    return { version: at, rules: settings, history: historyOf(events).toReversed() };
  },
});

/** What each change of the rules changed. The first one changed those that a release has. */
function historyOf(events: readonly CaseEvent<'settings'>[]) {
  let before: CasesSettings = defaultSettings;
  return events.map(({ at, actor, reason, version: place, data }) => {
    const after = { ...defaultSettings, ...data };
    const changed = rulesBetween(before, after);
    before = after;
    return {
      at: new Date(at).toISOString(),
      actor: visible(actor),
      reason: visible(reason),
      version: place,
      changed,
    };
  });
}

function rulesBetween(before: CasesSettings, after: CasesSettings) {
  const [old, now] = [before, after].map((settings) => new Map(Object.entries(flat(settings))));
  const names = new Set([...(old?.keys() ?? []), ...(now?.keys() ?? [])]);
  return [...names].flatMap((rule) => {
    const [was = '', is = ''] = [old?.get(rule), now?.get(rule)];
    return was === is ? [] : [{ rule: visible(rule), before: visible(was), after: visible(is) }];
  });
}

/** Each value by its place, such as 'reminders.before_due_h'. */
function flat(value: object, under = ''): Record<string, string> {
  return Object.assign(
    {},
    ...Object.entries(value).map(([name, inner]: [string, unknown]) => {
      const place = under === '' ? name : `${under}.${name}`;
      const deeper = typeof inner === 'object' && inner !== null && !Array.isArray(inner);
      return deeper
        ? flat(inner, place)
        : { [place]: Array.isArray(inner) ? inner.join(', ') : String(inner) };
    }),
  );
}

export const referenceRoute = defineRoute({
  ...bare,
  method: 'get',
  path: '/console/settings/reference',
  tag,
  summary:
    'Every version of the reference data: what, when it was loaded, from which file, and whether it is in force',
  needs: 'look',
  out: z.object({
    versions: z.array(
      z.object({
        kind: z.string(),
        version: z.number(),
        digest: z.string().describe("The entries' SHA-256"),
        valid_from: z.iso.datetime(),
        loaded_at: z.iso.datetime(),
        source: z.string().describe("The file's name"),
        entries: z.number(),
        in_force: z.boolean(),
      }),
    ),
  }),
  async handle({ office: { store } }) {
    const versions = await readReferenceVersions(store);
    return { versions: versions.map((row) => ({ ...row, source: visible(row.source) })) };
  },
});

/** Of a disk this full, an insert may soon be refused. */
const fullShare = 0.9;

export const instanceRoute = defineRoute({
  ...bare,
  method: 'get',
  path: '/console/settings/instance',
  tag,
  summary: 'How this Ringtrace fares: its version, workers, what fails, and the disk',
  needs: 'look',
  out: z.object({
    version: z.string(),
    license: z.string(),
    home: z.string(),
    services: z.object({ kafka: z.enum(['embedded', 'external']), store: z.enum(['embedded', 'external']) }),
    workers: z.array(
      z.object({
        name: z.string(),
        status: z.string(),
        why: z.string().describe("'' where all is as it should be"),
      }),
    ),
    failing: z
      .array(
        z.object({
          worker: z.string(),
          host: z.string(),
          what: z.string(),
          reason: z.string(),
          since: z.iso.datetime(),
          times: z.number(),
        }),
      )
      .nullable()
      .describe('What has failed in a row and fails still; null = the store does not answer'),
    disk: z
      .object({ free_bytes: z.number(), bytes: z.number(), nearly_full: z.boolean() })
      .nullable()
      .describe("Of RINGTRACE_HOME's disk; null = it can't be asked"),
  }),
  async handle({ office: { config, store } }) {
    const [workers, failing, disk] = await Promise.all([
      lookAtWorkers(config),
      store.query(troublesNow, {}).catch(() => null),
      diskOf(config.RINGTRACE_HOME),
    ]);
    return {
      version,
      license: 'Apache-2.0',
      home: config.RINGTRACE_HOME,
      services: placesOf(config, readInstance(config.RINGTRACE_HOME)),
      workers: workers.map(({ name, status, why }) => ({ name, status, why: visible(why) })),
      failing:
        failing?.map(({ worker, host, what, reason, since, failures: times }) => ({
          worker,
          host: visible(host),
          what,
          reason: visible(reason),
          since: new Date(since).toISOString(),
          times,
        })) ?? null,
      disk,
    };
  },
});

const placeOf = (ours: boolean): 'embedded' | 'external' => (ours ? 'embedded' : 'external');

/**
 * Where Kafka and ClickHouse run. A supervisor names both to its workers by the environment, its own ones too: what it wrote of its
 * instance tells them apart. Without a supervisor, what the environment names is external.
 */
export const placesOf = (
  { KAFKA_BROKERS, CLICKHOUSE_URL }: Pick<Config, 'KAFKA_BROKERS' | 'CLICKHOUSE_URL'>,
  running: Pick<Instance, 'carriers' | 'engineUrl'> | undefined,
) =>
  running === undefined
    ? { kafka: placeOf(KAFKA_BROKERS === undefined), store: placeOf(CLICKHOUSE_URL === undefined) }
    : { kafka: placeOf(running.carriers !== undefined), store: placeOf(running.engineUrl !== undefined) };

async function diskOf(home: string) {
  try {
    const { bavail, blocks, bsize } = await statfs(home);
    const [free_bytes, bytes] = [bavail * bsize, blocks * bsize];
    return { free_bytes, bytes, nearly_full: free_bytes < bytes * (1 - fullShare) };
  } catch {
    return null;
  }
}

import { join, relative } from 'node:path';
import { explain } from '@ringtrace/detect/candidates/explain';
import { listCandidates } from '@ringtrace/detect/candidates/stored-candidates';
import type { Store } from '@ringtrace/platform/clickhouse';
import type { Config } from '@ringtrace/platform/config';
import type { Instance } from '@ringtrace/platform/instance';

/** Every open candidate in plain words: who, how many calls, why suspected, which provider to ask. */
export async function tellCandidates(store: Store): Promise<string> {
  const open = (await listCandidates(store)).filter(({ status }) => status === 'open');
  if (open.length === 0) return 'No traceback candidates are open.';
  const title =
    open.length === 1 ? '1 traceback candidate is open:' : `${open.length} traceback candidates are open:`;
  return [title, ...open.map((candidate) => explain(candidate).join('\n  '))].join('\n\n');
}

interface GoOn {
  readonly instance: Instance;
  readonly config: Config;
  /** Everything stops right after this was told. */
  readonly once: boolean;
}

/** Queries to paste. */
export function howToGoOn({ instance, config, once }: GoOn): string {
  const when = once
    ? "Start it again with 'npx ringtrace up', and ask on your own, for instance:"
    : 'Ask on your own, for instance:';
  const labels = shortest(join(config.RINGTRACE_HOME, 'example', 'labels.csv'));
  const credentials = shortest(join(config.RINGTRACE_HOME, 'credentials.json'));
  const password =
    config.CLICKHOUSE_URL === undefined
      ? `$(node -p "JSON.parse(require('fs').readFileSync('${credentials}')).readOnly.password")`
      : '...';
  const trust = instance.clickhouseCa === undefined ? '' : ` --cacert ${shortest(instance.clickhouseCa)}`;
  const curl = `

or with any ClickHouse client:

  curl '${instance.clickhouseUrl}/?database=${instance.database}' --user "${instance.readOnly.user}:${password}"${trust} \\
    --data-binary 'SELECT carrier, count() AS legs FROM cdr GROUP BY carrier ORDER BY legs DESC FORMAT PrettyCompact'`;
  return `
${when}

  npx ringtrace sql "SELECT campaign_id, calls, calling_numbers, claimed_origin, entry_provider, score FROM campaigns"
  npx ringtrace candidates
  npx ringtrace evaluate --labels ${labels}${once ? '' : curl}`;
}

/** As a person in this folder would type it. */
function shortest(path: string): string {
  const fromHere = relative(process.cwd(), path);
  return fromHere.startsWith('..') ? path : fromHere;
}

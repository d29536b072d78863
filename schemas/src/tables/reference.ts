import { array, bool, keyword, text, timeMs, uint32 } from '../columns.ts';
import { defineTable, type Table, type View } from '../table.ts';

/**
 * Which reference data is or was in force. A kind's entries are stored under their digest first, its row here last:
 * that row switches every reader at once.
 */
export const referenceVersions = defineTable({
  name: 'reference_versions',
  comment:
    'Every version of the reference data: the greatest (version, loaded_at) of a kind is in force. cdr.reference_version is the highest version of all kinds when a CDR was enriched. Read with FINAL.',
  columns: {
    kind: keyword({ comment: 'providers, dno, ...' }),
    version: uint32({ comment: 'rises over all kinds together' }),
    digest: text({ comment: "the entries' SHA-256: they are stored under it" }),
    loaded_at: timeMs(),
    source: text({ comment: "the file's name" }),
    entries: uint32(),
  },
  engine: 'ReplacingMergeTree',
  orderBy: ['kind', 'version', 'digest'],
});

export const providerStore = defineTable({
  name: 'provider_store',
  comment: 'Voice service providers of every version that was loaded. Read them through the view providers.',
  columns: {
    digest: keyword(),
    provider_id: text(),
    name: text(),
    ocns: array(text(), { comment: 'operating company numbers' }),
    member: bool({ comment: 'takes part in the traceback group' }),
    country: keyword({ comment: 'ISO 3166' }),
    rmd: keyword({ comment: 'Robocall Mitigation Database: listed, removed, none' }),
    shaken: keyword({ comment: 'how much it signs: complete, partial, none' }),
  },
  engine: 'ReplacingMergeTree',
  orderBy: ['digest', 'provider_id'],
});

export const dnoStore = defineTable({
  name: 'dno_store',
  comment: 'Do-not-originate patterns of every version that was loaded. Read them through the view dno.',
  columns: {
    digest: keyword(),
    pattern: text({ comment: 'the first digits of a national number' }),
  },
  engine: 'ReplacingMergeTree',
  orderBy: ['digest', 'pattern'],
});

function inForce(store: Table, kind: string, name: string, comment: string): View {
  const columns = Object.keys(store.columns).filter((column) => column !== 'digest');
  return {
    name,
    comment,
    select: [
      `SELECT ${columns.join(', ')} FROM ${store.name} FINAL`,
      'WHERE digest = (',
      '  SELECT argMax(reference_versions.digest, (version, loaded_at)) FROM reference_versions FINAL',
      `  WHERE kind = '${kind}'`,
      ')',
    ].join('\n'),
  };
}

export const referenceTables: readonly Table[] = [referenceVersions, providerStore, dnoStore];

export const referenceViews: readonly View[] = [
  inForce(
    providerStore,
    'providers',
    'providers',
    'Voice service providers in force: their ids are the values of carrier, upstream and downstream.',
  ),
  inForce(
    dnoStore,
    'dno',
    'dno',
    'Do-not-originate patterns in force, matched from the first digit of a national number.',
  ),
];

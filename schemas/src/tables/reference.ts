import { array, bool, keyword, text, timeMs, uint32, uint64 } from '../columns.ts';
import { defineTable, type Table, type View } from '../table.ts';

/**
 * Which reference data is or was in force. When a file is loaded, its entries are stored first, under their digest. The
 * row in this table comes last: it switches all readers to the new entries at once.
 */
export const referenceVersions = defineTable({
  name: 'reference_versions',
  comment:
    'Every version of the reference data. Of a kind, the one with the greatest (valid_from, version) up to a moment is in force at it; the kinds whose files add up (complaints) hold all of theirs. cdr.reference_version is the highest version of all kinds in force at start_time. Read with FINAL.',
  columns: {
    kind: keyword({ comment: 'providers, dno, ...' }),
    version: uint32({ comment: 'rises over all kinds together' }),
    digest: text({ comment: "the entries' SHA-256: they are stored under it" }),
    valid_from: timeMs({ comment: 'CDRs from this start_time on are enriched with it' }),
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

export const rmdStore = defineTable({
  name: 'rmd_store',
  comment:
    'Robocall Mitigation Database filings of every version that was loaded. Read them through the view rmd.',
  columns: {
    digest: keyword(),
    frn: text({ comment: 'FCC registration number' }),
    business_name: text(),
    other_names: array(text(), { comment: 'other and previous names it does business under' }),
    business_address: text(),
    foreign_voice_provider: bool(),
    status: keyword({ comment: 'listed; removed: in an earlier file, no longer in this one' }),
    implementation: keyword({ comment: 'of STIR/SHAKEN: complete, partial, none' }),
    roles: array(text(), { comment: 'voice_service, gateway, intermediate' }),
    contact: text(),
    contact_telephone_number: text(),
  },
  engine: 'ReplacingMergeTree',
  orderBy: ['digest', 'frn', 'business_name'],
});

export const numberBlockStore = defineTable({
  name: 'number_block_store',
  comment: 'Number blocks of every version that was loaded. Read them through the view number_blocks.',
  columns: {
    digest: keyword(),
    block: text({
      comment: 'NPA-NXX, or NPA-NXX-X for a thousands block: 6 or 7 digits; the longer one holds',
    }),
    ocn: keyword({ comment: 'operating company number of the holder' }),
    company: keyword(),
    state: keyword({ comment: 'U.S. state, Canadian province or other part of the numbering plan area' }),
    rate_center: keyword(),
    line_type: keyword({ comment: "'' where the file does not say" }),
  },
  engine: 'ReplacingMergeTree',
  orderBy: ['digest', 'block'],
});

export const portedStore = defineTable({
  name: 'ported_store',
  comment: 'Ported numbers of every version that was loaded. Read them through the view ported.',
  columns: {
    digest: keyword(),
    number: uint64({ comment: 'E.164 digits', codec: 'Delta, ZSTD(1)' }),
    ocn: keyword({ comment: 'operating company number of the provider it was ported to' }),
  },
  engine: 'ReplacingMergeTree',
  orderBy: ['digest', 'number'],
});

export const tollFreeStore = defineTable({
  name: 'toll_free_store',
  comment: 'Toll-free numbers of every version that was loaded. Read them through the view toll_free.',
  columns: {
    digest: keyword(),
    number: uint64({ comment: 'E.164 digits', codec: 'Delta, ZSTD(1)' }),
    resp_org: keyword({ comment: 'responsible organisation' }),
  },
  engine: 'ReplacingMergeTree',
  orderBy: ['digest', 'number'],
});

export const knownCallerStore = defineTable({
  name: 'known_caller_store',
  comment: 'Known callers of every version that was loaded. Read them through the view known_callers.',
  columns: {
    digest: keyword(),
    number: uint64({ comment: 'E.164 digits' }),
    owner: text(),
    purpose: text({ comment: 'why its calls may look like a campaign: school alerts, pharmacy, ...' }),
  },
  engine: 'ReplacingMergeTree',
  orderBy: ['digest', 'number'],
});

export const complaintStore = defineTable({
  name: 'complaint_store',
  comment: 'Complaints about calls; each file adds its own. Read them through the view complaints.',
  columns: {
    digest: keyword(),
    line: uint32({ comment: 'of the file' }),
    number: uint64({ comment: 'the number complained about, E.164 digits; 0 = none was given' }),
    created_at: timeMs({ comment: "as the file says it: the FTC's local time" }),
    violation_at: timeMs({ comment: 'when the call came, by the consumer; 1970 = not given' }),
    consumer_city: text(),
    consumer_state: keyword(),
    consumer_area_code: keyword(),
    subject: keyword(),
    recorded_message: keyword({ comment: "Y, N or '' as reported" }),
  },
  engine: 'ReplacingMergeTree',
  orderBy: ['digest', 'line'],
});

export const areaCodeStore = defineTable({
  name: 'area_code_store',
  comment: 'Area codes of every version that was loaded. Read them through the view area_codes.',
  columns: {
    digest: keyword(),
    npa: text(),
    in_service: bool(),
    location: keyword({ comment: 'U.S. state, Canadian province or country' }),
    country: keyword(),
    service: keyword({ comment: "'' = an ordinary geographic code" }),
    time_zones: array(text(), { comment: 'IANA zones of the area; several where it spans them' }),
  },
  engine: 'ReplacingMergeTree',
  orderBy: ['digest', 'npa'],
});

const digestInForce = (kind: string) =>
  [
    'digest = (',
    '  SELECT argMax(reference_versions.digest, (valid_from, version, loaded_at)) FROM reference_versions FINAL',
    `  WHERE kind = '${kind}' AND valid_from <= now64(3)`,
    ')',
  ].join('\n');

const digestsOf = (kind: string) =>
  `digest IN (SELECT reference_versions.digest FROM reference_versions FINAL WHERE kind = '${kind}')`;

function view(store: Table, name: string, comment: string, where: string): View {
  const columns = Object.keys(store.columns).filter((column) => column !== 'digest');
  return {
    name,
    comment,
    select: [`SELECT ${columns.join(', ')} FROM ${store.name} FINAL`, `WHERE ${where}`].join('\n'),
  };
}

export const referenceTables: readonly Table[] = [
  referenceVersions,
  providerStore,
  dnoStore,
  rmdStore,
  numberBlockStore,
  portedStore,
  tollFreeStore,
  knownCallerStore,
  complaintStore,
  areaCodeStore,
];

export const referenceViews: readonly View[] = [
  view(
    providerStore,
    'providers',
    'Voice service providers in force. Their ids are the values of carrier, upstream and downstream.',
    digestInForce('providers'),
  ),
  view(
    dnoStore,
    'dno',
    'Do-not-originate patterns in force, matched from the first digit of a national number.',
    digestInForce('dno'),
  ),
  view(rmdStore, 'rmd', 'Robocall Mitigation Database filings in force.', digestInForce('rmd')),
  view(
    numberBlockStore,
    'number_blocks',
    'Number blocks in force: holder, state, rate centre and line type by the first 6 or 7 digits of a national number.',
    digestInForce('number-blocks'),
  ),
  view(portedStore, 'ported', 'Ported numbers in force.', digestInForce('ported')),
  view(tollFreeStore, 'toll_free', 'Toll-free numbers in force.', digestInForce('toll-free')),
  view(
    knownCallerStore,
    'known_callers',
    'Known callers in force, with owner and purpose.',
    digestInForce('known-callers'),
  ),
  view(complaintStore, 'complaints', 'Complaints about calls, from all files.', digestsOf('complaints')),
  view(areaCodeStore, 'area_codes', 'Area codes in force.', digestInForce('area-codes')),
];

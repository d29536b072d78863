import { enumeration } from '@ringtrace/schemas/columns';
import { callerClasses, parts, places, segmentKinds } from '@ringtrace/schemas/segment-key';
import { z } from 'zod';
import { nowhere } from './called-back.ts';
import { keyOfNobody, keyOfProvider, placeNames } from './place-key.ts';

/** Columns of the party that calls are attributed to: a place, and what tells one of its many customers apart. */
export const originKeyRow = {
  place: z.enum(places),
  place_provider: z.string(),
  place_customer: z.string(),
  place_trunk: z.string(),
  part: z.enum(parts),
  part_origid: z.string(),
  part_prefix: z.number(),
};
/** Columns of how calling numbers look. */
export const callerRow = {
  caller_class: z.enum(callerClasses),
  /** Country or area that is called back, for the classes that tell it; else ''. */
  called_back_at: z.string(),
  callers_called: z.boolean(),
};
export const segmentKeyRow = {
  /** s since 1970 */
  hour: z.number(),
  kind: z.enum(segmentKinds),
  /** The busy number; 0 for a source. */
  number: z.number(),
  ...originKeyRow,
  ...callerRow,
};
const segmentKeyObject = z.object(segmentKeyRow);

/** What tells the calls of one segment from all others. */
export type SegmentKey = z.infer<typeof segmentKeyObject>;
export type OriginKey = Pick<SegmentKey, keyof typeof originKeyRow>;
export type CallerKey = Pick<SegmentKey, keyof typeof callerRow>;
/** An hour of a busy number or of an origin key, whatever the caller class. */
export type HourKey = Omit<SegmentKey, keyof CallerKey>;

/** The same as lists of column names, for SELECT, GROUP BY and IN. */
export const originKeyNames = [...placeNames, 'part', 'part_origid', 'part_prefix'] as const;
const ofHour = ['hour', 'kind', 'number'] as const;
export const callerNames = ['caller_class', 'called_back_at', 'callers_called'] as const;
const keyNames = [...originKeyNames, ...callerNames] as const;
export const segmentKeyNames = [...ofHour, ...keyNames] as const;

/** The origin key of calls that have none in common. */
export const noOriginKey: OriginKey = {
  place: 'any',
  place_provider: '',
  place_customer: '',
  place_trunk: '',
  part: 'all',
  part_origid: '',
  part_prefix: 0,
};

/** The key of a source is that of its calls; a row may have more columns. */
const onlyKey = ({
  place,
  place_provider,
  place_customer,
  place_trunk,
  part,
  part_origid,
  part_prefix,
  caller_class,
  called_back_at,
  callers_called,
}: OriginKey & CallerKey): OriginKey & CallerKey => ({
  place,
  place_provider,
  place_customer,
  place_trunk,
  part,
  part_origid,
  part_prefix,
  caller_class,
  called_back_at,
  callers_called,
});

/**
 * The key of a segment, from the columns of its commonest calls: a busy number may have calls of many keys, but of one proven
 * origin. That such a number rings once is a fact of the number, not of a call.
 */
export function keyOfSegment(
  row: OriginKey & CallerKey & Pick<SegmentKey, 'kind'> & { readonly origin_provider: string },
): OriginKey & CallerKey {
  if (row.kind === 'source') return onlyKey(row);
  const { origin_provider, caller_class, called_back_at } = row;
  const isOneRing = caller_class === 'one ring';
  return {
    ...noOriginKey,
    place: origin_provider === '' ? 'any' : 'proven',
    place_provider: origin_provider,
    caller_class: isOneRing ? caller_class : 'any',
    called_back_at: isOneRing ? called_back_at : '',
    callers_called: false,
  };
}

/** A type as the text that CAST takes. */
const quoted = (type: string) => `'${type.replaceAll("'", "\\'")}'`;
const asEnumeration =
  <V extends string>(values: readonly V[]) =>
  (value: V) =>
    `CAST('${value}', ${quoted(enumeration(values).type)})`;
/** SQL of values of enumerations. A call's ones are never made texts: these would cost more to group by. */
export const partOf = asEnumeration(parts);
export const classOf = asEnumeration(callerClasses);
export const kindOf = asEnumeration(segmentKinds);
/** The class that a calling number looks like by itself, as a caller class. */
export const ownClass = `CAST(caller, ${quoted(enumeration(callerClasses).type)})`;

const ringsOnce = "caller_class = 'one ring'";
const ofSource = (column: string, other: string) => `if(is_busy, ${other}, ${column})`;
const ofClass = (column: string, other: string) => `if(is_busy AND NOT ${ringsOnce}, ${other}, ${column})`;
/**
 * The key of a segment in the columns of `judge_sums`, all but the hour. `number` is 0 for sources alone: a withheld
 * caller is never busy.
 */
export const stagedKeyNames = [
  'number',
  'key_place',
  'key_part',
  'key_part_value',
  'key_caller_class',
  'key_called_back_area',
  'key_callers_called',
] as const;
/** The same but for whether the callers are called. */
export const stagedSourceNames = stagedKeyNames.filter((name) => name !== 'key_callers_called');
/** `keyOfSegment` in SQL, as integers. `called`: whether the caller is called itself. Needs `is_busy`. */
const keyInSql = (called: string): Readonly<Record<(typeof stagedKeyNames)[number], string>> => ({
  number: ofSource('0', 'calling_number'),
  key_place: ofSource(
    'place_key',
    `if(origin_provider = '', ${keyOfNobody}, ${keyOfProvider('origin_provider')})`,
  ),
  key_part: ofSource('part', partOf('all')),
  key_part_value: ofSource('part_value', '0'),
  key_caller_class: ofClass('caller_class', classOf('any')),
  key_called_back_area: ofClass('called_back_area', nowhere),
  key_callers_called: `NOT is_busy AND NOT ${ringsOnce} AND ${called}`,
});
/** SELECTs the key of a call's segment, all but the hour. */
export function segmentKey(called: string): string {
  const key = keyInSql(called);
  return stagedKeyNames.map((name) => `\n    ${key[name]} AS ${name}`).join(',');
}

/** Text of a feed, without the mark between the parts of a name. */
const plain = (text: string) => text.replaceAll(/[\\|]/g, '\\$&');

/** A text for each place, different for any two: a key of maps, as `originKeyName`. */
export function placeName({ place, place_provider, place_customer, place_trunk }: OriginKey): string {
  const provider = plain(place_provider);
  switch (place) {
    case 'any':
      return '';
    case 'customer':
      return `customer|${provider}|${plain(place_customer)}`;
    case 'claimed':
      return `upstream|${provider}`;
    case 'proven':
      return `proven|${provider}`;
    default:
      return `${place}|${provider}|${plain(place_trunk)}`;
  }
}

/**
 * A text for each origin key, different for any two: a key of maps. It is never taken apart. Ids of segments are made
 * of it, so it must stay as it is from release to release.
 */
export function originKeyName(key: OriginKey): string {
  switch (key.part) {
    case 'all':
      return placeName(key);
    case 'origid':
      return `${placeName(key)}|origid ${plain(key.part_origid)}`;
    case 'reused':
      return `${placeName(key)}|reused`;
    default:
      return `${placeName(key)}|${key.part} ${key.part_prefix}`;
  }
}

/** The same of a caller class. */
function callerName({ caller_class, called_back_at, callers_called }: CallerKey): string {
  const name = caller_class === 'any' ? '' : caller_class;
  return `${name}${called_back_at === '' ? '' : ` ${called_back_at}`}${callers_called ? ', called' : ''}`;
}

/** The same of an hour of a number or an origin key. */
export const hourKeyName = (key: HourKey) => [key.hour, key.kind, key.number, originKeyName(key)].join('\t');
/** The same of a segment. */
export const segmentKeyName = (key: SegmentKey) => `${hourKeyName(key)}\t${callerName(key)}`;

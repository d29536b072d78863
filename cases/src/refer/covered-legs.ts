import { rows, values } from '@ringtrace/platform/lists';
import { int64, text, uint64 } from '@ringtrace/schemas/columns';

/** A traced call, as it is looked up among the stored legs. Times in ms since 1970. */
interface SoughtCall {
  readonly traceback_id: string;
  readonly calling_number: number;
  readonly called_number: number;
  readonly first_ms: number;
  readonly last_ms: number;
}

/** The legs that a package covers: those of the campaign, and those of the traced calls. */
export type CoveredLegs = {
  /** '' = the case has no campaign. */
  readonly campaign: string;
  /** All calls of both began between these times, s since 1970. */
  readonly first: number;
  readonly last: number;
  /** Legs that began between these times are covered, ms since 1970. */
  readonly from_ms: number;
  readonly to_ms: number;
  /** Makes keys of calls that tell nothing outside of the package; '' = keys as detection has them. */
  readonly salt: string;
  readonly sought: readonly SoughtCall[];
  /** Only legs that one of these reported; none = all. */
  readonly own: readonly string[];
  /** Only legs that one of these reported; none = all. The same for both lists of numbers. */
  readonly covered_providers: readonly string[];
  readonly covered_calling: readonly number[];
  readonly covered_called: readonly number[];
};

export const coveredLists = {
  sought: rows({
    traceback_id: text(),
    calling_number: uint64(),
    called_number: uint64(),
    first_ms: int64(),
    last_ms: int64(),
  }),
  own: values(text()),
  covered_providers: values(text()),
  covered_calling: values(uint64()),
  covered_called: values(uint64()),
};

/** Legs by identity, with the call that each is of. A traced call that is not the campaign's gets a key of its own. */
export const chosenLegs = `
    SELECT carrier, start_time, call_id, max(key) AS call_key, any(called) AS called_number
    FROM (
      SELECT carrier, start_time, call_id, call_key AS key, called_number AS called
      FROM campaign_calls
      WHERE {campaign: String} != '' AND campaign_id = {campaign: String}
        AND hour BETWEEN fromUnixTimestamp({first: UInt32} - 3600) AND fromUnixTimestamp({last: UInt32})
      UNION ALL
      SELECT c.carrier AS carrier, c.start_time AS start_time, c.call_id AS call_id, concat('!', s.traceback_id) AS key,
        c.called_number AS called
      FROM (
        SELECT carrier, start_time, call_id, calling_number, called_number FROM cdr
        WHERE start_time >= fromUnixTimestamp64Second(toInt64({first: UInt32}), 'UTC')
          AND start_time < fromUnixTimestamp64Second(toInt64({last: UInt32}) + 1, 'UTC')
          AND (calling_number, called_number) IN (SELECT calling_number, called_number FROM sought)
      ) AS c
      INNER JOIN sought AS s ON s.calling_number = c.calling_number AND s.called_number = c.called_number
      WHERE toUnixTimestamp64Milli(c.start_time) BETWEEN s.first_ms AND s.last_ms
    )
    GROUP BY carrier, start_time, call_id`;

const inList = (columns: readonly string[], list: string) =>
  `((SELECT count() FROM ${list}) = 0 OR ${columns.map((column) => `${column} IN (SELECT value FROM ${list})`).join(' OR ')})`;

/** SQL: every column of `cdr` for the covered legs, with `call_key`. */
export const coveredLegs = `
  SELECT l.*, if({salt: String} = '', c.call_key, lower(hex(substring(SHA256(concat({salt: String}, c.call_key)), 1, 8)))) AS call_key
  FROM (
    SELECT * FROM cdr
    WHERE start_time >= fromUnixTimestamp64Milli({from_ms: Int64}, 'UTC')
      AND start_time <= fromUnixTimestamp64Milli({to_ms: Int64}, 'UTC')
      AND start_time >= fromUnixTimestamp64Second(toInt64({first: UInt32}) - 3600, 'UTC')
      AND start_time < fromUnixTimestamp64Second(toInt64({last: UInt32}) + 7200, 'UTC')
      AND ${inList(['carrier'], 'own')}
      AND ${inList(['carrier'], 'covered_providers')}
      AND ${inList(['calling_number'], 'covered_calling')}
      AND ${inList(['called_number'], 'covered_called')}
      AND (carrier, start_time, call_id) IN (SELECT carrier, start_time, call_id FROM (${chosenLegs}))
  ) AS l
  INNER JOIN (${chosenLegs}) AS c ON c.carrier = l.carrier AND c.start_time = l.start_time AND c.call_id = l.call_id`;

/**
 * SQL: for each of these legs the feed messages of its carrier that hold records of its time. Where there is one, the leg came in
 * it. The minutes of a message are spread out so that the join has a key.
 */
export const messagesOf = (legs: string) => `
  SELECT l.carrier AS carrier, l.start_time AS start_time, l.call_id AS call_id,
    arraySort(groupUniqArray((toString(m.topic), m.partition, m.offset))) AS messages
  FROM (SELECT carrier, start_time, call_id, toStartOfMinute(start_time) AS minute FROM (${legs})) AS l
  INNER JOIN (
    SELECT carrier, topic, partition, offset, first_start, last_start,
      arrayJoin(arrayMap(
        i -> toDateTime(toStartOfMinute(greatest(first_start, fromUnixTimestamp64Second(toInt64({first: UInt32}) - 3600, 'UTC'))), 'UTC') + 60 * i,
        range(toUInt32(1 + dateDiff('minute',
          greatest(first_start, fromUnixTimestamp64Second(toInt64({first: UInt32}) - 3600, 'UTC')),
          least(last_start, fromUnixTimestamp64Second(toInt64({last: UInt32}) + 7200, 'UTC'))))))) AS minute
    FROM batches FINAL
    WHERE accepted > 0
      AND last_start >= fromUnixTimestamp64Second(toInt64({first: UInt32}) - 3600, 'UTC')
      AND first_start < fromUnixTimestamp64Second(toInt64({last: UInt32}) + 7200, 'UTC')
  ) AS m ON m.carrier = l.carrier AND m.minute = l.minute
  WHERE l.start_time BETWEEN m.first_start AND m.last_start
  GROUP BY carrier, start_time, call_id`;

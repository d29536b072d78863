/**
 * SQL: two hashes of 64 bits of the same columns, to group by in place of them. The second one takes the columns in
 * reverse order: the two functions differ for texts alone, and hash numbers in the same way. Among 10^7 keys, two
 * have both hashes in common once in 10^24 times.
 */
export const twoHashes = (columns: readonly string[]): readonly [string, string] => [
  `cityHash64(${columns.join(', ')})`,
  `farmHash64(${columns.toReversed().join(', ')})`,
];

/** SQL: tells a record from all others, at whatever revision. */
export const identityHash = 'cityHash64(carrier, start_time, call_id)';
/**
 * SQL: the same for all records of a carrier that start in the same millisecond. Costs less than the identity: it
 * needs no call_id.
 */
export const beginHash = 'cityHash64(carrier, start_time)';
/** SQL: tells a revision of a record from all others. */
export const recordHash = 'cityHash64(carrier, start_time, call_id, ver)';

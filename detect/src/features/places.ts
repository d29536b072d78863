import { keptCalls } from './kept-calls.ts';
import { keyOfNobody, keyOfProvider, placeNames } from './place-key.ts';

const names = placeNames.join(', ');
/**
 * Fills `judge_places`: what each hash of a place stands for. Whoever proves calls has a customer or a trunk there. Where two
 * places have the same hash, the first of them in order of names stands for both, whatever arrived first.
 */
export const notePlaces = `
INSERT INTO judge_places (build, place_key, ${names})
SELECT {build: UInt64}, key, ${names}
FROM (
  SELECT place_key AS key, toString(place) AS place, ${names.replace('place, ', '')}
  FROM (SELECT DISTINCT place_key, ${names} FROM ${keptCalls()})
  UNION ALL
  SELECT ${keyOfProvider('place_provider')}, 'proven', place_provider, '', ''
  FROM (SELECT place_provider FROM ${keptCalls(" AND place IN ('customer', 'trunk')")} LIMIT 1 BY place_provider)
  UNION ALL
  SELECT ${keyOfNobody}, 'any', '', '', ''
)
ORDER BY key, ${names} LIMIT 1 BY key`;

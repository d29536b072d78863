import { keysOf, noName } from './name-keys.ts';

/**
 * The rules of trace/origin.ts in SQL, over the legs of a call as arrays in order of (start, carrier, call_id), step
 * by step. Needs carriers, upstreams, ingress_trunks, customers and downstream_keys (`keysOf` the downstreams); gives
 * the columns of the place, origin_provider, claimed_origin and next_provider. The place tells sources apart: a
 * proven origin's customers (trunks where none is named), a claimed provider, the first carrier's trunks.
 */
export const originSteps = [
  `
    ${keysOf('carriers')} AS carrier_keys, ${keysOf('upstreams')} AS upstream_keys`,
  `
    arrayMap((c, u) -> cityHash64(c, u), carrier_keys, upstream_keys) AS taken`,
  `
    arrayConcat(
      arrayFilter((d, c, u) -> d != c AND d != u, downstream_keys, carrier_keys, upstream_keys),
      arrayFilter((c, u) -> u != ${noName} AND u != c AND NOT has(taken, cityHash64(u, c)), carrier_keys, upstream_keys)
    ) AS handed`,
  `
    arrayFirstIndex((c, u) -> u = c AND NOT has(handed, c), carrier_keys, upstream_keys) AS proven,
    arrayFirstIndex(u -> u != ${noName} AND NOT has(carrier_keys, u) AND NOT has(handed, u), upstream_keys) AS furthest,
    arrayFirstIndex((c, u) -> u = ${noName} AND NOT has(handed, c), carrier_keys, upstream_keys) AS untold,
    arrayFirstIndex(u -> u != ${noName} AND NOT has(carrier_keys, u), upstream_keys) AS silent,
    arrayFirstIndex((c, u) -> u = c, carrier_keys, upstream_keys) AS contradicted`,
  `
    multiIf(furthest > 0, furthest, untold > 0, 0, silent > 0, silent, contradicted) AS claimed`,
  `
    multiIf(proven > 0, proven, claimed > 0, claimed, untold > 0, untold, 1) AS root`,
  `
    carriers[root] AS root_carrier, ingress_trunks[root] AS root_trunk, customers[root] AS root_customer,
    if(proven > 0, carriers[root], '') AS origin_provider,
    if(proven = 0 AND claimed > 0, upstreams[root], '') AS claimed_origin`,
  `
    multiIf(proven > 0 AND root_customer != '', 'customer', proven > 0, 'trunk', claimed > 0, 'claimed', 'unknown') AS place,
    multiIf(proven > 0, origin_provider, claimed > 0, claimed_origin, root_carrier) AS next_provider`,
  `
    next_provider AS place_provider, if(place = 'customer', root_customer, '') AS place_customer,
    if(place IN ('trunk', 'unknown'), root_trunk, '') AS place_trunk`,
] as const;

/**
 * Match weights, in bits: log2 of how much more often a level is seen in pairs of one campaign than in other pairs (Fellegi
 * and Sunter). Levels are in the order of `comparisons`.
 *
 * Source: labelled traffic of two generators, of seven networks; of a level's two weights, the one nearer to 0
 * (docs/decisions/learned-match-weights.md).
 */
export const matchWeights = {
  /** Of two clusters of a network, before any comparison. */
  prior: -3.3,
  levels: {
    callers: [1.8, 0.1, -2.4, -3.6],
    numbers: [1.6, 0.3, -1.5],
    shared: [9.4, -0.1],
    message: [3.1, 1.5, 1.5, 0.2, -0.4, -4],
    short: [0.3, -0.6, -1.1],
    answered: [1.1, 0.2, -1.4, -4],
    rung: [0.2, 0, -2.5],
    areas: [1, -0.2, -2],
    time: [4.5, 3.4, 1.5, -0.4, -0.6, -0.7, -2.6],
    pace: [2.3, 0, -0.1, -1.4],
    origin: [3.7, -0.4],
  },
} as const;

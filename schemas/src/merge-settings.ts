/**
 * Of tables into which a worker inserts every few seconds: parts wait for a merge until there are about twenty of similar size. A large
 * part is not merged again for a few small ones: docs/decisions/merges.md.
 */
export const likeSized = { min_parts_to_merge_at_once: 20, merge_selector_base: 40 } as const;

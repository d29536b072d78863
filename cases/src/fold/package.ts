import type { Fold } from './fold.ts';

const empty = {
  kind: 'package',
  case_id: '',
  to: '',
  profile: '',
  demand_id: '',
  manifest_sha256: '',
  written_at: 0,
} as const;

export const foldPackage: Fold<'package'> = (before = empty, event) => {
  if (event.type === 'numbers_read' || event.type === 'query_run') return before;
  const { case_id, to, profile, demand_id, manifest_sha256 } = event.data;
  return { kind: 'package', case_id, to, profile, demand_id, manifest_sha256, written_at: event.at };
};

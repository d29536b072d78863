import { z } from 'zod';
import { baseSearch, listSearch } from '../../state/search.ts';

export const settingsTabs = [
  { id: 'instance', label: 'This Ringtrace' },
  { id: 'rules', label: 'Rules of casework' },
  { id: 'thresholds', label: 'Thresholds of detection' },
  { id: 'reference', label: 'Reference data' },
  { id: 'people', label: 'People' },
] as const;

/** What the address of this page may say. */
export const settingsSearch = z.object({
  ...baseSearch,
  ...listSearch,
  tab: z.enum(['instance', 'rules', 'thresholds', 'reference', 'people']).default('instance'),
});

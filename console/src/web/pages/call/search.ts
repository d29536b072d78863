import { z } from 'zod';
import { baseSearch } from '../../state/search.ts';

/** What the address of this page may say. */
export const callSearch = z.object({ ...baseSearch, at: z.iso.datetime({ offset: true }).optional() });

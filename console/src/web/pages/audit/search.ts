import { z } from 'zod';
import { baseSearch, listSearch } from '../../state/search.ts';

/** What the address of this page may say. */
export const auditSearch = z.object({ ...baseSearch, ...listSearch });

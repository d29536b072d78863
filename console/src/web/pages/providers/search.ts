import { z } from 'zod';
import { baseSearch, listSearch } from '../../state/search.ts';

/** What the address of this page may say. */
export const providersSearch = z.object({ ...baseSearch, ...listSearch });

import type { Route } from '../route/define.ts';
import { meRoute } from './me.ts';

/** Every route of the console. */
export const routes: readonly Route[] = [meRoute];

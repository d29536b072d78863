import type { Dashboard } from '../panel.ts';
import { casework } from './casework.ts';
import { consoleUse } from './console.ts';
import { detection } from './detection.ts';
import { feeds } from './feeds.ts';
import { ingest } from './ingest.ts';

export const dashboards: readonly Dashboard[] = [feeds, ingest, detection, casework, consoleUse];

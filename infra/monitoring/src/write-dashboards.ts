import { writeFileSync } from 'node:fs';
import { dashboardFiles } from './files.ts';

/** Writes the dashboards anew; part of `npm run docs`. */
for (const { path, content } of dashboardFiles) writeFileSync(path, content);

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { foldersOf } from './infra/setup/folder-table.ts';
import { cruiseOptions, importRules } from './infra/setup/import-rules.ts';
import { layerRules, layersOf } from './infra/setup/layers.ts';

const read = (path) => readFileSync(join(import.meta.dirname, path), 'utf8');
const { workspaces, devDependencies } = JSON.parse(read('package.json'));

/** Files that nothing imports: they are started as a process of their own. */
const programs = [
  '^infra/setup/run\\.mjs$',
  '^infra/cli/bin/ringtrace\\.mjs$',
  '/main\\.tsx?$',
  '^console/vite\\.config\\.ts$',
  '^infra/local/src/kafka/(keeper|write-classes)\\.ts$',
  '^infra/local/src/test-services/global-setup\\.ts$',
  '^schemas/src/casework/write-json-schemas\\.ts$',
  '^cases/src/api/write-openapi\\.ts$',
  '^console/src/server/app/write-openapi\\.ts$',
  '^infra/local/src/migrations/write-docs\\.ts$',
  '^detect/src/candidates/waterfall/write-example\\.ts$',
  '^infra/monitoring/src/write-dashboards\\.ts$',
  '^infra/containers/src/write-files\\.ts$',
  '^infra/containers/healthy\\.mjs$',
  // Entries of a bundle.
  '^infra/feed-package/src/(program|no-codec)\\.ts$',
  '^test/src/bench/[^/]+\\.ts$',
  '^test/src/bench/(live/feeder|ingest/feeder|ingest/usual-worker)\\.ts$',
  '\\.fixture\\.ts$',
  // Types of a package that has none.
  '\\.d\\.ts$',
];

/** The import rules as a lint step. */
export default {
  forbidden: [
    ...importRules(foldersOf(read('ARCHITECTURE.md'), workspaces), Object.keys(devDependencies), programs),
    ...layerRules(layersOf(read('ARCHITECTURE.md'))),
  ],
  options: cruiseOptions,
};

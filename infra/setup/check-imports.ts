/** The import rule as a lint step: prints each import that breaks it, and fails when there is one. */
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { violations, type Workspace, type Workspaces } from './import-check.ts';
import { mayImport } from './import-rule.ts';
import { importsOf } from './imports.ts';

const root = join(import.meta.dirname, '..', '..');

type Manifest = { name: string; dependencies?: object; devDependencies?: object; workspaces?: string[] };

const manifest = (folder: string): Manifest =>
  JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8'));

function workspace(folder: string): Workspace {
  const { name, dependencies, devDependencies } = manifest(folder);
  return { folder, name, dependencies: Object.keys({ ...dependencies, ...devDependencies }) };
}

const workspaces: Workspaces = {
  all: Object.keys(mayImport).map(workspace),
  tools: Object.keys(manifest('.').devDependencies ?? {}),
};

const unlisted = manifest('.').workspaces?.filter((folder) => !(folder in mayImport)) ?? [];
const sources = globSync(
  Object.keys(mayImport).map((folder) => `${folder}/**/*.{ts,mts,js,mjs}`),
  { cwd: root, exclude: (path) => path.includes('node_modules') },
);
const broken = [...new Set(sources)].sort().flatMap((path) => {
  const file = path.replaceAll('\\', '/');
  return violations(file, importsOf(file, readFileSync(join(root, path), 'utf8')), workspaces);
});

const found = [
  ...unlisted.map(
    (folder) => `infra/setup/import-rule.ts:1: ${folder} is a workspace without a row in the table`,
  ),
  ...broken,
];
for (const violation of found) console.error(violation);
if (found.length > 0) console.error(`${found.length} imports break the rule of infra/setup/import-rule.ts`);
process.exitCode = found.length > 0 ? 1 : 0;

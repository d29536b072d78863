import type { Folder } from './folder-table.ts';

/** Names of the root's devDependencies: tools that tests may import. */
type Tools = readonly string[];

/** How imports are read: swc parses, as TypeScript 7 has no parser to lend. Packages of others are not looked into. */
export const cruiseOptions = {
  parser: 'swc' as const,
  doNotFollow: { path: 'node_modules' },
  // Built from the sources, which are looked into.
  exclude: { path: '^console/dist/' },
  combinedDependencies: false,
  enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default'] },
};

const unlisted = ['npm-no-pkg' as const, 'npm-unknown' as const];
const sources = String.raw`^(?!.*node_modules/).*\.(?:m?[jt]s|tsx)$`;
const tests = String.raw`[.-]test\.tsx?$`;

/** What may not be imported, as dependency-cruiser's rules: the table of folders, packages, circles, unused files. */
export function importRules(folders: readonly Folder[], tools: Tools, programs: readonly string[]) {
  const inside = (path: string) => patternOf(path, folders);
  const table = folders.flatMap(({ path, mayImport }) => [
    {
      name: `${path}-by-the-table`,
      severity: 'error' as const,
      comment: `${path} may import ${mayImport.join(', ') || 'nothing of ours'}: the table of folders in ARCHITECTURE.md.`,
      from: { path: inside(path) },
      to: {
        path: folders
          .filter((other) => other.path !== path && !mayImport.includes(other.path))
          .map((other) => inside(other.path))
          .join('|'),
      },
    },
    {
      name: `${path}-by-package-name`,
      severity: 'error' as const,
      comment: 'A relative path may not leave its folder: import another folder by its package name.',
      from: { path: inside(path) },
      to: { dependencyTypes: ['local' as const], pathNot: inside(path) },
    },
  ]);
  // A rule without a path to forbid would forbid everything.
  return [...table.filter(({ to }) => to.path !== ''), ...packageRules(tools), ...shapeRules(programs)];
}

/** A folder's files, without those of the folders of the table that lie in it. */
function patternOf(path: string, folders: readonly Folder[]): string {
  const nested = folders.map((other) => other.path).filter((other) => other.startsWith(`${path}/`));
  return `^${path}/${nested.map((other) => `(?!${other.slice(path.length + 1)}/)`).join('')}`;
}

const packageRules = (tools: Tools) => [
  {
    name: 'listed-package',
    severity: 'error' as const,
    comment: "The package must be a dependency in the folder's own package.json.",
    from: { pathNot: tests },
    to: { dependencyTypes: unlisted },
  },
  {
    name: 'listed-package-or-tool',
    severity: 'error' as const,
    comment: "The package must be in the folder's own package.json, or be a tool of the root's.",
    from: { path: tests },
    to: { dependencyTypes: unlisted, pathNot: tools.map((tool) => `^node_modules/${tool}/`).join('|') },
  },
  {
    name: 'found',
    severity: 'error' as const,
    comment: 'There is no such file or package.',
    from: {},
    to: { couldNotResolve: true },
  },
];

const shapeRules = (programs: readonly string[]) => [
  {
    name: 'no-circle',
    severity: 'error' as const,
    comment: 'Files import each other in a circle: give what they share a file of its own.',
    from: {},
    to: { circular: true },
  },
  {
    name: 'used-file',
    severity: 'error' as const,
    comment:
      'No program and no test uses this file. Is it a program? Then list it in .dependency-cruiser.mjs.',
    from: { path: [...programs, tests].join('|') },
    to: { path: sources, pathNot: [...programs, tests].join('|'), reachable: false },
  },
];

import { isBuiltin } from 'node:module';
import { posix } from 'node:path';
import { folderOf, mayImport } from './import-rule.ts';
import type { Import } from './imports.ts';

/** What the check knows of a workspace's package.json. */
export type Workspace = {
  readonly folder: string;
  readonly name: string;
  /** Names of its dependencies and devDependencies. */
  readonly dependencies: readonly string[];
};

export type Workspaces = {
  readonly all: readonly Workspace[];
  /** Names of the root's devDependencies: tools that tests may use. */
  readonly tools: readonly string[];
};

/** The package in `zod`, `zod/v4` or `@scope/name/sub`. */
const packageName = (specifier: string): string =>
  specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');

/** Why this file (path from the root, with slashes) may not import that, or undefined where it may. */
export function objection(path: string, specifier: string, { all, tools }: Workspaces): string | undefined {
  const folder = folderOf(path);
  if (folder === undefined || isBuiltin(specifier)) return undefined;
  if (specifier.startsWith('.') || specifier.startsWith('/')) {
    if (folderOf(posix.join(posix.dirname(path), specifier)) === folder) return undefined;
    return `'${specifier}' leaves ${folder}: import another folder by its package name`;
  }
  const name = packageName(specifier);
  const target = all.find((workspace) => workspace.name === name);
  const allowed = mayImport[folder] ?? [];
  if (target && target.folder !== folder && !allowed.includes(target.folder)) {
    return `${folder} may not import ${target.folder} ('${specifier}'); it may import ${allowed.join(', ') || 'nothing of ours'}`;
  }
  const own = all.find((workspace) => workspace.folder === folder);
  if (name === own?.name || own?.dependencies.includes(name)) return undefined;
  if (path.endsWith('.test.ts') && tools.includes(name)) return undefined;
  return `'${name}' is not a dependency in ${folder}/package.json`;
}

/** One line per import that breaks the rule: file, line, and the rule. */
export const violations = (path: string, imports: readonly Import[], workspaces: Workspaces): string[] =>
  imports.flatMap(({ specifier, line }) => {
    const reason = objection(path, specifier, workspaces);
    return reason === undefined ? [] : [`${path}:${line}: ${reason}`];
  });

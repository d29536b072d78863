import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { root } from './our-node.mjs';

let clone: string;

/** With no settings of the user's, so that the hooks of this clone run and nobody signs. */
function git(...args: string[]): { status: number | null; said: string } {
  const env = { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_SYSTEM: '/dev/null' };
  const done = spawnSync('git', ['-c', 'user.name=A', '-c', 'user.email=a@example.com', ...args], {
    cwd: clone,
    // Set where these tests are run by a hook.
    env: { ...env, GIT_DIR: undefined, GIT_INDEX_FILE: undefined, GIT_WORK_TREE: undefined },
    encoding: 'utf8',
  });
  return { status: done.status, said: done.stdout + done.stderr };
}

function commit(path: string, text: string): { status: number | null; said: string } {
  writeFileSync(join(clone, path), text);
  git('add', path);
  return git('commit', '-m', 'a change');
}

beforeEach(() => {
  clone = mkdtempSync(join(tmpdir(), 'ringtrace-commit-'));
  git('init', '-q');
  git('config', 'core.hooksPath', join(root, 'infra', 'setup', 'hooks'));
  writeFileSync(join(clone, 'biome.json'), JSON.stringify({ vcs: { enabled: true, clientKind: 'git' } }));
  const compilerOptions = { strict: true, types: [], noEmit: true };
  writeFileSync(join(clone, 'tsconfig.json'), JSON.stringify({ compilerOptions, include: ['*.ts'] }));
  symlinkSync(join(root, 'node_modules'), join(clone, 'node_modules'));
});
afterEach(() => rmSync(clone, { recursive: true }));

it('lets a sound file pass, and a file that no tool knows', () => {
  expect(commit('a.ts', 'export const a: number = 1;\n')).toMatchObject({ status: 0 });
  expect(commit('notes', 'anything\n')).toMatchObject({ status: 0 });
});

it('refuses a file that is not formatted', () => {
  const { status, said } = commit('a.ts', 'export const a   = 1\n');
  expect(status).toBe(1);
  expect(said).toContain('a.ts');
});

it('refuses what lint refuses', () => {
  const { status, said } = commit('a.ts', 'export const a = (b: number) => b == 1;\n');
  expect(status).toBe(1);
  expect(said).toContain('noDoubleEquals');
});

it('refuses a wrong type', () => {
  const { status, said } = commit('a.ts', 'export const a: number = true;\n');
  expect(status).toBe(1);
  expect(said).toContain('TS2322');
});

it('says what to do where nothing is installed', () => {
  rmSync(join(clone, 'node_modules'));
  const { status, said } = commit('a.ts', 'export const a = 1;\n');
  expect(status).toBe(1);
  expect(said).toContain('run npm ci');
});

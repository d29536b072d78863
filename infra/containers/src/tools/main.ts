import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { cachedTool, compose, helm, type Tool } from './tools.ts';

/**
 * `npm run containers:tools`: builds docker compose and helm with Go into the cache folder, so that tests can check our files with
 * them. It does nothing where they are there. It needs Go 1.26 or newer, and takes some ten minutes on two cores.
 */
for (const tool of [compose, helm]) {
  if (existsSync(cachedTool(tool))) console.log(`${cachedTool(tool)} is there`);
  else build(tool);
}

function build(tool: Tool): void {
  const target = cachedTool(tool);
  const folder = mkdtempSync(join(tmpdir(), 'ringtrace-tools-'));
  console.log(`building ${tool.name} ${tool.version} ...`);
  try {
    go(folder, 'mod', 'init', 'tools');
    go(folder, 'get', `${tool.goPackage}@v${tool.version}`);
    const flags = `-s -w -X ${tool.versionVariable}=v${tool.version}`;
    const built = join(folder, 'built');
    go(
      folder,
      'build',
      '-p',
      '2',
      '-trimpath',
      '-buildvcs=false',
      '-ldflags',
      flags,
      '-o',
      built,
      tool.goPackage,
    );
    mkdirSync(dirname(target), { recursive: true });
    // Put in place whole: a test that looks meanwhile finds no half of it.
    run(folder, 'install', ['-m', '755', built, target]);
    console.log(target);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function go(folder: string, ...args: readonly string[]): void {
  run(folder, 'go', args);
}

function run(folder: string, command: string, args: readonly string[]): void {
  const { status, error } = spawnSync(command, args, {
    cwd: folder,
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  if (error) throw new Error(`${command} can't be run (${error.message})`);
  if (status !== 0) throw new Error(`${command} ${args.join(' ')} ended with ${status}`);
}

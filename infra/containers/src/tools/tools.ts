import { execFile, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '@ringtrace/platform/config';

/** A program of others that checks our files. Tests use it where it is here, and never fetch it. */
export interface Tool {
  readonly name: string;
  readonly version: string;
  /** Go package that it is built from. */
  readonly goPackage: string;
  /** Module of the package, with the version to take. */
  readonly goModule: string;
  /** Variable of the program that holds its version. */
  readonly versionVariable: string;
}

export const compose: Tool = {
  name: 'docker-compose',
  version: '5.5.0',
  goPackage: 'github.com/docker/compose/v5/cmd',
  goModule: 'github.com/docker/compose/v5',
  versionVariable: 'github.com/docker/compose/v5/internal.Version',
};

export const helm: Tool = {
  name: 'helm',
  version: '3.19.2',
  goPackage: 'helm.sh/helm/v3/cmd/helm',
  goModule: 'helm.sh/helm/v3',
  versionVariable: 'helm.sh/helm/v3/internal/version.version',
};

/** Where a tool lies once it is built. */
export const cachedTool = ({ name, version }: Tool): string =>
  join(process.env['RINGTRACE_CACHE'] || join(projectRoot, '.cache'), `${name}-${version}`, name);

const starts = new Map<Tool, readonly string[] | undefined>();

/** How to start the tool: the one that was built here, else the machine's own. Undefined where there is none. */
function startOf(tool: Tool): readonly string[] | undefined {
  if (!starts.has(tool)) starts.set(tool, findStart(tool));
  return starts.get(tool);
}

function findStart(tool: Tool): readonly string[] | undefined {
  const built = cachedTool(tool);
  if (existsSync(built)) return [built];
  const [command, ...args] = tool === compose ? ['docker', 'compose'] : [tool.name];
  return runs(command ?? '', [...args, 'version']) ? [command ?? '', ...args] : undefined;
}

const runs = (command: string, args: readonly string[]) => spawnSync(command, args).status === 0;

/** '' where the tool is here; otherwise why a test that needs it is skipped. */
export const whySkipped = (tool: Tool): string =>
  startOf(tool) === undefined
    ? ` (skipped: no ${tool.name} here: 'npm run containers:tools' builds it with Go, in some ten minutes)`
    : '';

/** What a run of the tool said, on both outputs, and whether it ended with 0. `env` is all that it gets beside PATH and HOME. */
export async function runTool(
  tool: Tool,
  args: readonly string[],
  env: NodeJS.ProcessEnv = {},
): Promise<{ ok: boolean; stdout: string; stderr: string }> {
  const [command = '', ...first] = startOf(tool) ?? [];
  const { PATH, HOME } = process.env;
  return new Promise((resolve) => {
    execFile(
      command,
      [...first, ...args],
      { env: { PATH, HOME, ...env }, maxBuffer: 2 ** 26 },
      (error, stdout, stderr) => resolve({ ok: error === null, stdout, stderr }),
    );
  });
}

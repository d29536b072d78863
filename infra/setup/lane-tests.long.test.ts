import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { howToGetDocker } from './docker.mjs';
import { ourNode, root } from './our-node.mjs';

it('npm run test:containers says without Docker how to get one, and counts its tests as skipped', async () => {
  const { stdout } = await promisify(execFile)(
    ourNode,
    [join(root, 'infra', 'setup', 'run.mjs'), 'test:containers'],
    { env: { ...process.env, DOCKER_HOST: 'unix:///nonexistent/docker.sock', NO_COLOR: '1' } },
  );
  const lines = stdout.trim().split('\n');
  expect(lines).toContain(howToGetDocker);
  expect(lines.at(-1)).toMatch(/^0 passed, 0 failed, [1-9]\d+ skipped$/);
});

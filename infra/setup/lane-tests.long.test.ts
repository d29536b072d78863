import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { howToGetDocker } from './docker.mjs';
import { ourNode, root } from './our-node.mjs';

const nowhere = 'unix:///nonexistent/docker.sock';

it('npm run test:containers says without Docker how to get one, and counts its tests as skipped', async () => {
  const { stdout } = await promisify(execFile)(
    ourNode,
    [join(root, 'infra', 'setup', 'run.mjs'), 'test:containers'],
    { env: { ...process.env, DOCKER_HOST: nowhere, NO_COLOR: '1' } },
  );
  const lines = stdout.trim().split('\n');
  expect(lines).toContain(howToGetDocker({ DOCKER_HOST: nowhere }));
  expect(lines.at(-1)).toMatch(/^0 passed, 0 failed, [1-9]\d+ skipped$/);
});

import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import { expect, it } from 'vitest';
import { offerTestServices } from './test-services.mjs';

it('services are offered until they are stopped, and nothing of them stays', async () => {
  const { socket, stop } = await offerTestServices();
  expect(existsSync(socket)).toBe(true);
  await stop();
  expect(existsSync(dirname(socket))).toBe(false);
});

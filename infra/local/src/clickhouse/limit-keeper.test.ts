import { createServer } from 'node:http';
import { analystLimits } from '@ringtrace/platform/analyst-limits';
import { expect, it, vi } from 'vitest';
import { z } from 'zod';
import { analystBounds, requiredLimits } from './analyst-profile.ts';
import { keepLimits, stopBeyondLimits } from './limit-keeper.ts';

const limits = analystLimits.parse({ maxSeconds: 30 });

it('looks for every limit that 0 would remove', () => {
  const statement = stopBeyondLimits(['analyst', 'anna'], limits);
  for (const name of requiredLimits(limits)) expect(statement).toContain(`'${name}'`);
  expect(requiredLimits(limits)).toEqual(
    Object.entries(analystBounds(limits)).flatMap(([name, { value, min }]) =>
      value !== undefined && min === 1 ? [name] : [],
    ),
  );
  expect(statement).toContain("user IN ('analyst', 'anna') AND (elapsed > 35");
});

it('goes on where the engine did not respond, logs what it stopped, and ends when asked to', async () => {
  let asked = 0;
  const server = createServer((request, response) => {
    asked++;
    if (asked === 1) request.socket.destroy();
    else response.end('{"query_id":"q","query":"SELECT 13125550199"}\n');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = z.object({ port: z.number() }).parse(server.address());
  const user = { user: 'u', password: 'p' };
  const engine = { url: `http://127.0.0.1:${port}`, readWrite: user, limited: ['u'] };
  const end = new AbortController();
  const told: string[] = [];
  await keepLimits(engine, limits, end.signal, (line) => {
    told.push(line);
    end.abort();
  });
  server.close();
  expect(told).toEqual(["stopped analysts' queries beyond their limits: q"]);
});

it('ends without an error where it is stopped in the middle of an answer', async () => {
  const server = createServer((_, response) => response.write('{"query_id":'));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = z.object({ port: z.number() }).parse(server.address());
  const stop = new AbortController();
  const ask = fetch;
  const asked = vi.spyOn(globalThis, 'fetch').mockImplementation(async (...of) => {
    const answer = await ask(...of);
    stop.abort();
    return answer;
  });
  const user = { user: 'u', password: 'p' };
  const engine = { url: `http://127.0.0.1:${port}`, readWrite: user, limited: ['analyst'] };
  await expect(keepLimits(engine, limits, stop.signal)).resolves.toBeUndefined();
  asked.mockRestore();
  server.closeAllConnections();
  server.close();
});

import { describe, expect, it } from 'vitest';
import { failover } from './failover.ts';

/** An error of the system, such as 'ECONNREFUSED', or 'EHOSTUNREACH connect' with the call that failed. */
const failing = (text: string) => {
  const [code, syscall] = text.split(' ');
  return Object.assign(new Error(text), { code, ...(syscall === undefined ? {} : { syscall }) });
};

/** Servers by name; those in `down` fail with a code. */
function servers(down: Record<string, string>) {
  const asked: string[] = [];
  const ask = async (name: string) => {
    asked.push(name);
    const code = down[name];
    if (code !== undefined) throw failing(code);
    return name;
  };
  return { asked, ask };
}

describe('failover', () => {
  it('stays with a server that answers', async () => {
    const { ask } = servers({});
    const group = failover(['a', 'b']);
    expect([await group.send(ask, 'be done once'), await group.send(ask, 'be done once')]).toEqual([
      'a',
      'a',
    ]);
  });

  it('sends to the next server what was never sent, and stays there', async () => {
    const { ask, asked } = servers({ a: 'ECONNREFUSED' });
    const group = failover(['a', 'b']);
    expect(await group.send(ask, 'be done once')).toBe('b');
    expect(await group.send(ask, 'be done once')).toBe('b');
    expect(asked).toEqual(['a', 'b', 'b']);
    expect(group.current).toBe('b');
  });

  it('does not do a write twice that was broken off, but uses the next server from then on', async () => {
    const { ask, asked } = servers({ a: 'ECONNRESET' });
    const group = failover(['a', 'b']);
    await expect(group.send(ask, 'be done once')).rejects.toThrow('ECONNRESET');
    expect(await group.send(ask, 'be done once')).toBe('b');
    expect(asked).toEqual(['a', 'b']);
  });

  it.each(['EHOSTUNREACH', 'ETIMEDOUT', 'ENETUNREACH'])(
    'tells %s on an open connection from one while connecting',
    async (code) => {
      const open = servers({ a: code });
      await expect(failover(['a', 'b']).send(open.ask, 'be done once')).rejects.toThrow(code);
      const connecting = servers({ a: `${code} connect` });
      expect(await failover(['a', 'b']).send(connecting.ask, 'be done once')).toBe('b');
    },
  );

  it('asks again what was broken off and may be done twice', async () => {
    const { ask } = servers({ a: 'ECONNRESET' });
    expect(await failover(['a', 'b']).send(ask, 'be done twice')).toBe('b');
  });

  it('throws what a server answers, and stays with it', async () => {
    const { ask, asked } = servers({ a: '60' });
    const group = failover(['a', 'b']);
    await expect(group.send(ask, 'be done twice')).rejects.toThrow('60');
    expect(asked).toEqual(['a']);
    expect(group.current).toBe('a');
  });

  it('throws where no server can be reached, after each was tried once, and comes back to the first', async () => {
    const down: Record<string, string> = { a: 'ECONNREFUSED', b: 'EHOSTUNREACH connect' };
    const { ask, asked } = servers(down);
    const group = failover(['a', 'b']);
    await expect(group.send(ask, 'be done twice')).rejects.toThrow('EHOSTUNREACH');
    expect(asked).toEqual(['a', 'b']);
    delete down['a'];
    expect(await group.send(ask, 'be done once')).toBe('a');
  });

  it('moves on once where several requests fail beside each other', async () => {
    const { ask } = servers({ a: 'ECONNREFUSED' });
    const group = failover(['a', 'b', 'c']);
    expect(await Promise.all([group.send(ask, 'be done once'), group.send(ask, 'be done once')])).toEqual([
      'b',
      'b',
    ]);
  });
});

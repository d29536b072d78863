import { describe, expect, it } from 'vitest';
import { saveViewRoute, searchOfView } from './views.ts';

const saved = (body: object) =>
  saveViewRoute.body.safeParse({ name: 'mine', path: '/calls', search: '', ...body });

describe('a view that is saved', () => {
  it('keeps filters, and never what reveals called numbers', () => {
    expect(searchOfView('?calling=12025550123&numbers=true&reason=complaint&tz=local')).toBe(
      '?calling=12025550123&tz=local',
    );
    expect(searchOfView('?numbers=true')).toBe('');
    expect(saved({ search: '?a=1&numbers=true' }).data).toMatchObject({ search: '?a=1', shared: false });
  });

  it('holds no called number', () => {
    const { error } = saved({ search: '?called=13125550188' });
    expect(error?.issues[0]?.message).toContain('take this filter away first');
    expect(saved({ search: '?called=' }).success).toBe(true);
    for (const text of ['SELECT 12025550123', "x = '+1 (202) 555-0123'", '202.555.0123'])
      expect(saved({ search: `?${new URLSearchParams({ sql: text })}` }).success, text).toBe(false);
    const fine = {
      sql: "start_time > '2026-03-02 15:00:00'",
      calling: '12025550100',
      from: '2026-03-02T15:00:00Z',
    };
    expect(saved({ search: `?${new URLSearchParams(fine)}` }).success).toBe(true);
  });

  it.each(['//evil.example', '/\\evil.example', 'https://evil.example', 'calls', '/calls?x=1', '/a b'])(
    'is a page of the console, and not %s',
    (path) => {
      expect(saved({ path }).error?.issues[0]?.message).toContain('path of a page');
    },
  );

  it.each(['/', '/cases/case-7k3f9q2m4d', '/calls/northstar/a%2Fb'])('may be %s', (path) => {
    expect(saved({ path }).success).toBe(true);
  });

  it('has a name', () => {
    expect(saved({ name: '  ' }).success).toBe(false);
  });
});

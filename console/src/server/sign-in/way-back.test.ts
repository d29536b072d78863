import { describe, expect, it } from 'vitest';
import { wayBack } from './way-back.ts';

describe('the way back after signing in', () => {
  it.each(['/', '/cases', '/calls/acme/17?at=2026-03-01T00:00:00Z&tz=local#legs', '/a//b'])(
    '%s is a page of ours',
    (to) => {
      expect(wayBack(to)).toBe(to);
    },
  );

  it.each([
    undefined,
    null,
    '',
    'cases',
    '//evil.example',
    '///evil.example',
    '/\\evil.example',
    '\\\\evil.example',
    '/cases\\..\\\\evil.example',
    'https://evil.example/',
    'http:evil.example',
    'javascript:alert(1)',
    ' //evil.example',
    '/\t/evil.example',
    '/\n/evil.example',
    '\n//evil.example',
    '/.//evil.example',
    '/a/..//evil.example',
    '/%0d%0aset-cookie:x\r\n',
    '/sign-out',
    '/sign-in?to=/sign-in',
    '/x/../sign-out',
    '/api/v1/cases?numbers=true',
    '/answer/token',
    `/${'x'.repeat(2_000)}`,
  ])('%j is not', (to) => {
    expect(wayBack(to)).toBe('/');
  });
});

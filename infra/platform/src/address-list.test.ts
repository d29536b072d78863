import { expect, it } from 'vitest';
import { addressList } from './address-list.ts';

it.each([
  ['127.0.0.0/8, ::1', '127.9.9.9', true],
  ['127.0.0.0/8, ::1', '::ffff:127.0.0.1', true],
  ['127.0.0.0/8, ::1', '::1', true],
  ['127.0.0.0/8, ::1', '10.0.0.1', false],
  ['10.1.2.3', '10.1.2.3', true],
  ['10.1.2.3', '10.1.2.4', false],
  ['fd00::/8', 'fd12::5', true],
  ['', '127.0.0.1', false],
  ['127.0.0.1', 'no address', false],
])('of %j, %s is one: %s', (text, address, expected) => {
  expect(addressList(text)(address)).toBe(expected);
});

it.each(['proxy.example', '10.0.0.0/33', '10.0.0.0/8/8', '10.0.0.0/', '10.0.0.0/x'])(
  '%s is refused',
  (text) => {
    expect(() => addressList(text)).toThrow(`'${text}' is no address`);
  },
);

import { BlockList, isIP } from 'node:net';

/** Whether an address of a connection is one of some addresses. IPv4 in IPv6, such as ::ffff:10.0.0.1, counts as IPv4. */
export type IsListed = (address: string) => boolean;

/** Reads addresses and networks, such as '127.0.0.0/8, ::1, 10.1.2.3'. Throws an Error that names the one that is none. */
export function addressList(text: string): IsListed {
  const list = new BlockList();
  for (const one of text.split(',').map((part) => part.trim())) {
    if (one === '') continue;
    const [address = '', bits, ...rest] = one.split('/');
    const version = isIP(address);
    const longest = version === 4 ? 32 : 128;
    const length = bits === undefined ? longest : /^\d{1,3}$/.test(bits) ? Number(bits) : Number.NaN;
    if (version === 0 || rest.length > 0 || !(length <= longest))
      throw new Error(`'${one}' is no address and no network such as 10.0.0.0/8`);
    list.addSubnet(address, length, version === 4 ? 'ipv4' : 'ipv6');
  }
  return (address) => {
    const plain = address.replace(/^::ffff:(?=\d+\.)/i, '');
    const version = isIP(plain);
    return version !== 0 && list.check(plain, version === 4 ? 'ipv4' : 'ipv6');
  };
}

import { bankNumber } from './busy-lines.ts';
import type { Provider } from './providers.ts';

/** The content of providers.csv, as `ringtrace reference load providers` takes it. */
export function providersCsv(providers: Iterable<Provider>): string {
  const rows = [...providers].map((p) =>
    [p.id, p.name, p.ocns.join(' '), String(p.member), p.country, p.rmd, p.shaken].join(','),
  );
  return `${['provider_id,name,ocns,member,country,rmd,shaken', ...rows].join('\n')}\n`;
}

/** The content of dno.txt: a bank's inbound number, and area codes that do not exist. */
export function dnoList(): string {
  return [
    '# do not originate: one pattern a line, 3, 6, 7 or 10 digits',
    '# area codes that do not exist',
    '000',
    '911',
    '# inbound only, asked for by the subscriber',
    bankNumber.slice(2),
    '8005550199',
    '',
  ].join('\n');
}

import { describe, expect, it } from 'vitest';
import { formFault } from './form-fault.ts';

describe('what is wrong with the form of a time', () => {
  it.each([
    ['YYYY-MM-DDTHH:mm:ssZ', "'Z' would be plain letters: write ZONE for the zone, or use 'iso'"],
    ['YYYY-MM-DD HH:mm:ss[Z]', "'Z' would be plain letters"],
    ['YYYY-MM-DD HH:mm:ss UTC', "'UTC' would be plain letters"],
    ['YYYY-MM-DD HH:mm:ss EST', "'EST' would be plain letters"],
    ['YYYY-MM-DDTHH:mm:ssXXX', "write ZONE for 'XXX'"],
    ['yyyy-MM-dd HH:mm:ss', "write YYYY for 'yyyy'; write DD for 'dd'"],
    ['yyyy-MM-ddTHH:mm:ss', "write YYYY for 'yyyy'; write DD for 'dd'"],
    ['M/D/YYYY h:mm a', "write H for 'h'; write AM for 'a'"],
    ['YYYY-MM-DD HH:mm:ss.S', "write SSS for 'S'"],
    [
      'dd.mm.yyyy hh:mm',
      "write DD for 'dd'; write YYYY for 'yyyy'; write HH for 'hh'; mm occurs twice (MM is the month, MON its name, mm the minute)",
    ],
    ['DD.MM.YYYY HH.mm.mm', 'mm occurs twice (MM is the month, MON its name, mm the minute)'],
    ['DD MMM YYYY HH:mm', 'MM and M mean one part, which occurs twice (MM is the month, MON its name'],
    ['D/M/YYYY HH:mm YYYY', 'YYYY occurs twice'],
    ['D/M/YYYY HH:mm[:ss', "'[' and ']' must be in pairs"],
    ['D/M/YYYY ]HH:mm[', "'[' and ']' must be in pairs"],
    ['DD/MM', 'is no form of a time: use'],
    ['', 'is no form of a time: use'],
  ])('%s: %s', (form, fault) => {
    expect(formFault(form)).toContain(fault);
  });

  it.each([
    'iso',
    'YYYY-MM-DDTHH:mm:ssZONE',
    'YYYY-MM-DDTHH:mm',
    'D de MON de YYYY HHhmm',
    'YYYY-MM-DD HH:mm[ ZONE]',
  ])('nothing with %s', (form) => {
    expect(formFault(form)).toBeUndefined();
  });
});

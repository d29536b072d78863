import {
  areaCode,
  areaCodesHeader,
  blocksHeader,
  complaintsHeader,
  filing,
  north,
  providersHeader,
  rmdHeader,
  south,
} from '../reference/files.ts';

/** A calling number that nobody may originate calls from, digits of E.164. */
export const listedNumber = 18_005_550_000;

/** The lines of a reference file of every kind. */
export const referenceLines: ReadonlyMap<string, readonly string[]> = new Map([
  ['providers', [providersHeader, north, south]],
  ['rmd', [rmdHeader, filing('North, Incorporated', '1'), filing('Other', '3')]],
  ['dno', ['8005550000', '2025550100']],
  [
    'number-blocks',
    [blocksHeader, '202,555,,1234,North,DC,WSHNGTN,landline', '312,555,1,890B,South,IL,CHCG,'],
  ],
  ['ported', ['number,ocn', '2025550123,890B', '3125551000,1234']],
  ['toll-free', ['number,resp_org', '8005550123,MCI01']],
  ['known-callers', ['number,owner,purpose', '2025550199,School,alerts']],
  ['complaints', [complaintsHeader, '2025550123,2026-01-02 08:00:00,,,,,Other,Y']],
  ['area-codes', [...areaCodesHeader, areaCode('202', 'DC', 'US', 'E'), areaCode('312', 'IL', 'US', 'C')]],
]);

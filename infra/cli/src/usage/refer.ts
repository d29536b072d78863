import { profiles } from '@ringtrace/schemas/casework/words';
import { defineUsage } from '../usage.ts';
import { acting } from './acting.ts';
import { json } from './json.ts';

export const usage = defineUsage({
  examples: [
    {
      does: 'for an agency that asked: called numbers masked',
      line: 'ringtrace refer case-7k3f9q2m4d agency-package --to "FCC Enforcement Bureau" --profile agency',
    },
    {
      does: 'for a subpoena, within its scope',
      line: 'ringtrace refer case-7k3f9q2m4d production-1 --to "Attorney General" --profile legal --demand dem-2m8x4r6tva',
    },
    {
      does: 'for a provider: its own hop and legs',
      line: 'ringtrace refer case-7k3f9q2m4d for-acme --to "Acme Telecom" --profile provider --provider acme',
    },
  ],
  about: `Writes a package of a case into a new folder: a summary, calls and legs (Parquet and CSV) with the feed message that each came in, the path of each traceback, requests and answers, the timeline, signals with thresholds and reference versions, the query of each figure, and drafts of certificates. manifest.json has the size and SHA-256 of every file. The profile decides what is shown; the rest is listed as withheld. docs/referral.md has the table.

The folder appears with all of its files or not at all. The log of casework has the package, and the SHA-256 of its manifest. Tell that hash to who gets the package, by another way: 'ringtrace package verify' compares it.

Profiles: provider (its own hop, its legs, its neighbour below), member (its own figures), agency (called numbers without their last four digits), legal (within the scope of a demand, numbers in full), public (no numbers, no names of customers).`,
  arguments: {
    case: { about: 'id of the case' },
    directory: { about: 'a new or empty folder', path: 'directory' },
  },
  options: {
    to: { type: 'string', value: 'WHO', about: 'who gets the package', required: true },
    profile: {
      type: 'string',
      value: 'PROFILE',
      about: 'how much is shown',
      oneOf: profiles,
      required: true,
    },
    demand: { type: 'string', value: 'ID', about: 'the demand that it answers; legal needs one' },
    provider: {
      type: 'string',
      value: 'ID',
      about: 'the provider that it is for; the profiles provider and member need it',
    },
    ...acting,
    json,
  },
});

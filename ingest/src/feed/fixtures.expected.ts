import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Cdr } from '@ringtrace/schemas/cdr';

export const fixtures = join(import.meta.dirname, 'fixtures');
const at = (time: string) => Date.parse(`2026-03-03T${time}Z`);

export interface Expectation {
  readonly format: string;
  readonly timezone?: string;
  readonly files: readonly string[];
  readonly calls: readonly Partial<Cdr>[];
  readonly skipped?: number;
  readonly refused?: readonly (readonly [line: number, reason: string])[];
}

const answered = {
  start_time: at('14:05:09'),
  answer_time: at('14:05:12'),
  end_time: at('14:05:39'),
  sip_code: 200,
};
const precise = {
  start_time: at('14:05:09.250'),
  answer_time: at('14:05:12.500'),
  end_time: at('14:05:39.125'),
  sip_code: 200,
};
const numbers = { calling_number: '2025550123', called_number: '3125550199' };

/** What each file of `fixtures/` must give. The values were worked out by hand. */
export const expectations: Readonly<Record<string, Expectation>> = {
  'canonical CSV': {
    format: 'csv',
    files: ['canonical.csv'],
    calls: [
      {
        ...numbers,
        call_id: 'a1',
        start_time: at('14:05:09.250'),
        answer_time: at('14:05:12'),
        end_time: at('14:05:39'),
        upstream: 'north',
        caller_name: 'ACME "The Bank", Inc.',
        withdrawn: false,
      },
      {
        call_id: 'a2',
        start_time: 1772546769000,
        answer_time: null,
        calling_number: '',
        sip_code: 503,
        withdrawn: true,
      },
    ],
  },
  "Asterisk's Master.csv": {
    format: 'asterisk-csv',
    timezone: 'America/New_York',
    files: ['asterisk-master.csv'],
    calls: [
      {
        ...numbers,
        ...answered,
        ingress_trunk: 'PJSIP/north',
        customer: 'acct7',
        caller_name: 'Desk, 1st floor',
      },
      { ...numbers, answer_time: null, end_time: at('14:05:11'), egress_trunk: 'PJSIP/east', sip_code: 503 },
      {
        calling_number: 'anonymous',
        called_number: '911',
        start_time: Date.parse('2026-03-04T04:59:50Z'),
        end_time: Date.parse('2026-03-04T05:00:10Z'),
        ingress_trunk: 'DAHDI/i1',
      },
    ],
    refused: [
      [4, 'start_time: does not exist in America/New_York'],
      [5, 'has a quote that does not end'],
    ],
  },
  "Asterisk's cdr_custom, day first": {
    format: join(fixtures, 'cdr-custom.json'),
    files: ['cdr-custom.csv'],
    calls: [
      { ...numbers, ...answered },
      {
        calling_number: '',
        answer_time: null,
        start_time: at('14:06:00'),
        end_time: at('14:06:04'),
        sip_code: 404,
      },
    ],
  },
  'FreeSWITCH CSV of four templates': {
    format: 'freeswitch-csv',
    timezone: 'America/New_York',
    files: ['freeswitch.csv'],
    calls: [
      { ...numbers, ...answered, customer: 'acct7', caller_name: 'Desk' },
      { calling_number: 'ACME BANK', start_time: at('14:06:09'), answer_time: null, sip_code: 487 },
      { calling_number: '', end_time: at('14:07:09'), sip_code: 404 },
      { ...numbers, end_time: at('14:08:10'), customer: 'acct7', sip_code: 486 },
    ],
  },
  'FreeSWITCH documents, plain, in an array and URL-encoded': {
    format: 'freeswitch-json',
    files: readdirSync(join(fixtures, 'freeswitch-json')).map((file) => join('freeswitch-json', file)),
    calls: [
      {
        ...numbers,
        ...precise,
        call_id: '3da8bf84-c133-4959-9e24-000000000001',
        ingress_trunk: '10.0.0.1',
        egress_trunk: null,
        customer: 'acct7',
        attestation: 'B',
        verstat: 'passed',
      },
      {
        calling_number: '+12025550123',
        caller_name: 'ACME "The Bank"',
        answer_time: null,
        ingress_trunk: null,
        egress_trunk: 'south',
        sip_code: 603,
      },
      {
        calling_number: '',
        called_number: '3125550199',
        start_time: 1772546800000,
        end_time: 1772546804000,
        sip_code: 487,
      },
    ],
  },
  'CUCM with a line of types': {
    format: 'cucm',
    files: ['cucm.csv'],
    skipped: 1,
    calls: [
      {
        ...numbers,
        ...answered,
        call_id: '5a1c0b7e-0001-4c11-9d4b-0f0e0d0c0b01',
        ingress_trunk: 'SIP-TRUNK-NORTH',
        egress_trunk: 'SEP001122334455',
      },
      { ...numbers, answer_time: null, end_time: 1772546805000, ingress_trunk: '1.1.168.192', sip_code: 486 },
      {
        calling_number: '',
        called_number: '555',
        ingress_trunk: 'GW-EAST',
        egress_trunk: null,
        sip_code: 404,
      },
    ],
  },
  'Acme Packet C6.1: start, stop, interim, stop': {
    format: 'acme',
    files: ['acme-c610.csv'],
    skipped: 2,
    calls: [
      {
        ...precise,
        calling_number: 'sip:2025550123@10.0.0.1:5060;user=phone',
        called_number: 'sip:3125550199@10.0.0.3:5060;user=phone',
        caller_name: 'WIRELESS CALLER',
        ingress_trunk: 'north',
        egress_trunk: 'core',
      },
      {
        calling_number: 'sip:anonymous@anonymous.invalid',
        start_time: at('14:06:09'),
        answer_time: null,
        end_time: at('14:06:19'),
        ingress_trunk: 'tg-7',
        sip_code: 486,
      },
    ],
  },
  'Acme Packet stop records of later releases, one that nobody listed': {
    format: 'acme',
    files: ['acme-later.csv'],
    calls: [
      { ...precise, ingress_trunk: 'north' },
      { sip_code: 486 },
      { sip_code: 480 },
      { sip_code: 486, ingress_trunk: 'north' },
    ],
  },
  "a proxy's two processes": {
    format: 'opensips-flatstore',
    files: ['opensips-1.log', 'opensips-2.log'],
    // ACK, INVITE within a dialog, second BYE; and what waited: two INVITEs and two BYEs.
    skipped: 7,
    calls: [
      { calling_number: 'anonymous', start_time: 1772546720000, answer_time: null, sip_code: 487 },
      {
        ...numbers,
        start_time: at('14:05:12'),
        answer_time: at('14:05:12'),
        end_time: at('14:05:39'),
        ingress_trunk: '10.0.0.1',
      },
      {
        ...numbers,
        answer_time: 1772546740000,
        end_time: 1772546790000,
        ingress_trunk: '2001:db8::1',
        sip_code: 200,
      },
    ],
    refused: [
      [6, 'answered, and its BYE is not in these files'],
      [4, 'its INVITE is not in these files'],
    ],
  },
  BroadWorks: {
    format: 'broadworks',
    files: ['broadworks.csv'],
    skipped: 3,
    calls: [
      {
        ...precise,
        calling_number: '+12025550123',
        called_number: '+13125550199',
        ingress_trunk: null,
        egress_trunk: 'south.example.org',
        customer: 'Example Telecom, Inc.',
      },
      {
        calling_number: '',
        answer_time: null,
        end_time: at('14:06:30'),
        ingress_trunk: 'north.example.org',
        sip_code: 480,
      },
    ],
  },
  "Twilio's list page and one call": {
    format: 'twilio',
    files: ['twilio.json'],
    skipped: 1,
    calls: [
      {
        ...answered,
        call_id: 'CA00000000000000000000000000000001',
        calling_number: '+12025550123',
        ingress_trunk: 'TK1',
        egress_trunk: null,
        customer: 'AC0',
      },
      { calling_number: 'client:alice', answer_time: null, customer: null, sip_code: 480 },
      { start_time: at('14:08:09'), answer_time: null, end_time: at('14:08:09'), sip_code: 503 },
    ],
  },
};

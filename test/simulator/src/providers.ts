import type { FormatName } from './formats/format.ts';
import type { NumberStyle } from './signalling.ts';

/** A provider of the simulation. The fields id to shaken are the columns of providers.csv. */
export type Provider = {
  readonly id: string;
  readonly name: string;
  readonly ocns: readonly string[];
  /** Whether it reports its CDRs. */
  readonly member: boolean;
  /** ISO 3166. Calls of a provider outside of the US come in through a gateway provider. */
  readonly country: string;
  readonly rmd: 'listed' | 'removed' | 'none';
  readonly shaken: 'complete' | 'partial' | 'none';
  /** Share of all subscribers, relative to other providers. 0 = it has no subscribers. */
  readonly share: number;
  /** Area codes that it serves. Default: all. */
  readonly areas?: readonly string[];
  /** Providers that it can hand a call to without a transit. */
  readonly peers: readonly string[];
  /** Transits for all other calls. */
  readonly transits: readonly string[];
  /** How often it uses a direct peering where it has one, 0 to 1. */
  readonly direct: number;
  /** It has a TDM network, in which Identity headers are lost. */
  readonly tdm?: true;
  /** One origid for each call, or one for each origin (customer). RFC 8588 leaves this to the signer. */
  readonly origidPer: 'call' | 'origin';
  readonly numbers: NumberStyle;
  readonly format: FormatName;
  /** Time zone of the times in its switch files. */
  readonly timezone: string;
  /** How far its clock is ahead, ms. */
  readonly clockOffset: number;
};

const big = ['northstar', 'meridian', 'bluepeak'];
const regional = ['prairie', 'cascade', 'tidewater'];
const voip = ['cloudring', 'voxhill', 'dialbright', 'ringbridge', 'brasstel'];
const transit = ['transitone', 'crossline', 'keystone'];

type Defaults = 'member' | 'country' | 'rmd' | 'shaken' | 'share' | 'peers' | 'transits' | 'direct';
type Ways = 'origidPer' | 'numbers' | 'format' | 'timezone' | 'clockOffset';
type Given = Pick<Provider, 'id' | 'name' | 'ocns'> & Partial<Provider>;

const ordinary: Pick<Provider, Defaults | Ways> = {
  member: true,
  country: 'US',
  rmd: 'listed',
  shaken: 'complete',
  share: 0,
  peers: [],
  transits: transit.slice(0, 2),
  direct: 0.9,
  origidPer: 'call',
  numbers: 'plus',
  format: 'jsonl',
  timezone: 'UTC',
  clockOffset: 0,
};

const provider = (given: Given): Provider => ({ ...ordinary, ...given });

/** Providers with common fields. A provider's own fields replace the common ones. */
const alike = (common: Partial<Provider>, list: readonly Given[]): readonly Given[] =>
  list.map((given) => ({ ...common, ...given }));

/** Large carriers, on which most calls end. */
const bigCarriers = alike({ peers: [...big, ...regional, 'pacgate', 'cloudring'] }, [
  {
    id: 'northstar',
    name: 'Northstar Communications',
    ocns: ['701A', '702A'],
    share: 30,
    origidPer: 'origin',
  },
  { id: 'meridian', name: 'Meridian Wireless', ocns: ['703B'], share: 26, numbers: 'sip' },
  { id: 'bluepeak', name: 'BluePeak Cable', ocns: ['704C'], share: 18, numbers: 'eleven' },
]);

const regionalCarriers = alike({ share: 30, peers: big, transits: ['crossline', 'keystone'], direct: 0.7 }, [
  {
    id: 'prairie',
    name: 'Prairie Telephone Cooperative',
    ocns: ['0711'],
    areas: ['312', '773', '630', '314', '816', '515', '402', '612', '414'],
    shaken: 'partial',
    numbers: 'ten',
    format: 'asterisk-csv',
    timezone: 'America/Chicago',
  },
  {
    id: 'cascade',
    name: 'Cascade Fiber',
    ocns: ['0712'],
    areas: ['206', '253', '503', '213', '415', '619', '916', '702'],
    numbers: 'eleven',
  },
  {
    id: 'tidewater',
    name: 'Tidewater Telecom',
    ocns: ['0713'],
    areas: ['804', '757', '703', '704', '919', '404', '305', '407', '813'],
    numbers: 'ten',
  },
]);

/** Small originating VoIP providers. They have honest business customers beside the bad ones. */
const voipProviders = alike({ share: 2 }, [
  { id: 'cloudring', name: 'Cloudring CPaaS', ocns: ['721E'], peers: big, direct: 0.8, origidPer: 'origin' },
  {
    id: 'voxhill',
    name: 'Voxhill Hosted Voice',
    ocns: ['722E'],
    shaken: 'partial',
    numbers: 'eleven',
    format: 'asterisk-csv',
    timezone: 'America/New_York',
  },
  {
    id: 'dialbright',
    name: 'Dialbright VoIP',
    ocns: ['723E'],
    transits: ['crossline', 'keystone'],
    numbers: 'eleven',
    origidPer: 'origin',
  },
  {
    id: 'ringbridge',
    name: 'Ringbridge Telecom',
    ocns: ['724E'],
    member: false,
    shaken: 'none',
    transits: ['keystone', 'midspan'],
  },
  { id: 'brasstel', name: 'Brasstel', ocns: ['725E'], member: false, shaken: 'none', rmd: 'none' },
]);

/** Transits and the gateway provider. They have no subscribers. */
const carriersBetween = alike({ peers: [...big, ...regional, ...voip, 'pacgate'], direct: 0.8 }, [
  { id: 'transitone', name: 'Transit One', ocns: ['731F'], transits: ['crossline', 'keystone'] },
  {
    id: 'crossline',
    name: 'Crossline Wholesale',
    ocns: ['732F'],
    transits: ['transitone', 'keystone', 'midspan'],
  },
  { id: 'keystone', name: 'Keystone Exchange', ocns: ['733F'], transits: ['transitone', 'crossline'] },
  {
    id: 'midspan',
    name: 'Midspan Tandem',
    ocns: ['734F'],
    member: false,
    shaken: 'none',
    tdm: true,
    transits: ['transitone', 'crossline'],
  },
  { id: 'pacgate', name: 'Pacific Gateway', ocns: ['735F'], direct: 0.6 },
]);

const foreign = alike({ member: false, shaken: 'none', transits: [], peers: ['pacgate'] }, [
  { id: 'albion-tel', name: 'Albion Telecom', ocns: [], country: 'GB' },
  { id: 'indra-voice', name: 'Indra Voice', ocns: [], country: 'IN' },
]);

/** The providers of the bundled example. All names, OCNs and peerings are made up. */
export const exampleProviders: readonly Provider[] = [
  ...bigCarriers,
  ...regionalCarriers,
  ...voipProviders,
  ...carriersBetween,
  ...foreign,
].map(provider);

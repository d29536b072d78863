import { mappedFormat } from '../mapping/load.ts';
import type { Mapping } from '../mapping/mapping.ts';

const inbound = { 'variables.direction': ['inbound', ''] };
const outbound = { 'variables.direction': ['outbound'] };

/**
 * FreeSWITCH's `mod_json_cdr`: one document for each channel, which is a leg. Transfers add an entry at the front of
 * `callflow`. The last entry has the numbers as they were signalled. Numeric causes beyond Q.850 are FreeSWITCH's own.
 * So the SIP response is used where the document has one, and otherwise the cause's name.
 */
const mapping: Mapping = {
  documents: { encoded: 'variables.start_stamp' },
  identity: ['variables.uuid'],
  fields: {
    start_time: [
      { from: 'variables.start_uepoch', time: 'epoch-us' },
      { from: 'variables.start_epoch', time: 'epoch' },
      { from: 'callflow[-1].times.created_time', time: 'epoch-us' },
    ],
    answer_time: [
      { from: 'variables.answer_uepoch', time: 'epoch-us' },
      { from: 'variables.answer_epoch', time: 'epoch' },
    ],
    end_time: [
      { from: 'variables.end_uepoch', time: 'epoch-us' },
      { from: 'variables.end_epoch', time: 'epoch' },
      { from: 'callflow[0].times.hangup_time', time: 'epoch-us' },
    ],
    calling_number: ['callflow[-1].caller_profile.caller_id_number', 'variables.sip_from_user'],
    called_number: ['callflow[-1].caller_profile.destination_number', 'variables.sip_to_user'],
    ingress_trunk: [
      { from: 'variables.sip_gateway_name', when: inbound },
      { from: 'variables.sip_network_ip', when: inbound },
    ],
    egress_trunk: [
      { from: 'variables.sip_gateway_name', when: outbound },
      { from: 'variables.sip_network_ip', when: outbound },
    ],
    customer: 'variables.accountcode',
    sip_code: [
      { from: 'variables.sip_term_status', pattern: '^[1-6]\\d\\d$' },
      { from: 'variables.sip_invite_failure_status', pattern: '^[1-6]\\d\\d$' },
      { from: 'variables.proto_specific_hangup_cause', pattern: '^sip:([1-6]\\d\\d)$' },
      { from: 'variables.hangup_cause', table: 'hangup-causes' },
    ],
    attestation: [
      { from: 'variables.sip_verstat_detailed', pattern: '-([ABC])$' },
      { from: 'variables.sip_verstat', pattern: '-([ABC])$' },
    ],
    verstat: {
      from: 'variables.sip_verstat',
      pattern: '^(TN-Validation-(?:Passed|Failed))',
      table: 'verstat',
    },
    identity: ['variables.sip_h_identity', 'variables.sip_h_Identity'],
    caller_name: 'callflow[-1].caller_profile.caller_id_name',
  },
  tables: { verstat: { 'TN-Validation-Passed': 'passed', 'TN-Validation-Failed': 'failed' } },
};

export const freeswitchJson = mappedFormat('freeswitch-json', mapping);

/**
 * FreeSWITCH's `mod_xml_cdr`: the same documents as XML, each a `cdr` element. The values of variables are always
 * URL-encoded.
 */
export const freeswitchXml = mappedFormat('freeswitch-xml', {
  ...mapping,
  documents: { xml: 'cdr', encoded: true },
});

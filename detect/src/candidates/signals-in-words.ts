import type { Evidence } from '../segments/signals/signal.ts';
import { percent, percentBeside } from './percent.ts';

const valueText = ({ value, baseline }: Evidence) => percentBeside(value, baseline);

/** What each signal says, by its name. */
const words: Readonly<Record<string, (e: Evidence) => string>> = {
  volume: (e) => `${Math.round(e.value).toLocaleString('en-US')} calls beyond what ordinary calling explains`,
  short_duration_share: (e) =>
    `${valueText(e)} of answered calls end within 6 s; up to ${percent(e.baseline)} is usual`,
  answer_ratio: (e) =>
    `${valueText(e)} of calls are answered; ordinary traffic has ${percent(e.baseline)} or more`,
  fan_out: (e) =>
    `${valueText(e)} of calls go to a called number of their own; from ${percent(e.baseline)} on, somebody works through a list`,
  same_duration: (e) =>
    `${valueText(e)} of longer answered calls last equally long, like a recording; ${percent(e.baseline)} is usual`,
  do_not_originate: (e) =>
    `${valueText(e)} of calls show a number that never places calls (do-not-originate list)`,
  unusable_callers: (e) =>
    `${valueText(e)} of calls show no usable calling number; ${percent(e.baseline)} is usual`,
  unassigned_callers: (e) =>
    `${valueText(e)} of calls show a number that nobody holds; ${percent(e.baseline)} is usual`,
  improper_attestation: (e) =>
    `${valueText(e)} of calls are fully vouched for (A) by a provider that does not hold the number; ${percent(e.baseline)} is usual`,
  number_at_several_origins: (e) =>
    `${valueText(e)} of calls show a number that customers of several providers show within the hour`,
  many_callers_of_one_customer: (e) =>
    `one customer shows ${Math.round(e.value).toLocaleString('en-US')} numbers; a business has up to ${e.baseline}`,
  many_made_up_numbers: (e) =>
    `${Math.round(e.value).toLocaleString('en-US')} different numbers are made up; by mistake, there are up to ${e.baseline}`,
  numbers_of_one_recording: (e) =>
    `${Math.round(e.value).toLocaleString('en-US')} numbers of its sources play one recording that people hang up on; an honest caller shows up to ${e.baseline}`,
  uncalled_numbers_of_one_recording: (e) =>
    `${Math.round(e.value).toLocaleString('en-US')} numbers of its sources, which hardly anybody calls, play one recording; an honest caller shows up to ${e.baseline}`,
  numbers_in_use_elsewhere: (e) =>
    `customers of other providers use ${valueText(e)} of the numbers at the same time; up to ${percent(e.baseline)} is usual`,
  one_ring: (e) =>
    `${valueText(e)} of calls are given up within a ring, so that people call back; ${percent(e.baseline)} is usual`,
  unassigned_called_numbers: (e) =>
    `${valueText(e)} of calls go to numbers that nobody has; a list of people has up to ${percent(e.baseline)}`,
  neighbor_spoofing: (e) =>
    `${valueText(e)} of calls show a number out of the called party's own exchange; ${percent(e.baseline)} is usual`,
  domestic_number_from_abroad: (e) =>
    `${valueText(e)} of calls come from abroad under a domestic number; ${percent(e.baseline)} is usual`,
  attestation_c_or_failed: (e) =>
    `for ${valueText(e)} of calls nobody vouches for the number (attestation C or failed verification); ${percent(e.baseline)} is usual`,
  attestation_b: (e) =>
    `${valueText(e)} of calls are vouched for only in part (attestation B); ${percent(e.baseline)} is usual`,
  mixed_attestation: (e) =>
    `the same signer attests the one number in different ways (${valueText(e)} of calls differ); ${percent(e.baseline)} is usual`,
  upstream_not_in_rmd: (e) =>
    `${valueText(e)} of calls were handed in by a provider that the Robocall Mitigation Database does not list`,
  one_use_callers: (e) =>
    `one customer shows a new number for ${valueText(e)} of its calls; businesses stay below ${percent(e.baseline)}`,
  callers_never_called: (e) =>
    `${valueText(e)} of its callers are never called themselves; ${percent(e.baseline)} is usual in the hour`,
  call_backs: (e) =>
    `${valueText(e)} of called parties call back; an honest number gets more than ${percent(e.baseline)}`,
  attestation_a: (e) => `for ${valueText(e)} of calls a provider vouches for the number (attestation A)`,
  repeated_pairs: (e) => `${valueText(e)} of calls go to a party called more than once`,
};

/** A signal's value and baseline in words. A signal that this release does not know is told by its name. */
export function signalInWords(evidence: Evidence): string {
  const say = words[evidence.name];
  return say === undefined
    ? `${evidence.name}: ${evidence.value}, usually ${evidence.baseline}`
    : say(evidence);
}

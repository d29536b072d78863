/**
 * The closed lists of casework: each word is stored under its index, so a list may only grow at its end. The events, the
 * tables, the commands and the formats for providers all use these.
 */

/** Kinds of things that casework keeps. Each thing has a stream of events of its own. */
export const kinds = [
  'case',
  'traceback',
  'request',
  'answer',
  'action',
  'candidate',
  'provider',
  'demand',
  'package',
  'settings',
  'feed',
  'retention',
] as const;

/** Where a case came from. */
export const caseSources = ['campaign', 'agency', 'honeypot', 'complaint', 'enterprise'] as const;
export const caseStatuses = ['open', 'closed'] as const;

export const tracebackStatuses = ['open', 'ended'] as const;
/** How a traceback can end. */
export const outcomes = [
  'caller_identified',
  'originator_identified',
  'foreign',
  'non_responsive',
  'no_record',
  'refused',
  'disputed',
  'withdrawn',
] as const;

/** Part of a provider in the path of one traced call. */
export const hopRoles = ['terminating', 'transit', 'gateway', 'originating', 'foreign', 'unknown'] as const;
/**
 * How a hop is known. record: members' records prove it. answer: a provider answered it. both: record and answer agree.
 * contradicted: record and answer differ. named: the provider below names it, and nobody has said more yet.
 */
export const hopBases = ['record', 'answer', 'both', 'contradicted', 'named'] as const;

export const requestStatuses = [
  'draft',
  'approved',
  'sent',
  'delivered',
  'bounced',
  'acknowledged',
  'overdue',
  'non_responsive',
  'answered',
  'answered_late',
  'withdrawn',
  'not_needed',
] as const;
export const channels = ['file', 'email', 'webhook'] as const;

/** What a provider can answer. */
export const answerKinds = [
  'upstream',
  'own_customer',
  'foreign_upstream',
  'own_gateway',
  'no_record',
  'retained_out',
  'wrong_provider',
  'refused',
  'legal_process_required',
] as const;
/** How an answer stands to members' records. */
export const agreements = ['agrees', 'contradicts', 'unknown'] as const;
export const answerWays = ['link', 'file', 'api', 'command'] as const;

/** What a provider did about a caller. */
export const actionTypes = ['warned', 'suspended', 'terminated', 'blocked'] as const;

export const verdicts = ['confirmed', 'dismissed'] as const;

export const demandTypes = ['subpoena', 'civil_investigative_demand', 'agency_request'] as const;

/** Who is shown how much. public: no telephone numbers. */
export const profiles = ['provider', 'member', 'agency', 'legal', 'public'] as const;

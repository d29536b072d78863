/**
 * From Q.850 release causes to final SIP responses, by RFC 3398, 7.2.4.1. Cause 16 (normal clearing) of an unanswered
 * call means that the caller gave up: 487. Cause 29 gives 501, because the RFC's 510 is a known erratum.
 */
const responses: Readonly<Record<number, number>> = {
  1: 404,
  2: 404,
  3: 404,
  16: 487,
  17: 486,
  18: 408,
  19: 480,
  20: 480,
  21: 403,
  22: 410,
  23: 410,
  26: 404,
  27: 502,
  28: 484,
  29: 501,
  31: 480,
  34: 503,
  38: 503,
  41: 503,
  42: 503,
  47: 503,
  55: 403,
  57: 403,
  58: 503,
  65: 488,
  70: 488,
  79: 501,
  87: 403,
  88: 503,
  102: 504,
  111: 500,
  127: 500,
};

/** The response for a cause that is not listed, by its class: the upper three of the cause's seven bits. */
const responsesOfClass = [480, 480, 503, 403, 501, 400, 500, 500] as const;

/**
 * The SIP response for a Q.850 cause. '' where there is no cause (empty or 0), or the cause is above 127 and a vendor's
 * own.
 */
export function q850Response(cause: string): string {
  if (!/^\s*\d{1,9}\s*$/.test(cause)) return '';
  const number = Number(cause);
  if (number < 1 || number > 127) return '';
  return String(responses[number] ?? responsesOfClass[number >> 4] ?? '');
}

/** FreeSWITCH's names of Q.850 causes, and their numbers. */
const causes: Readonly<Record<string, number>> = {
  UNALLOCATED_NUMBER: 1,
  NO_ROUTE_TRANSIT_NET: 2,
  NO_ROUTE_DESTINATION: 3,
  CHANNEL_UNACCEPTABLE: 6,
  CALL_AWARDED_DELIVERED: 7,
  NORMAL_CLEARING: 16,
  USER_BUSY: 17,
  NO_USER_RESPONSE: 18,
  NO_ANSWER: 19,
  SUBSCRIBER_ABSENT: 20,
  CALL_REJECTED: 21,
  NUMBER_CHANGED: 22,
  REDIRECTION_TO_NEW_DESTINATION: 23,
  EXCHANGE_ROUTING_ERROR: 25,
  DESTINATION_OUT_OF_ORDER: 27,
  INVALID_NUMBER_FORMAT: 28,
  FACILITY_REJECTED: 29,
  RESPONSE_TO_STATUS_ENQUIRY: 30,
  NORMAL_UNSPECIFIED: 31,
  NORMAL_CIRCUIT_CONGESTION: 34,
  NETWORK_OUT_OF_ORDER: 38,
  NORMAL_TEMPORARY_FAILURE: 41,
  SWITCH_CONGESTION: 42,
  ACCESS_INFO_DISCARDED: 43,
  REQUESTED_CHAN_UNAVAIL: 44,
  PRE_EMPTED: 45,
  FACILITY_NOT_SUBSCRIBED: 50,
  OUTGOING_CALL_BARRED: 52,
  INCOMING_CALL_BARRED: 54,
  BEARERCAPABILITY_NOTAUTH: 57,
  BEARERCAPABILITY_NOTAVAIL: 58,
  SERVICE_UNAVAILABLE: 63,
  BEARERCAPABILITY_NOTIMPL: 65,
  CHAN_NOT_IMPLEMENTED: 66,
  FACILITY_NOT_IMPLEMENTED: 69,
  SERVICE_NOT_IMPLEMENTED: 79,
  INVALID_CALL_REFERENCE: 81,
  INCOMPATIBLE_DESTINATION: 88,
  INVALID_MSG_UNSPECIFIED: 95,
  MANDATORY_IE_MISSING: 96,
  MESSAGE_TYPE_NONEXIST: 97,
  WRONG_MESSAGE: 98,
  IE_NONEXIST: 99,
  INVALID_IE_CONTENTS: 100,
  WRONG_CALL_STATE: 101,
  RECOVERY_ON_TIMER_EXPIRE: 102,
  MANDATORY_IE_LENGTH_ERROR: 103,
  PROTOCOL_ERROR: 111,
  INTERWORKING: 127,
};

/** FreeSWITCH's own causes and their SIP responses. Their numbers in its files are not Q.850 causes. */
const ownCauses: Readonly<Record<string, string>> = {
  ORIGINATOR_CANCEL: '487',
  LOSE_RACE: '487',
  PICKED_OFF: '487',
  MANAGER_REQUEST: '487',
  ALLOTTED_TIMEOUT: '487',
  CRASH: '500',
  INVALID_PROFILE: '500',
  SYSTEM_SHUTDOWN: '503',
  GATEWAY_DOWN: '503',
  INVALID_GATEWAY: '503',
  USER_NOT_REGISTERED: '480',
  NO_PICKUP: '480',
  PROGRESS_TIMEOUT: '408',
  MEDIA_TIMEOUT: '408',
  USER_CHALLENGE: '407',
};

/** The SIP response for a FreeSWITCH hangup cause. '' for an unknown name. */
export function hangupCauseResponse(cause: string): string {
  const key = cause.trim().toUpperCase();
  if (Object.hasOwn(ownCauses, key)) return ownCauses[key] ?? '';
  return Object.hasOwn(causes, key) ? q850Response(String(causes[key])) : '';
}

/**
 * Every threshold of detection, with its reason. Those of the field are other people's practice and carry their source;
 * the rest is argued in docs/detection/rules.md. Durations are seconds.
 */
export const thresholds = {
  /** An answered call this short counts as short (Telnyx support 1130707). */
  shortCallS: 6,
  /** A caller who gives up within this time of the attempt's arrival rang once at most (wangiri: cancelled within a ring, ClearIP). */
  oneRingS: 4,
  /** Calls of a number in an hour, and the share of them given up so, from which it rings once on purpose. */
  oneRingCalls: 8,
  oneRingShare: 0.66,
  /** Share of the calls of one class from one place that are given up so, from which these calls are told apart from the others. */
  ringingShare: 0.2,
  /** More than this share of connected calls being short is a problem (Telnyx support 1130707). */
  shortShare: 0.15,
  /** Answer-seizure ratio of a call centre; less is no ordinary calling (Phoenix Solutions). */
  answerRatio: 0.4,
  /** Share of calls that are answered from which the called parties wait for them, where hardly anybody hangs up at once. */
  awaitedAnswerRatio: 0.7,
  /** A calling number is busy from this many legs in 5 minutes (46 Labs: 5 attempts in a batch). */
  busyNumberLegs: 5,
  /** Distinct called numbers per call from which somebody works through a list. */
  fanOut: 0.9,
  /**
   * Shares of called parties that call back within the hour between which it tells nothing. Honest busy numbers get 1% and
   * more, and who has a number stolen is called for it.
   */
  callBackShare: 0.005,
  honestCallBackShare: 0.007,
  /** Whoever calls back mostly does so within this time. Until then, that nobody has called back tells nothing. */
  callBackS: 1_800,
  /** Share of ordinary calls that are called back within the hour, from which it tells all it can that a number's are not. */
  ordinaryCallBackShare: 0.02,

  /** A number proven to be at customers of this many providers within an hour is nobody's own: a business has one or two. */
  severalOrigins: 3,
  /**
   * Calls of a number in an hour, and the share of them, from which a provider is one of its origins: less may be forwarded.
   */
  originCalls: 3,
  originShare: 0.05,
  /** Numbers of one customer within an hour, and how many for each call, from which they are more than a business has. */
  customerNumbers: 64,
  customerNumbersPerCall: 0.2,

  /** Suspicious calls in an hour below which a source or number is not judged by itself: too few to tell. */
  segmentCalls: 30,
  /** Fewer may still join a campaign that others opened; so few only where they are strong in their hour by themselves. */
  joinCalls: 8,
  thinCalls: 4,
  /** Distinct calls from which a campaign is opened. */
  campaignCalls: 200,
  /** Log-odds from which an hour's segment is suspicious: about 9 in 10; a campaign mostly spans several. */
  segmentLogOdds: 2,
  /** Log-odds from which a segment may join a campaign of its own origin. */
  joinLogOdds: 0,
  /** Log-odds from which a segment is kept to be judged with others of its number or customer: the prior, nothing against it. */
  keepLogOdds: -4,
  /** Log-odds on the caller's side below which all else must say more. Below half of it nothing opens, however alike the calls are. */
  callerLogOdds: 1,
  /** The most that the share of calls hung up on at once may contribute, log-odds. */
  hungUpLogOdds: 3,
  /** Most log-odds of attestation on the caller's side. An improper attestation does not count there at all. */
  attestationLogOdds: 0.75,
  /** The same of a whole campaign, of attestations that only say that nobody vouches for the number: alone they open nothing. */
  plainAttestationLogOdds: 0.4,
  /** Share of calls whose caller nobody calls, up to which all callers count as called: a late record, or a small segment more, changes nothing. */
  uncalledShare: 0.05,
  /** Call-backs from which numbers are surely called back, and not once by chance. */
  callBacksSeen: 3,
  /** Calls for each number and hour from which numbers are in steady use. Businesses are called back for this share of them at least. */
  steadyCalls: 5,
  steadyCallBackShare: 0.01,
  /** Calls for each number, over all hours together, from which many numbers may be those of small callers. */
  smallCallersCalls: 1.25,
  /** Share of calls called back below which nobody is at the numbers, whoever they are: ordinary callers get ten times as many and more. */
  nobodyCallBackShare: 0.001,
  /** Numbers up to which an honest caller may play one recording: it shows one number, or one for each of its lines or places. */
  recordingNumbers: 16,
  /** Share of a number's calls that customers of other providers make, from which it is in use elsewhere: fewer may be forwarded calls. */
  elsewhereCallShare: 0.25,
  /** Numbers of a source from which a sample of them is asked whether they are in use elsewhere. */
  sampledNumbers: 16,
  /** Share of these up to which an honest source's numbers may be in use elsewhere. */
  elsewhereShare: 0.1,
  /** Share of the numbers in use elsewhere that are at two places, from which they are those of one business with two or three providers. */
  elsewherePlacesShare: 0.9,
  /** Share of the calls heard that end within six seconds from which they play one recording, and the most of people's talks that do. */
  recordingShare: 0.42,
  talksShare: 0.36,
  /**
   * The same, where so many times more end so than in six seconds some ten seconds before and after. People's talks of half a
   * minute and more have a share of a tenth to a fifth, and hardly a peak.
   */
  peakShare: 0.3,
  peakRatio: 2,
  /** The same of a recording that is shorter than some 22 s: calls of its four seconds against those of the next four. Talks fall by a third at most. */
  endRatio: 3,
  /** Log-odds of the share hung up on at once from which called parties reject the calls: about two in five. */
  rejectedLogOdds: 2,
  /** Share of calls below which so few are not answered that the feeds do not tell of them: people who wait for a call are busy or out of reach as well. */
  unansweredShare: 0.05,
  /** Log-odds on the caller's side without which missing call-backs count for nothing: less is a stray call's. */
  besideLogOdds: 0.1,
  /** Share of calls attested A, properly or not, from which neither other attestation nor missing call-backs open anything. */
  vouchedShare: 0.4,
  /**
   * The highest scores: however plain the evidence, a candidate may take two campaigns for one. Of one number, or mostly of named
   * customers; of origins where many customers' calls meet; of the latter with two messages.
   */
  surest: 0.97,
  surestOfMany: 0.9,
  surestOfTwoMessages: 0.6,
  /** Numbers of a place in an hour, each with too few calls to be judged, from which they are judged together. */
  pooledNumbers: 3,
  /**
   * Calls of a place in an hour to one area are judged by themselves from so many on. Their share must be so many times that of the other
   * calls that go there.
   */
  targetCalls: 16,
  targetRatio: 4,
  /**
   * Most calls of numbers that are used more often than others, as a share, where all are taken from one pool at random: two
   * standard deviations above the mean. Two pools show several times as many.
   */
  reusedByChance: 0.05,
  /** Before any signal: about 2 in 100. */
  priorLogOdds: -4,
  /** Calls of one outcome are members where at least this share of them is beyond ordinary calling. */
  memberShare: 0.7,
  /**
   * Squared distance (0 the same, 4 nothing in common) of how long calls are heard, beyond what chance explains: from the
   * first on two messages differ, and up to the second they are one.
   */
  differentMessage: 0.3,
  sameMessage: 0.25,
  /** Carriers that bill by six seconds may write durations so, rounded up. */
  roundingS: 6,
  /** Calls of exactly a minute against those a second shorter or longer, from which durations are rounded up to minutes. */
  minuteRatio: 4,
  /** Share of the calls heard that end at a multiple of `roundingS`, from which durations are rounded: twice as many as by chance. */
  roundedShare: 1 / 3,
  /** Share of the calls heard that end within the same three seconds from which there is one message to compare. */
  tightMessage: 0.25,
  /** The same, from which calls of an unknown number of origins have but one. */
  onlyMessage: 0.4,
  /** Two message lengths this near are one message, heard by a person and on voicemail, seconds. */
  oneMessageS: 7,
  /** Share of the calls heard that end within the same three seconds, from which they are a message of their own. */
  messageShare: 0.1,
  /** The same of a message that few hear to its end, where they surely stand out: most calls of a campaign are hung up on. */
  sideMessageShare: 0.03,
  /** Share of a campaign's calls from which a part of them is held against the others in the evidence. */
  partShare: 0.1,
  /** Share of calls from which a number pattern is named in the evidence. */
  patternShare: 0.15,
  /** Calls heard, below which no message lengths are named. */
  heardCalls: 40,
  /** Squared distance of the area codes called from which two differ, where both call at the same time. */
  differentAreas: 0.8,
  /** Difference of the answered or the short share from which two campaigns differ, and up to which they are one. */
  differentShare: 0.12,
  sameShare: 0.1,
  /** Difference of the share of calls that show a number once more, from which two pools are used otherwise. */
  differentUse: 0.5,
  /** Part of `differentShare` and `differentMessage` from which two differ that call at the same time: a campaign changes over the day. */
  atOnceLimit: 0.5,
  /**
   * Callers two pools have in common, of the sample, and as a share of whoever has more. From these on they are one where
   * alike, one unless plainly different, and one whatever they do.
   */
  sharedCallers: 3,
  someCallerShare: 0.05,
  sharedCallerShare: 0.25,
  sameCallerShare: 0.8,
  /** Match weights that together join two without a single reason, bits: 64 to 1 (docs/decisions/learned-match-weights.md). */
  evidenceBits: 6,
  /** Callers for each exchange from which numbers are taken from few exchanges, not at random. */
  callersPerExchange: 10,
  /** Two begin, and end, together within this time, minutes, or this share of the shorter. */
  sameSpanMin: 3,
  sameSpanShare: 0.03,
  /** A campaign that leaves one upstream goes on at the next within this time, minutes. */
  inTurnMin: 20,
  /** An end this near to a full hour may be only where segments are cut, minutes. */
  hourCutMin: 3,
  /** A segment is busy from the first to the last minute with more than this part of its usual calls a minute. */
  strayPace: 0.25,
  /** Calls of an hour of a cluster below which its smallest segments are strays: they tell nothing of its beginning and end. */
  strayShare: 0.1,
  /** Two with one message at the same time begin or end together within this time, minutes. */
  togetherMin: 10,
  /** The same where nobody hears why: within the time of this many of its calls, at a pace that differs by no more than this. */
  inTurnCalls: 3,
  inTurnPace: 2,
  /** Many customers' calls meet at an origin nobody proves: who goes on there is back within this time, minutes, or is another. */
  namedGapMin: 66,
  /** A gap this long between two segments of one origin ends a campaign, hours. */
  campaignGapH: 24,
  /** A candidate of an ended campaign stays open for so long: calls under ten days old are traced first (FR 2023-13035). */
  candidateDays: 10,
} as const;

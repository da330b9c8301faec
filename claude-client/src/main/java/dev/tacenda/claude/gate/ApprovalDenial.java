package dev.tacenda.claude.gate;

/**
 * Why there was no approval, as it stands in records and messages. What is wrong with a decision
 * that somebody left does not end the wait: another one may be good. It is the reason that is given
 * when the wait is over.
 */
public enum ApprovalDenial {
  /** There is no gate that asks anybody. */
  NOBODY_TO_ASK,
  /** No rule says who may approve this. */
  NO_RULE,
  /** Nobody decided in time. */
  TIMED_OUT,
  /** The wait was interrupted. */
  INTERRUPTED,
  /** Somebody said no. */
  REJECTED,
  /** Some approved, fewer than are needed. */
  QUORUM_NOT_REACHED,
  /** The approval has been used as often as it may be. */
  USED_UP,
  /** What would be sent is not what was approved. */
  CHANGED,

  /** A decision cannot be read. */
  DECISION_MALFORMED,
  /** There are more decisions, or longer ones, than are read. */
  TOO_MANY_DECISIONS,
  /** A decision was signed by nobody who is known. */
  KEY_UNKNOWN,
  /** A signature is wrong. */
  SIGNATURE_WRONG,
  /** A decision is about another request. */
  OTHER_REQUEST,
  /** A decision is about another policy. */
  OTHER_POLICY,
  /** A decision is about another caller. */
  OTHER_CALLER,
  /** A decision is about another run. */
  OTHER_RUN,
  /** An approval is no longer valid. */
  EXPIRED,
  /** An approval is not valid yet. */
  NOT_YET_VALID,
  /** An approval would be valid for longer than is allowed. */
  VALID_TOO_LONG,
  /** A decision comes from the future, or the clock went back. */
  CLOCK_DOUBT,
  /** An approval was given under another quorum. */
  WRONG_QUORUM,
  /** An approval allows more than was asked for. */
  SCOPE_TOO_WIDE,

  /** Nothing says which person, or known robot, the caller stands for. */
  REQUESTER_UNMAPPED,
  /** Nothing says which person decided. */
  APPROVER_UNMAPPED,
  /** A decision names another person than the one who signed it. */
  APPROVER_NOT_SIGNER,
  /** The person who asks approved. */
  SELF_APPROVAL,
  /** A robot approved. */
  NOT_HUMAN,
  /** Somebody approved who may not approve this. */
  NOT_AN_APPROVER,
  /** An approval past the rules was not signed with a key for that, or such a key for another. */
  BREAK_GLASS_KEY,
  /** An approval past the rules has no reason or no ticket. */
  BREAK_GLASS_WITHOUT_TICKET,
  /** An approval past the rules would be valid for longer than an hour. */
  BREAK_GLASS_TOO_LONG,
  /** The caller has asked too often. */
  RATE_LIMITED,

  /** The request goes to another endpoint than the conversation that was approved. */
  OUTSIDE_ENDPOINT,
  /** The request names another model. */
  OUTSIDE_MODEL,
  /** The request offers another tool. */
  OUTSIDE_TOOL,
  /** The request names another MCP server. */
  OUTSIDE_MCP_SERVER,
  /** The request turns on another feature of the API. */
  OUTSIDE_FEATURE,
  /** The policy asks for a reason that the approved request did not have. */
  OUTSIDE_REASON,
  /** The conversation has had as many requests as were approved. */
  OUTSIDE_REQUESTS,
  /** The request could bring more output tokens than were approved, or says no limit. */
  OUTSIDE_TOKENS,
  /** The time of the conversation is over. */
  OUTSIDE_TIME,

  /** Where questions and decisions are kept cannot be read or written. */
  UNAVAILABLE,
  /** Others could change what is kept there. */
  STORE_INSECURE,
  /** A question that is kept is not what its id says. */
  QUESTION_ALTERED,
  /** The request is larger than what can be shown to people. */
  QUESTION_TOO_LARGE,
  /** The server answered with a status or a body that it must not answer with. */
  SERVER_ANSWER_WRONG,
  /** The server answered with a redirect. */
  SERVER_REDIRECTS,
  /** The server answered with more than is read. */
  SERVER_ANSWER_TOO_LARGE
}

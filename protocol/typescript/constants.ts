// This file was generated from protocol/src/frames.rs. Do not edit it by hand.
export const PROTO = 1;
export const CLOSE = {
  RECONNECT: 4000,
  TICKET: 4001,
  UNREADABLE: 4002,
  RELOAD: 4003,
  REMOVED: 4010,
  OVER: 4011,
  OTHER_TAB: 4012,
  SLOW: 4020,
} as const;

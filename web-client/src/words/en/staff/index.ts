import { board } from './board.ts';
import { buddyCare } from './buddy-care.ts';
import { call } from './call.ts';
import { care } from './care.ts';
import { desk } from './desk.ts';
import { day } from './day.ts';
import { group } from './group.ts';
import { moderation } from './moderation.ts';
import { plan } from './plan.ts';
import { proposal } from './proposal.ts';
import { queue } from './queue.ts';
import { roundControl } from './round-control.ts';

/** Words of what facilitators and the assistant have on their desks. */
export const staff = {
  board,
  buddyCare,
  call,
  care,
  day,
  desk,
  group,
  moderation,
  plan,
  proposal,
  queue,
  roundControl,
};

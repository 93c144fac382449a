import { account } from './account.ts';
import { chat } from './chat.ts';
import { common } from './common.ts';
import { doors } from './doors.ts';
import { exit } from './exit.ts';
import { facilitator } from './facilitator.ts';
import { feedback } from './feedback.ts';
import { flags } from './flags.ts';
import { met } from './met.ts';
import { organiser } from './organiser.ts';
import { pairing } from './pairing.ts';
import { people } from './people.ts';
import { privacy } from './privacy.ts';
import { rooms } from './rooms.ts';
import { rounds } from './rounds.ts';
import { roundsPlan } from './rounds-plan.ts';
import { staff } from './staff/index.ts';
import { staffing } from './staffing.ts';
import { support } from './support.ts';
import { trainee } from './trainee.ts';

export const en = {
  common,
  account,
  trainee,
  facilitator,
  doors,
  support,
  staff,
  staffing,
  organiser,
  rounds,
  roundsPlan,
  chat,
  feedback,
  flags,
  people,
  privacy,
  rooms,
  met,
  pairing,
  exit,
};

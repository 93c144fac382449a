import { chat } from './chat.ts';
import { common } from './common.ts';
import { facilitator } from './facilitator.ts';
import { flags } from './flags.ts';
import { organiser } from './organiser.ts';
import { people } from './people.ts';
import { rooms } from './rooms.ts';
import { rounds } from './rounds.ts';
import { staff } from './staff/index.ts';
import { support } from './support.ts';
import { trainee } from './trainee.ts';

export const en = {
  common,
  trainee,
  facilitator,
  support,
  staff,
  organiser,
  rounds,
  chat,
  flags,
  people,
  rooms,
};

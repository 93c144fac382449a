/** Words of breakout rooms, moves and buddies. */
export const rooms = {};

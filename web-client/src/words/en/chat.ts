/** Words of every chat. */
export const chat = {};

/** Words of raising a flag and of the queue that answers it. */
export const flags = {};

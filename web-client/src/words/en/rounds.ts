/** Words of check-in, check-out and other rounds. */
export const rounds = {};

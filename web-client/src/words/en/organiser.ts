/** Words of the organiser's pages. */
export const organiser = {};

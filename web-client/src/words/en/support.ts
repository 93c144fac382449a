/** Words of the tech-support assistant's console. */
export const support = {};

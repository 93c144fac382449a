/** Words of the trainee's page. */
export const trainee = {};

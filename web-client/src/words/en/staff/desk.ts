/** Words of coming to a staff console, and of what stands in the way. */
export const desk = {
  connecting: 'Connecting…',
  notIn: 'Please open your personal link, or sign in',
  notInHint:
    'This page opens from the personal link that you were given, or when you are signed in with your staff account.',
  signIn: 'Sign in',
  stopped: 'You are no longer connected',
  noSession: 'There is no session at this address',
  noSessionHint: 'Please open your personal link again and choose the session there.',
  otherConsole: 'This is not your page',
  otherConsoleHint: 'Your part in this session has a page of its own.',
  goThere: 'Go to my page',
  reload: 'Load the page again',
  shareBacks: 'Notes from the rooms',
  sound: 'Soft sound when somebody waits',
  skip: 'Jump to',
};

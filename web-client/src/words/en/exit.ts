/** Words of the quick way out, of quiet signs, and of what stays with oneself. */
export const exit = {
  button: 'Exit',
  name: 'Exit this page',
  how: 'Hides this page at once. You can also press Shift three times.',
  place: 'Quick way out',
  onceMore: 'Press Shift once more to exit this page.',
  coverTitle: 'Blank page',

  /** The title of the tab: no name of a training, a group or a product. */
  tab: 'Session',
  tabNew: (n: number) => `(${n}) Session`,
  /** What the device shows: nothing of what is new. */
  somethingNew: 'Something new in your tab',

  quiet: {
    title: 'Quiet signs and the quick way out',
    intro: 'All of this is off until you choose it. Your choices stay on this device.',
    markTab: 'Show a number in the tab’s name when there is something new',
    notify: 'Tell me on this device when there is something new',
    notifyHint: 'It only says “Something new in your tab”. No names, no words, no sound.',
    notAllowed: 'This browser does not allow it just now. You can change that in its settings.',
    keepDrafts: 'Keep what I have begun to write when I exit',
    stays: 'What stays behind when you exit',
    staysList: [
      'This tab shows a blank page, and “Back” does not lead here. The others only see that your connection was lost; your place is held.',
      'To come back, press “Go back” on the blank page, or Shift three times again. If it shows another website, open your link again.',
      'What you had begun to write is gone from this device, unless you choose to keep it above. What you had sent still arrives.',
      'Your private notes stay in this browser until you erase them.',
      'The browser’s own list of visited pages still has this address, and you stay signed in here. A private window keeps neither once it is closed.',
    ],
  },

  notes: {
    title: 'Notes for yourself',
    label: 'Your notes',
    intro:
      'Nobody else reads what you write here. It is never sent: it stays in this browser, on this device.',
    shared: 'On a shared device, somebody else who opens this page as you could read it.',
    save: 'Save as a file',
    erase: 'Erase',
    erased: 'Your notes are erased.',
    fileName: 'my-notes.txt',
    full: 'This browser has no more room for notes. What you write now is gone when you close the page.',
  },
};

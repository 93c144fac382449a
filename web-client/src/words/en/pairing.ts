/** Words of a trainee's own buddy, and of saying that a pairing does not work. */
export const pairing = {
  title: 'Your buddy',
  titleSeveral: 'Your buddies',
  none: 'You do not have a buddy yet. The facilitators can see that.',
  is: (names: string) => names,
  new: 'This is new. The facilitators have arranged it. You can write to them if you would like to talk about it.',
  today: (names: string) => `For today also: ${names}`,
  notWorking: 'This pairing isn’t working for me',
  asked: 'You have told the facilitators that this pairing isn’t working for you. They will get in touch.',
  takeBack: 'I would rather keep it as it is',
  dialog: {
    title: 'This pairing isn’t working for me',
    kind: 'That happens, and it is nobody’s fault. You do not have to say why.',
    notTold: 'Your buddy will not be told that you asked.',
    words: 'Anything you would like them to know',
    send: 'Tell the facilitators',
    sent: 'The facilitators have been told.',
  },
};

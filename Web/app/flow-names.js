/**
 * The numbers of PhoneCore's sign-in state machine (`OTPCore`, `PhoneFlow`), by name.
 */

/** Where the person is. */
export const State = Object.freeze({
  starting: 0,
  signedOut: 1,
  submitting: 2,
  verifyDevice: 3,
  offerDevice: 4,
  scanning: 5,
  manualEntry: 6,
  claiming: 7,
  showingCode: 8,
  waitingForPortal: 9,
  registered: 10,
  home: 11,
  oneTimeCode: 12,
  keyLost: 13,
});

/** What happened. */
export const Event = Object.freeze({
  startedSignedOut: 0,
  startedSignedIn: 1,
  startedKeyLost: 2,
  submit: 3,
  accepted: 4,
  needsDevice: 5,
  offersDevice: 6,
  needsOneTimeCode: 7,
  refused: 8,
  cancel: 9,
  scanQR: 10,
  enterManually: 11,
  codeFound: 12,
  claimAccepted: 13,
  claimRefused: 14,
  continueTapped: 15,
  notYetConfirmed: 16,
  confirmed: 17,
  rejected: 18,
  sessionExpired: 19,
  dismiss: 20,
  signOut: 21,
  deviceRemoved: 22,
  skip: 23,
  registerNow: 24,
  linkOpened: 25,
});

/** What the shell has to do about it. */
export const Effect = Object.freeze({
  none: 0,
  sendCredentials: 1,
  startCamera: 2,
  stopCamera: 3,
  claim: 4,
  pollConfirmation: 5,
  forgetSession: 6,
  showError: 7,
  loadHome: 8,
  wipeDevice: 9,
  sendOneTimeCode: 10,
  sendSkip: 11,
  useLink: 12,
  ignored: 13,
});

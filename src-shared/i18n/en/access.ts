/** Texts of signing in, locking, users and tokens. */
export const access = {
  commands: {
    createUser: 'User added: {{name}}',
    updateUser: 'User changed: {{name}}',
    changeSecret: 'PIN or password changed: {{name}}',
    createToken: 'Access key issued: {{name}}',
    revokeToken: 'Access key revoked: {{name}}',
  },
  whoAreYou: 'Who is at the desk?',
  pin: 'PIN',
  password: 'Password',
  showSecret: 'Show what is typed',
  pinPad: 'Digits',
  eraseDigit: 'Erase a digit',
  enter: 'Sign in',
  otherPerson: 'Another user',
  locked: 'This desk is locked',
  device: {
    title: 'This browser is new here',
    text: 'The salon’s data opens only at the address that the program shows at its start: the address holds a key.',
    step1: 'Find the window that the program was started from and copy the whole address there.',
    step2: 'Paste the address or the key here. This browser will be remembered.',
    label: 'Address or key',
    open: 'Open',
    wrong: 'The key does not fit. Copy the address again: the program may have been started with other data.',
    unread: 'There is no key in this text. Example of an address: http://127.0.0.1:4455/?key=…',
  },
};

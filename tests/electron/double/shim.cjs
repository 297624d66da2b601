// What `require('electron')` gives to packages that Vite does not transform (electron-updater): the running double.
module.exports = globalThis[Symbol.for('zerkalo.electron-double')];

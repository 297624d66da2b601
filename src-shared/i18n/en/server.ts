/** What the terminal says when the application runs in the browser. */
export const server = {
  address: 'Zerkalo is open: {{address}}',
  keepSecret: 'The address works on this computer only and only as a whole: it carries a key. Stop with Ctrl+C.',
  noElectron: "Electron's binary is not here, so the same application is opened in the browser.",
  alreadyRunning: 'This data folder is already open (process {{pid}}): {{address}}',
  alreadyRunningElsewhere:
    'This data folder is already open in another program (process {{pid}}): {{folder}}. Close it or name another folder: --data.',
  portTaken: 'Port {{port}} is taken by another program. Name another one: --port 4460.',
  portForbidden: 'Port {{port}} may not be used. Name another one above 1024: --port 4460.',
  stopped: 'Zerkalo is closed, the data are saved.',
  unknownOption: 'Unknown option {{value}}. All options: --help.',
  missingValue: 'Option {{value}} has no value. Example: --data /home/salon/zerkalo.',
  badPort: 'Port “{{value}}” does not do: it must be a whole number from 0 to 65535.',
  badLang: 'Language “{{value}}” is not supported. There are ru and en.',
  unexpectedArgument: 'Unexpected argument “{{value}}”. All options: --help.',
  demoNeedsNewFolder: 'Folder {{folder}} has a salon already. Name an empty folder for the demo, or none.',
  help: `Zerkalo: the desk of a beauty salon

  npm start -- [options]

  --data FOLDER  where the salon's data lie (or ZERKALO_DATA)
  --port N       port on this computer (or ZERKALO_PORT), 0 for any free one
  --lang ru|en   language before signing in (or ZERKALO_LANG)
  --no-open      do not open a browser, only print the address
  --demo         a fresh demo salon with its owner signed in`,
};

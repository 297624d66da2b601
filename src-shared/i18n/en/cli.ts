/** What the `salon` command says in the terminal. */
export const cli = {
  unknownCommand: 'There is no command "{{value}}". List of commands: npm run -s salon -- --help',
  unknownOption: 'Unknown option {{value}}. Options of the command: npm run -s salon -- {{command}} --help',
  missingValue: 'Option {{value}} has no value. Options of the command: npm run -s salon -- {{command}} --help',
  missingOption: 'Required option {{value}} is missing. Options of the command: npm run -s salon -- {{command}} --help',
  unexpectedArgument: 'Unexpected argument "{{value}}". Options of the command: npm run -s salon -- {{command}} --help',
  badDate: 'Date "{{value}}" does not fit. A calendar day as YYYY-MM-DD is needed, for example 2026-03-12.',
  badSize: 'Size "{{value}}" does not fit. There are salon (one salon) and ten-years (ten years, 20 masters).',
  badSeed: 'Number "{{value}}" in --seed does not fit. A whole number from 0 to 4294967295 is needed.',
  badLang: 'Language "{{value}}" is not supported. There are ru and en.',
  noSalon: 'There is no salon in folder {{folder}}. Check the path in --data.',
  noFile: 'There is no file {{file}}. Check the path in --from.',
  fileExists: 'File {{file}} is already there. Choose another name: a copy never replaces another file.',
  folderMissing: 'There is no folder {{folder}}. Create it or choose another file name.',
  hasSalon: 'Folder {{folder}} already has a salon. Choose an empty folder for the demo.',
  inUse:
    'The salon in folder {{folder}} is open right now (process {{pid}}, {{address}}). Close the application and repeat.',
  inUseElsewhere:
    'The salon in folder {{folder}} is open right now (process {{pid}}). Close the application and repeat.',
  unknownUser: 'There is no user "{{value}}". There are: {{users}}.',
  severalUsers: 'Several users are named "{{value}}". Rename one of them in the settings.',
  backupFailed: 'It did not work: {{reason}}. The data of the salon is unchanged.',
  problem: '{{title}}. {{means}} {{todo}}',
  file: 'File: {{file}}',
  unexpected: 'Something went wrong: {{message}}',
  demo: {
    done: 'The demo salon is ready: {{folder}}\nClients: {{clients}}, visits: {{visits}}, service lines: {{lines}}, time: {{seconds}} s.\nSign in as {{owner}}, PIN {{pin}}.',
    progress: 'Demo salon: {{percent}} %',
  },
  verify: {
    ok: 'The data is sound: "{{salon}}", visits {{visits}}, clients {{clients}}, actions in the log {{commands}}.',
    cannot:
      'The data did not pass the check: $t(backup:failures.{{failure}}). Restore the latest copy, or hand this text to whoever looks after the program.',
    bad: 'The data did not pass the check. Found: {{count}}.',
    erased: 'Erased by law, act {{act}}: {{values}} earlier values, {{commands}} descriptions of actions.',
    progress: 'Checking: {{percent}} %',
  },
  check: {
    ok: 'The books agree: {{documents}} documents, {{entries}} entries, in {{seconds}} s.',
    bad: 'The books do not agree. Rules broken: {{count}}.',
    finding: '{{invariant}} $t(ledger:check.rules.{{rule}}): {{total}}',
    progress: 'Checking the books: {{percent}} %',
  },
  backup: {
    done: 'The copy is made and proved: {{file}}\n"{{salon}}", visits {{visits}}, clients {{clients}}.',
    progress: 'Copy: {{percent}} %',
  },
  restore: {
    done: 'Salon "{{salon}}" is restored.',
    kept: 'The previous data is kept: {{file}}',
    progress: 'Restoring: {{percent}} %',
  },
  token: {
    done: 'Access key of user {{user}} ({{name}}). It is shown once; the salon keeps only its digest:',
    defaultName: 'Command line',
  },
  help: {
    main: `Zerkalo: commands for whoever looks after the program

  npm run -s salon -- COMMAND [options]

  demo        make a demo salon
  verify      check the data of a salon
  check       check the books: money, debts, certificates, reports
  backup      make a copy and prove it
  restore     bring a salon back from a copy
  api-token   issue an access key for the REST interface

  --lang ru|en   language (or ZERKALO_LANG)
  --help         this help; after a command, help on it

Exit code: 0 it worked, 1 it did not (the reason is printed), 2 wrong options.`,
    demo: `Makes a demo salon in an empty folder.

  npm run -s salon -- demo --data DIR [--size salon|ten-years] [--seed N] [--today DATE]

  --data DIR     where to put the data
  --size SIZE    salon: 8 masters and 18 months (default); ten-years: 20 masters and ten years
  --seed N       a whole number: the same one gives the same salon (default 1)
  --today DATE   the day on which the history ends, YYYY-MM-DD (default today)`,
    verify: `Checks the data of a salon: the file, the change log and every row.

  npm run -s salon -- verify --data DIR [--json]

  --data DIR   data folder of the salon
  --json       answer as JSON`,
    check: `Checks the books by 17 rules: every kopeck is counted again, nothing is changed.

  npm run -s salon -- check --data FOLDER [--json]

  --data FOLDER   data folder of the salon
  --json          answer as JSON`,
    backup: `Makes a copy of the data and proves it at once by opening it again.

  npm run -s salon -- backup --data DIR [--to FILE]

  --data DIR   data folder of the salon
  --to FILE    where to put the copy (default: folder backups beside the data)`,
    restore: `Brings a salon back from a copy. The present data is kept as a copy of its own.

  npm run -s salon -- restore --data DIR --from FILE

  --data DIR    data folder of the salon
  --from FILE   file of the copy`,
    'api-token': `Issues an access key for the REST interface. The key is printed once.

  npm run -s salon -- api-token --data DIR --user NAME [--name TEXT]

  --data DIR    data folder of the salon
  --user NAME   name of the user whose rights the key gets
  --name TEXT   what the key is for, to recognise it in the list`,
  },
};

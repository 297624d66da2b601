/** Texts of the first run and of the recovery screen. */
export const setup = {
  commands: { complete: 'The salon is set up, owner: {{name}}' },
  title: 'Setting up the salon',
  steps: { salon: 'Salon', hours: 'Opening hours', owner: 'Owner', start: 'Start' },
  language: 'Language',
  salonName: 'Name of the salon',
  salonNameHint: 'The salon goes by this name on the screen and in documents.',
  currency: 'Currency',
  timeZone: 'Time zone',
  timeZoneUnknown: 'There is no such city in the list',
  haveBackup: 'Restore from a backup',
  hoursText: 'When the salon is open to clients. Schedules of masters are set apart and may differ.',
  ownerText: 'The owner may do everything. Other users can be added later in the settings.',
  ownerName: 'Full name',
  startWith: 'What to begin with',
  ways: {
    empty: { title: 'An empty salon', text: 'Masters, services and schedules are entered by hand.' },
    demo: {
      title: 'The demo salon',
      text: '8 masters, 1,500 clients, a year and a half of history: to try the program on made-up data.',
    },
    restore: {
      title: 'Data from a backup',
      text: 'Name, hours and users come from the backup; what was typed in this wizard is not needed.',
    },
  },
  restoreConsequence: 'Afterwards people sign in under the names in the backup.',
  openSalon: 'Open the salon',
  openDemo: 'Create and open',
  wait: {
    empty: 'Preparing the salon',
    emptyText: 'This takes a few seconds.',
    demo: 'Filling the demo salon',
    demoText: 'This usually takes up to a minute. Keep the window open.',
  },
  recovery: {
    place: 'Place:',
    retry: 'Try again',
    stillClosed: 'The salon still cannot be opened: the screen says why.',
    fromCopy: 'Restore from a backup',
    kept: 'The present file is not deleted: it stays beside it under another name.',
    accept: {
      action: 'Go on with what is there',
      title: 'Go on without the lost changes?',
      text: 'Changes after {{lastKeptAtMs}} stay lost. If a fuller backup is found, it can be restored later as well.',
    },
    problems: {
      DATABASE_CORRUPT: {
        title: 'The data file is damaged',
        means:
          'The program cannot read the file with the salon’s data and has changed nothing in it. This happens after a disk failure or a sudden loss of power.',
        todo: 'Choose the latest backup: it holds everything written before its time. If the PC froze lately or its disk is noisy, check the disk first.',
      },
      DATABASE_TRUNCATED: {
        title: 'The data file is cut short',
        means:
          'The file is shorter than it should be: {{bytes}} instead of {{expectedBytes}}. This usually happens when copying was interrupted or the disk was full.',
        todo: 'If the whole file is somewhere else, close the program and put it back. Otherwise restore the latest backup.',
      },
      DATABASE_EMPTY: {
        title: 'The data file is empty',
        means: 'The file is in its place but there is nothing in it. The program did not begin a new salon over it.',
        todo: 'Restore the latest backup, or put the former file back and start the program again.',
      },
      DATABASE_MISSING: {
        title: 'The data file is gone',
        means:
          'The folder shows traces of a salon but the data file itself is not there: it was moved, renamed or deleted.',
        todo: 'Look for the file in the recycle bin and put it back with the program closed. If it cannot be found, restore the latest backup.',
      },
      DATABASE_NEWER: {
        title: 'The data comes from a newer version',
        means:
          'A newer version has opened this file (format {{version}}, known here is {{newest}}). An older version could spoil it and therefore does not open it.',
        todo: 'Install the latest version of the program. If this very version is needed, restore a backup made before the update.',
      },
      DATABASE_FOREIGN: {
        title: 'This file belongs to another program',
        means: 'In the place of the salon’s data lies a file that another program has made. It has not been touched.',
        todo: 'Check whether the right folder was given at the start. If it was, restore the latest backup.',
      },
      DATABASE_READ_ONLY: {
        title: 'The data file is closed to writing',
        means: 'The file can be read but not changed: the journal cannot be kept.',
        todo: 'Take the “read only” mark off the file, or start the program as a user who may write. Then start the program again.',
      },
      WRITES_LOST: {
        title: 'The latest changes are lost',
        means:
          'The program confirmed changes up to {{lastPromisedAtMs}}, but the file holds them only up to {{lastKeptAtMs}}. Missing actions: {{lostCommands}}. This happens when a disk says “written” without writing, or when the file was replaced by an old one.',
        todo: 'If there is a newer backup, restore it. If not, you can go on with what is there and enter the missing things again.',
      },
      FOLDER_IN_USE: {
        title: 'The data is open already',
        means: 'Another running program works with this folder now.',
        todo: 'Go to its window, or close it and start this one again.',
      },
      FOLDER_ON_NETWORK: {
        title: 'The data folder is on a network drive',
        means: 'On a network drive the data file may get damaged, so the program does not open it.',
        todo: 'Move the folder to a disk of this PC and start the program again. Backups may be kept on the network.',
      },
      FOLDER_NOT_WRITABLE: {
        title: 'The data folder cannot be written to',
        means: 'The program has no right to change files in this folder.',
        todo: 'Give the right to write to the folder or choose another one at the start. Then start the program again.',
      },
      DISK_FULL: {
        title: 'The disk is full',
        means: 'The program has nowhere to write changes. Everything written before is safe.',
        todo: 'Free some space on the disk and start the program again.',
      },
      MIGRATION_FAILED: {
        title: 'The data could not be brought to the new version',
        means:
          'The program was updated, but bringing the data to the new format did not work (step {{migration}}). The file is as it was.',
        todo: 'Start the program again. If that does not help, install the former version or pass this text on to whoever looks after the program.',
      },
    },
  },
};

/** The languages of the shell. */
export type ShellLanguage = 'ru' | 'en';

const RU = {
  appName: 'Зеркало',
  file: 'Файл',
  newWindow: 'Новое окно',
  printDay: 'Печать дня…',
  exportDay: 'Сохранить день в Excel…',
  backupCreate: 'Создать резервную копию…',
  backupRestore: 'Восстановить из копии…',
  settings: 'Настройки',
  lock: 'Заблокировать место',
  switchUser: 'Сменить пользователя',
  closeWindow: 'Закрыть окно',
  quit: 'Выход',
  edit: 'Правка',
  undo: 'Отменить действие',
  redo: 'Вернуть действие',
  cut: 'Вырезать',
  copy: 'Копировать',
  paste: 'Вставить',
  selectAll: 'Выделить всё',
  journal: 'Журнал',
  book: 'Новая запись',
  findClient: 'Найти клиента',
  today: 'Сегодня',
  previousDay: 'Предыдущий день',
  nextDay: 'Следующий день',
  view: 'Вид',
  refresh: 'Обновить данные',
  sidebar: 'Боковая панель',
  palette: 'Палитра команд',
  zoomIn: 'Крупнее',
  zoomOut: 'Мельче',
  zoomReset: 'Обычный размер',
  fullScreen: 'Во весь экран',
  developerTools: 'Инструменты разработчика',
  help: 'Справка',
  helpAndKeys: 'Справка и клавиши',
  checkUpdates: 'Проверить обновления…',
  about: 'О программе',
  aboutText: (version: string) => `Зеркало, версия ${version}`,
  startFailedTitle: 'Зеркало не запустилось',
  startFailedText: (reason: string, folder: string) =>
    `Программа не смогла открыть данные салона и ничего в них не изменила.\n\nПричина: ${reason}\nПапка данных: ${folder}\n\nЗапустите программу ещё раз. Если не поможет, передайте этот текст тому, кто обслуживает компьютеры салона.`,
  folderInUseText: (address: string | undefined, folder: string) =>
    `Данные этого салона уже открыты другой программой «Зеркало» на этом компьютере.\n\n${address === undefined ? 'Перейдите в неё или закройте её и запустите программу снова.' : `Откройте в браузере ${address} или закройте ту программу и запустите эту снова.`}\n\nПапка данных: ${folder}`,
  pageDiedTitle: 'Окно перестало отвечать',
  pageDiedText: 'Сохранённые записи на месте. Можно загрузить окно заново или закрыть его.',
  reloadWindow: 'Загрузить заново',
  updateFoundTitle: 'Есть новая версия',
  updateFoundText: (version: string) =>
    `Готова к загрузке версия ${version}. Работать можно и дальше: установка начнётся только с вашего согласия.`,
  updateDownload: 'Загрузить',
  updateReadyTitle: 'Обновление загружено',
  updateReadyText: (version: string) =>
    `Чтобы перейти на версию ${version}, программа закроется и откроется снова. Это займёт около минуты.`,
  updateInstall: 'Установить сейчас',
  later: 'Позже',
  updateNone: (version: string) => `Установлена последняя версия: ${version}.`,
  updateOff: 'Обновления выключены: место, где их искать, не задано.',
  updateFailedTitle: 'Не удалось проверить обновления',
  updateFailedText: (reason: string) =>
    `Программа работает как прежде. Проверьте, доступно ли место с обновлениями, и повторите.\n\nПричина: ${reason}`,
  ok: 'Понятно',
};

/** Every text of the shell: menu, native dialogs, notices. */
export type ShellTexts = typeof RU;

const EN: ShellTexts = {
  appName: 'Zerkalo',
  file: 'File',
  newWindow: 'New window',
  printDay: 'Print the day…',
  exportDay: 'Save the day to Excel…',
  backupCreate: 'Make a backup…',
  backupRestore: 'Restore from a backup…',
  settings: 'Settings',
  lock: 'Lock this desk',
  switchUser: 'Switch user',
  closeWindow: 'Close window',
  quit: 'Quit',
  edit: 'Edit',
  undo: 'Undo action',
  redo: 'Redo action',
  cut: 'Cut',
  copy: 'Copy',
  paste: 'Paste',
  selectAll: 'Select all',
  journal: 'Journal',
  book: 'New visit',
  findClient: 'Find a client',
  today: 'Today',
  previousDay: 'Previous day',
  nextDay: 'Next day',
  view: 'View',
  refresh: 'Refresh data',
  sidebar: 'Side panel',
  palette: 'Command palette',
  zoomIn: 'Zoom in',
  zoomOut: 'Zoom out',
  zoomReset: 'Actual size',
  fullScreen: 'Full screen',
  developerTools: 'Developer tools',
  help: 'Help',
  helpAndKeys: 'Help and keys',
  checkUpdates: 'Check for updates…',
  about: 'About',
  aboutText: (version) => `Zerkalo, version ${version}`,
  startFailedTitle: 'Zerkalo did not start',
  startFailedText: (reason, folder) =>
    `The program could not open the salon's data and changed nothing in it.\n\nReason: ${reason}\nData folder: ${folder}\n\nStart the program again. If that does not help, pass this text on to whoever looks after the salon's computers.`,
  folderInUseText: (address, folder) =>
    `Another Zerkalo program on this computer has the data of this salon open.\n\n${address === undefined ? 'Go to it, or close it and start this program again.' : `Open ${address} in a browser, or close that program and start this one again.`}\n\nData folder: ${folder}`,
  pageDiedTitle: 'The window stopped responding',
  pageDiedText: 'What was saved is safe. The window can be loaded again or closed.',
  reloadWindow: 'Load again',
  updateFoundTitle: 'A new version is available',
  updateFoundText: (version) =>
    `Version ${version} is ready to download. Work can go on: nothing is installed without your consent.`,
  updateDownload: 'Download',
  updateReadyTitle: 'The update is downloaded',
  updateReadyText: (version) =>
    `To move to version ${version} the program closes and opens again. It takes about a minute.`,
  updateInstall: 'Install now',
  later: 'Later',
  updateNone: (version) => `The latest version is installed: ${version}.`,
  updateOff: 'Updates are off: no place to look for them is set.',
  updateFailedTitle: 'Updates could not be checked',
  updateFailedText: (reason) =>
    `The program works as before. Check that the place with updates can be reached and try again.\n\nReason: ${reason}`,
  ok: 'OK',
};

/** The texts of one language. */
export function shellTexts(language: ShellLanguage): ShellTexts {
  return language === 'ru' ? RU : EN;
}

/** The shell's language: the one asked for, otherwise Russian where the system is Russian, otherwise English. */
export function chooseShellLanguage(wanted: string | undefined, systemLocale: string): ShellLanguage {
  const language = (wanted ?? systemLocale).toLowerCase();
  return language === 'ru' || language.startsWith('ru-') ? 'ru' : 'en';
}

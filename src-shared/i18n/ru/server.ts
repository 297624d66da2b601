/** What the terminal says when the application runs in the browser. */
export const server = {
  address: 'Зеркало открыто: {{address}}',
  keepSecret: 'Адрес действует только на этом компьютере и только целиком: в нём ключ. Остановить: Ctrl+C.',
  noElectron: 'Программы Electron здесь нет, поэтому то же приложение открыто в браузере.',
  alreadyRunning: 'Эта папка данных уже открыта (процесс {{pid}}): {{address}}',
  alreadyRunningElsewhere:
    'Эта папка данных уже открыта другой программой (процесс {{pid}}): {{folder}}. Закройте её или укажите другую папку: --data.',
  portTaken: 'Порт {{port}} занят другой программой. Укажите другой: --port 4460.',
  portForbidden: 'Порт {{port}} занимать нельзя. Укажите другой, больше 1024: --port 4460.',
  stopped: 'Зеркало закрыто, данные сохранены.',
  unknownOption: 'Неизвестный параметр {{value}}. Список параметров: --help.',
  missingValue: 'У параметра {{value}} нет значения. Пример: --data /home/salon/zerkalo.',
  badPort: 'Порт «{{value}}» не подходит: нужно целое число от 0 до 65535.',
  badLang: 'Язык «{{value}}» не поддерживается. Есть ru и en.',
  unexpectedArgument: 'Лишний аргумент «{{value}}». Список параметров: --help.',
  demoNeedsNewFolder:
    'В папке {{folder}} уже есть салон. Для демонстрации укажите пустую папку или не указывайте никакой.',
  help: `Зеркало: рабочее место салона красоты

  npm start -- [параметры]

  --data ПАПКА   где лежат данные салона (или ZERKALO_DATA)
  --port N       порт на этом компьютере (или ZERKALO_PORT), 0 — любой свободный
  --lang ru|en   язык до входа (или ZERKALO_LANG)
  --no-open      не открывать браузер, только напечатать адрес
  --demo         новый демонстрационный салон, владелец уже вошёл`,
};

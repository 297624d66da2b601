/** Texts of the feature client-files: files and photos of a client's card. */
export const clientFiles = {
  commands: {
    add: {
      file: 'Файл добавлен: {{who}}',
      before: 'Фото «до» добавлено: {{who}}',
      after: 'Фото «после» добавлено: {{who}}',
    },
    update: 'Файл изменён: {{who}}',
    remove: 'Файл удалён: {{who}}',
  },
  tab: 'Фото и файлы',
  photos: 'Фото до и после',
  files: 'Файлы',
  addBefore: 'Фото до',
  addAfter: 'Фото после',
  addFile: 'Добавить файл',
  before: 'До',
  after: 'После',
  compare: 'Сравнить до и после',
  slider: 'Граница между «до» и «после», процентов',
  open: 'Открыть {{name}}',
  remove: 'Удалить {{name}}',
  taken: '{{when}}, {{who}}',
  someone: 'без имени',
  hint: 'PDF, JPEG, PNG, WebP, DOCX, XLSX, до {{maxMb}} МБ. Всё хранится на этом компьютере и входит в резервные копии.',
  noConsent:
    'Клиент не давал согласия на фото. Фото можно добавить после согласия; владелец может добавить с причиной.',
  overrideReason: 'Почему сохраняем без согласия',
  emptyPhotos: 'Фото пока нет.',
  emptyFiles: 'Файлов пока нет.',
};

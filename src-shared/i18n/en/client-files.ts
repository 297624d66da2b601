/** Texts of the feature client-files: files and photos of a client's card. */
export const clientFiles = {
  commands: {
    add: {
      file: 'File added: {{who}}',
      before: 'Photo “before” added: {{who}}',
      after: 'Photo “after” added: {{who}}',
    },
    update: 'File changed: {{who}}',
    remove: 'File removed: {{who}}',
  },
  tab: 'Photos and files',
  photos: 'Photos before and after',
  files: 'Files',
  addBefore: 'Photo before',
  addAfter: 'Photo after',
  addFile: 'Add a file',
  before: 'Before',
  after: 'After',
  compare: 'Compare before and after',
  slider: 'Border between “before” and “after”, percent',
  open: 'Open {{name}}',
  remove: 'Remove {{name}}',
  taken: '{{when}}, {{who}}',
  someone: 'unnamed',
  hint: 'PDF, JPEG, PNG, WebP, DOCX, XLSX, up to {{maxMb}} MB. Everything stays on this computer and is part of the backups.',
  noConsent:
    'The client has not agreed to photos. They can be added after a consent; the owner may add them with a reason.',
  overrideReason: 'Why it is kept without a consent',
  emptyPhotos: 'No photos yet.',
  emptyFiles: 'No files yet.',
};

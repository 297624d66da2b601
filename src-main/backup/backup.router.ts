import { DomainError } from '../../src-shared/kernel/errors.ts';
import { type RequestContext, os } from '../access/procedure.ts';
import type { BackupService } from './backup.service.ts';

/** Binds the backup procedures. */
export function createBackupRouter(service: () => BackupService) {
  return os.backup.router({
    list: os.backup.list.handler(() => service().list()),
    create: os.backup.create.handler(() => service().create('manual')),
    verify: os.backup.verify.handler(({ input }) => service().verify(input.id)),
    restore: os.backup.restore.handler(({ input }) => service().restore(input.id)),
    upload: os.backup.upload.handler(({ input }) => takePart(service(), input)),
    cancel: os.backup.cancel.handler(({ input }) => {
      service().cancel(input.jobId);
      return { done: true as const };
    }),
    recovery: {
      list: os.backup.recovery.list.handler(({ context }) => {
        requireNoSalon(context);
        return service().list();
      }),
      upload: os.backup.recovery.upload.handler(({ input, context }) => {
        requireNoSalon(context);
        return takePart(service(), input);
      }),
      restore: os.backup.recovery.restore.handler(({ input, context }) => {
        requireNoSalon(context);
        return service().restore(input.id);
      }),
    },
  });
}

function takePart(service: BackupService, input: { uploadId: string | null; base64: string; isLast: boolean }) {
  return service.upload(input.uploadId, Buffer.from(input.base64, 'base64'), input.isLast);
}

/** Nobody can sign in on the recovery screen; once a salon is open, only who has the right may replace it. */
function requireNoSalon(context: RequestContext): void {
  if (context.gate.isReady()) throw new DomainError('SETUP_DONE', {});
}

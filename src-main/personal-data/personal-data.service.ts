import type { BackupInfo } from '../../src-shared/backup/backup.contract.ts';
import { DomainError } from '../../src-shared/kernel/errors.ts';
import type { ScheduleService } from '../schedule/schedule.service.ts';
import type { SettingsService } from '../settings/settings.service.ts';
import type { ServiceDeps } from '../store/service.ts';
import type { RunJob } from '../workers/run-job.ts';
import { findPerson } from './consents.repository.ts';
import { ConsentsService } from './consents.service.ts';
import { ErasureList } from './erasure-list.ts';
import { ErasureService } from './erasure.service.ts';
import { type ContentOf, PapersService } from './papers.service.ts';
import { RequestsService } from './requests.service.ts';

export interface PersonalDataNeighbours {
  readonly settings: SettingsService;
  readonly schedule: ScheduleService;
  readonly runJob: RunJob;
  readonly fontsDir: string;
  /** Copies of the salon's file that exist now. */
  readonly copies: () => readonly BackupInfo[];
  readonly contentOf: ContentOf;
  readonly removeContents?: (digests: readonly string[]) => void;
}

/** Consents, requests, copies and erasures of clients (D1-D8). */
export class PersonalDataService {
  readonly #deps: ServiceDeps;
  readonly consents: ConsentsService;
  readonly requests: RequestsService;
  readonly papers: PapersService;
  readonly erasure: ErasureService;

  constructor(deps: ServiceDeps, neighbours: PersonalDataNeighbours) {
    const { settings, schedule, runJob, fontsDir } = neighbours;
    const { paths } = deps.store;
    this.#deps = deps;
    this.requests = new RequestsService(deps, {
      settings,
      schedule,
      stopMarketing: (tx, clientId) => this.consents.stopMarketingInside(tx, clientId),
    });
    this.consents = new ConsentsService(deps, settings, (tx, clientId, purpose) =>
      this.requests.afterWithdrawalInside(tx, clientId, purpose),
    );
    this.papers = new PapersService(deps, {
      settings,
      consents: this.consents,
      requests: this.requests,
      runJob,
      fontsDir,
      contentOf: neighbours.contentOf,
    });
    this.erasure = new ErasureService(deps, {
      settings,
      list: new ErasureList([paths.dir, paths.backups]),
      copies: neighbours.copies,
      ...(neighbours.removeContents ? { removeContents: neighbours.removeContents } : {}),
    });
  }

  /** Consents and requests of one client. @throws DomainError NOT_FOUND */
  ofClient(clientId: number) {
    const person = findPerson(this.#deps.store.reader, clientId);
    if (!person) throw new DomainError('NOT_FOUND', { what: 'client', id: clientId });
    return {
      ...this.consents.ofClient(clientId),
      requests: this.requests.ofClient(clientId),
      erasedAtMs: person.erased_at_ms,
    };
  }
}

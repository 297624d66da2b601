import path from 'node:path';
import type { Certificate } from '../../src-shared/certificates/certificates.contract.ts';
import type { FileOutput } from '../../src-shared/contract-base.ts';
import { formatAmount, formatDate, type Locale } from '../../src-shared/i18n/format.ts';
import { createI18n } from '../../src-shared/i18n/i18n.ts';
import type { SettingsService } from '../settings/settings.service.ts';
import type { RunJob } from '../workers/run-job.ts';
import type { PrintedCertificate } from './certificate.job.ts';

/** The certificate as a paper to give away. Drawn on a worker thread. */
export class CertificatePaperService {
  readonly #settings: SettingsService;
  readonly #runJob: RunJob;
  readonly #fontsDir: string;

  constructor(neighbours: { settings: SettingsService; runJob: RunJob; fontsDir: string }) {
    this.#settings = neighbours.settings;
    this.#runJob = neighbours.runJob;
    this.#fontsDir = neighbours.fontsDir;
  }

  async file(certificate: Certificate, locale: Locale): Promise<FileOutput> {
    const settings = this.#settings.now();
    const i18n = createI18n(locale);
    const t = (key: string, values: Record<string, string> = {}) => i18n.t(`certificates:paper.${key}`, values);
    const { expiresOn, number } = certificate;
    const paper: PrintedCertificate = {
      salonName: settings.salonName,
      title: t('title'),
      amount: formatAmount(certificate.nominalMinor, settings.currency, locale),
      recipient: certificate.recipient === '' ? '' : t('for', { name: certificate.recipient }),
      number,
      numberText: t('number', { number }),
      validText: expiresOn === null ? t('endless') : t('validUntil', { date: formatDate(expiresOn, 'full', locale) }),
      terms: t('terms'),
      contacts: [settings.salonAddress, settings.salonPhone].filter(Boolean).join(' · '),
    };
    const bytes = await this.#runJob('certificates.paper', {
      paper,
      regularFont: path.join(this.#fontsDir, 'NotoSans_400Regular.ttf'),
      boldFont: path.join(this.#fontsDir, 'NotoSans_700Bold.ttf'),
    });
    return {
      fileName: `${t('file')} ${number}.pdf`,
      mediaType: 'application/pdf',
      base64: Buffer.from(bytes).toString('base64'),
    };
  }
}

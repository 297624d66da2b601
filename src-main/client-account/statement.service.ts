import path from 'node:path';
import type { FileOutput } from '../../src-shared/contract-base.ts';
import { formatAmount, formatDate, formatInstant, type Locale } from '../../src-shared/i18n/format.ts';
import { createI18n } from '../../src-shared/i18n/i18n.ts';
import type { AccountRow } from '../../src-shared/client-account/client-account.contract.ts';
import { DomainError } from '../../src-shared/kernel/errors.ts';
import type { LocalDate } from '../../src-shared/kernel/local-date.ts';
import { addMoney } from '../../src-shared/kernel/money.ts';
import type { Translate } from '../documents/translate.ts';
import type { SettingsService } from '../settings/settings.service.ts';
import type { Caller, ServiceDeps } from '../store/service.ts';
import type { RunJob } from '../workers/run-job.ts';
import type { ClientAccountService } from './client-account.service.ts';
import type { PrintedStatement } from './statement.job.ts';

/** The statement of a client's account as paper, drawn on a worker thread. */
export class StatementService {
  readonly #deps: ServiceDeps;
  readonly #near: { account: ClientAccountService; settings: SettingsService; runJob: RunJob; fontsDir: string };

  constructor(
    deps: ServiceDeps,
    neighbours: { account: ClientAccountService; settings: SettingsService; runJob: RunJob; fontsDir: string },
  ) {
    this.#deps = deps;
    this.#near = neighbours;
  }

  /** @throws DomainError NOT_FOUND, INVALID_INPUT (data.reason DATES_REVERSED) */
  async file(
    caller: Caller,
    wish: { clientId: number; fromDate: LocalDate; toDate: LocalDate },
    locale: Locale,
  ): Promise<FileOutput> {
    const { fromDate, toDate, clientId } = wish;
    if (fromDate > toDate) throw new DomainError('INVALID_INPUT', { field: 'toDate', reason: 'DATES_REVERSED' });
    const settings = this.#near.settings.now();
    const i18n = createI18n(locale);
    const t: Translate = (key, values) => i18n.t(key, { ...values });
    const { name, documents } = this.#near.account.forStatement(clientId);
    const before = documents.filter(({ localDate }) => localDate < fromDate);
    const inside = documents.filter(({ localDate }) => localDate >= fromDate && localDate <= toDate);
    const openingMinor = before.at(-1)?.balanceMinor ?? 0;
    const closingMinor = inside.at(-1)?.balanceMinor ?? openingMinor;
    const money = (minor: number): string => formatAmount(minor, settings.currency, locale);
    const amount = (minor: number): string => (minor === 0 ? '' : money(minor));
    const day = (date: LocalDate): string => formatDate(date, 'full', locale);
    const printed: PrintedStatement = {
      salonName: settings.salonName,
      title: t('clientAccount:statement.title'),
      lines: [
        t('clientAccount:statement.client', { name }),
        t('clientAccount:statement.period', { from: day(fromDate), to: day(toDate) }),
        [settings.salonAddress, settings.salonPhone].filter(Boolean).join(' · '),
      ].filter(Boolean),
      columns: [
        t('clientAccount:columns.date'),
        t('clientAccount:columns.document'),
        t('clientAccount:columns.out'),
        t('clientAccount:columns.in'),
        t('clientAccount:columns.balance'),
      ],
      opening: [t('clientAccount:statement.opening', { date: day(fromDate) }), money(openingMinor)],
      rows: this.#near.account.rowsOf(this.#deps.store.reader, inside).map((row) => ({
        date: formatDate(row.localDate, 'short', locale),
        title: titleOf(row, t),
        note: [...row.titles, row.reason, row.comment].filter(Boolean).join(', '),
        out: amount(row.outMinor),
        in: amount(row.inMinor),
        balance: money(row.balanceMinor),
      })),
      emptyText: t('clientAccount:statement.empty'),
      turnover: [
        t('clientAccount:statement.turnover'),
        money(addMoney(...inside.map(({ outMinor }) => outMinor))),
        money(addMoney(...inside.map(({ inMinor }) => inMinor))),
      ],
      closing: [t('clientAccount:statement.closing', { date: day(toDate) }), money(closingMinor)],
      explanation: t(`clientAccount:statement.means.${meaningOf(closingMinor)}`, {
        amount: money(Math.abs(closingMinor)),
      }),
      footer: t('documents:footer', {
        when: formatInstant(this.#deps.clock.nowMs(), settings.timeZone, locale),
        who: caller.name,
      }),
      pageText: t('documents:page'),
    };
    const bytes = await this.#near.runJob('clientAccount.statement', {
      statement: printed,
      regularFont: path.join(this.#near.fontsDir, 'NotoSans_400Regular.ttf'),
      boldFont: path.join(this.#near.fontsDir, 'NotoSans_700Bold.ttf'),
    });
    const fileName = `${t('clientAccount:statement.file')} ${name} ${fromDate} ${toDate}.pdf`;
    return { fileName, mediaType: 'application/pdf', base64: Buffer.from(bytes).toString('base64') };
  }
}

function titleOf(row: AccountRow, t: Translate): string {
  const title = t(`clientAccount:kinds.${row.kind}`, { number: row.number });
  if (row.reversesKind === null) return title;
  const what = t(`clientAccount:kinds.${row.reversesKind}`, { number: row.reversesNumber ?? 0 });
  return t('clientAccount:reversalOf', { title, what });
}

function meaningOf(minor: number): 'even' | 'credit' | 'debt' {
  if (minor === 0) return 'even';
  return minor > 0 ? 'credit' : 'debt';
}

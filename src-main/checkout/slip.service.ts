import path from 'node:path';
import type { Sale } from '../../src-shared/checkout/sales.contract.ts';
import type { FileOutput } from '../../src-shared/contract-base.ts';
import { formatAmount, formatInstant, formatNumber, type Locale } from '../../src-shared/i18n/format.ts';
import { createI18n } from '../../src-shared/i18n/i18n.ts';
import type { Translate } from '../documents/translate.ts';
import type { SettingsService } from '../settings/settings.service.ts';
import type { RunJob } from '../workers/run-job.ts';
import type { SlipRow } from './slip.job.ts';

/** What papers of a check are made from. */
export interface PaperNeighbours {
  readonly sale: (saleId: number) => Sale;
  readonly settings: SettingsService;
  readonly runJob: RunJob;
  readonly fontsDir: string;
}

/** The check on paper: a slip for a roll of 80 mm, which any A4 printer prints, too. */
export class SlipService {
  readonly #near: PaperNeighbours;

  constructor(neighbours: PaperNeighbours) {
    this.#near = neighbours;
  }

  /** @throws DomainError NOT_FOUND */
  async file(saleId: number, locale: Locale): Promise<FileOutput> {
    const sale = this.#near.sale(saleId);
    const settings = this.#near.settings.now();
    const i18n = createI18n(locale);
    const t: Translate = (key, values) => i18n.t(key, { ...values });
    const title = t('clientAccount:slip.title', { number: sale.number });
    const money = (minor: number): string => formatAmount(minor, settings.currency, locale);
    const rows: SlipRow[] = [
      { kind: 'text', text: settings.salonName, size: 11, isBold: true, isCentred: true },
      ...[settings.salonAddress, settings.salonPhone]
        .filter(Boolean)
        .map((text): SlipRow => ({ kind: 'text', text, size: 7.5, isCentred: true })),
      { kind: 'rule' },
      { kind: 'text', text: title, size: 10, isBold: true },
      {
        kind: 'text',
        text: [formatInstant(sale.atMs, settings.timeZone, locale), sale.cashierName].filter(Boolean).join(' · '),
        size: 7.5,
      },
      ...(sale.clientName === null
        ? []
        : [{ kind: 'text', text: t('clientAccount:slip.client', { name: sale.clientName }), size: 7.5 } as const]),
      { kind: 'rule' },
      ...sale.lines.flatMap((line) => lineRows(line, { t, locale, money })),
      { kind: 'rule' },
      { kind: 'text', text: t('clientAccount:slip.total'), amount: money(sale.netMinor), size: 12, isBold: true },
      // The lines above are net of it already: a minus before the total would not add up on paper.
      ...(sale.discountMinor > 0
        ? [{ kind: 'text', text: t('clientAccount:slip.discount'), amount: money(sale.discountMinor) } as const]
        : []),
      ...paidRows(sale, t, money),
      ...(sale.status === 'reversed'
        ? [{ kind: 'text', text: t('clientAccount:slip.reversed'), isBold: true, isCentred: true } as const]
        : []),
      { kind: 'rule' },
      { kind: 'text', text: t('clientAccount:slip.notFiscal'), size: 7, isCentred: true },
      { kind: 'text', text: t('clientAccount:slip.thanks'), isCentred: true },
    ];
    const bytes = await this.#near.runJob('checkout.slip', {
      slip: { title, salonName: settings.salonName, rows },
      regularFont: path.join(this.#near.fontsDir, 'NotoSans_400Regular.ttf'),
      boldFont: path.join(this.#near.fontsDir, 'NotoSans_700Bold.ttf'),
    });
    const fileName = `${title} ${sale.localDate}.pdf`;
    return { fileName, mediaType: 'application/pdf', base64: Buffer.from(bytes).toString('base64') };
  }
}

interface Words {
  readonly t: Translate;
  readonly locale: Locale;
  readonly money: (minor: number) => string;
}

/** What a line is called on paper: a deposit, a tip or a certificate without a kind by what it is. */
export function lineName({ kind, title }: Pick<Sale['lines'][number], 'kind' | 'title'>, t: Translate): string {
  return title || t(`checkout:screen.lines.kinds.${kind}`);
}

function lineRows(line: Sale['lines'][number], { t, locale, money }: Words): SlipRow[] {
  const quantity = formatNumber(line.quantityMilli / 1000, locale, 3);
  const notes = [
    line.note || null,
    line.staffName,
    line.quantityMilli === 1000 ? null : `${quantity} × ${money(line.priceMinor)}`,
    line.coveredById === null ? null : t('clientAccount:slip.covered'),
    line.grossMinor > line.netMinor && line.coveredById === null
      ? t('clientAccount:slip.lineDiscount', { amount: money(line.grossMinor - line.netMinor) })
      : null,
  ].filter((note) => note !== null);
  return [
    { kind: 'text', text: lineName(line, t), amount: money(line.netMinor) },
    ...(notes.length > 0 ? [{ kind: 'text', text: notes.join(' · '), size: 7 } as const] : []),
  ];
}

/** What the money of later documents is called. */
const SINCE: Readonly<Record<string, string>> = {
  refund: 'clientAccount:slip.back',
  payment: 'clientAccount:slip.debtPaid',
  reversal: 'clientAccount:slip.storno',
};

/** How it was paid, what was handed back, what is owed, what was given back since. */
function paidRows(sale: Sale, t: Translate, money: (minor: number) => string): SlipRow[] {
  const documents = new Map(sale.documents.map(({ documentId, kind }) => [documentId, kind]));
  const rows = sale.tenders.map((tender): SlipRow => {
    const own = t(`clientAccount:slip.kinds.${tender.kind}`);
    const kind = tender.certificateNumber === null ? own : `${own} № ${tender.certificateNumber}`;
    const since = SINCE[documents.get(tender.documentId) ?? ''];
    if (since) return { kind: 'text', text: t(since, { kind }), amount: money(tender.amountMinor) };
    return { kind: 'text', text: kind, amount: money(tender.givenMinor ?? tender.amountMinor) };
  });
  const changeMinor = sale.tenders.reduce((sum, tender) => sum + (tender.changeMinor ?? 0), 0);
  if (changeMinor > 0) rows.push({ kind: 'text', text: t('clientAccount:slip.change'), amount: money(changeMinor) });
  if (sale.keptMinor > 0)
    rows.push({ kind: 'text', text: t('clientAccount:slip.kept'), amount: money(sale.keptMinor) });
  if (sale.debtMinor > 0) {
    rows.push({ kind: 'text', text: t('clientAccount:slip.debt'), amount: money(sale.debtMinor), isBold: true });
  }
  return rows;
}

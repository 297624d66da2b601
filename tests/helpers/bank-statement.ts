/** The salon's account in test statements. */
export const ACCOUNT = '40702810900000000001';
const OTHER = '40702810900000000777';

/** A document of a test statement; what is not given is usual. */
export interface BankDocument {
  readonly direction?: 'in' | 'out';
  readonly number?: string;
  readonly amount?: string;
  /** `DD.MM.YYYY` */
  readonly day?: string;
  readonly party?: string;
  readonly taxNumber?: string;
  readonly purpose?: string;
  /** The side that should be the salon's. */
  readonly own?: string;
}

/** A bank's file in the format 1CClientBankExchange, of 1-12 March 2026. */
export function statementOf(
  documents: readonly BankDocument[],
  { opening = '0.00', closing }: { readonly opening?: string; readonly closing?: string } = {},
): string {
  return [
    '1CClientBankExchange',
    'ВерсияФормата=1.03',
    'Кодировка=Windows',
    'ДатаНачала=01.03.2026',
    'ДатаКонца=12.03.2026',
    `РасчСчет=${ACCOUNT}`,
    'СекцияРасчСчет',
    'ДатаНачала=01.03.2026',
    'ДатаКонца=12.03.2026',
    `РасчСчет=${ACCOUNT}`,
    `НачальныйОстаток=${opening}`,
    ...(closing === undefined ? [] : [`КонечныйОстаток=${closing}`]),
    'КонецРасчСчет',
    ...documents.flatMap((one, at) => documentOf(one, at)),
    'КонецФайла',
    '',
  ].join('\r\n');
}

function documentOf(
  { direction = 'out', number, amount = '100.00', day = '10.03.2026', party = 'ООО "Вода"', ...other }: BankDocument,
  at: number,
): string[] {
  const own = other.own ?? ACCOUNT;
  const [payer, payee] = direction === 'out' ? [own, OTHER] : [OTHER, own];
  const side = direction === 'out' ? 'Получатель' : 'Плательщик';
  return [
    'СекцияДокумент=Платежное поручение',
    `Номер=${number ?? (other.purpose === undefined ? '1' : String(at + 1))}`,
    `Дата=${day}`,
    `Сумма=${amount}`,
    `ПлательщикСчет=${payer}`,
    `ПолучательСчет=${payee}`,
    direction === 'out' ? `ДатаСписано=${day}` : `ДатаПоступило=${day}`,
    `${side}1=${party}`,
    `${side}ИНН=${other.taxNumber ?? ''}`,
    `НазначениеПлатежа=${other.purpose ?? 'Оплата'}`,
    'КонецДокумента',
  ];
}

import type { Locale } from '../../src-shared/i18n/format.ts';
import { type Connection, os, signedIn } from '../access/procedure.ts';
import type { Cash } from './cash.service.ts';

/** Binds the procedures of the cash desk; papers are in the language of whoever asks. */
export function createCashRouter(cash: () => Cash, localeOf: (connection: Connection) => Locale) {
  const { cash: part } = os;
  return part.router({
    accounts: part.accounts.handler(({ input, context }) =>
      cash().accounts.list(signedIn(context), input.withArchived),
    ),
    createAccount: part.createAccount.handler(({ input, context }) => cash().accounts.create(signedIn(context), input)),
    updateAccount: part.updateAccount.handler(({ input, context }) => cash().accounts.update(signedIn(context), input)),
    setAccountArchived: part.setAccountArchived.handler(({ input, context }) =>
      cash().accounts.setArchived(signedIn(context), input),
    ),
    setOpening: part.setOpening.handler(({ input, context }) => cash().accounts.setOpening(signedIn(context), input)),
    desk: part.desk.handler(({ context }) => cash().shiftReports.desk(signedIn(context))),
    openShift: part.openShift.handler(({ input, context }) => cash().shifts.open(signedIn(context), input)),
    closeShift: part.closeShift.handler(({ input, context }) => cash().shifts.close(signedIn(context), input)),
    closingReminders: part.closingReminders.handler(({ input }) => cash().shiftReports.reminders(input.shiftId)),
    shiftReport: part.shiftReport.handler(({ input, context }) =>
      cash().shiftReports.report(signedIn(context), input.shiftId),
    ),
    shiftDocuments: part.shiftDocuments.handler(({ input, context }) =>
      cash().shiftReports.documents(signedIn(context), input.shiftId),
    ),
    shifts: part.shifts.handler(({ input, context }) => cash().shiftReports.list(signedIn(context), input)),
    shiftPaper: part.shiftPaper.handler(({ input, context }) =>
      cash().papers.shift(signedIn(context), input.shiftId, localeOf(context.connection)),
    ),
    decideDifference: part.decideDifference.handler(({ input, context }) =>
      cash().shifts.decide(signedIn(context), input),
    ),
    operate: part.operate.handler(({ input, context }) => cash().operations.operate(signedIn(context), input)),
    reverseOperation: part.reverseOperation.handler(({ input, context }) =>
      cash().operations.reverse(signedIn(context), input),
    ),
    operations: part.operations.handler(({ input }) => cash().operations.list(input)),
    document: part.document.handler(({ input, context }) =>
      cash().operations.document(signedIn(context), input.documentId),
    ),
    attachFile: part.attachFile.handler(({ input, context }) => cash().operations.attachFile(signedIn(context), input)),
    detachFile: part.detachFile.handler(({ input, context }) => cash().operations.detachFile(signedIn(context), input)),
    documentFile: part.documentFile.handler(({ input }) => cash().operations.file(input)),
    articles: part.articles.handler(({ input }) => cash().suppliers.articles(input.withArchived)),
    createArticle: part.createArticle.handler(({ input, context }) =>
      cash().suppliers.createArticle(signedIn(context), input),
    ),
    updateArticle: part.updateArticle.handler(({ input, context }) =>
      cash().suppliers.updateArticle(signedIn(context), input),
    ),
    setArticleArchived: part.setArticleArchived.handler(({ input, context }) =>
      cash().suppliers.setArticleArchived(signedIn(context), input),
    ),
    suppliers: part.suppliers.handler(({ input }) => cash().suppliers.suppliers(input.withArchived)),
    createSupplier: part.createSupplier.handler(({ input, context }) =>
      cash().suppliers.createSupplier(signedIn(context), input),
    ),
    updateSupplier: part.updateSupplier.handler(({ input, context }) =>
      cash().suppliers.updateSupplier(signedIn(context), input),
    ),
    setSupplierArchived: part.setSupplierArchived.handler(({ input, context }) =>
      cash().suppliers.setSupplierArchived(signedIn(context), input),
    ),
    supplierStatement: part.supplierStatement.handler(({ input }) => cash().suppliers.statement(input)),
    unsettled: part.unsettled.handler(({ input }) => cash().operations.unsettled(input)),
    settle: part.settle.handler(({ input, context }) => cash().operations.settle(signedIn(context), input)),
    book: part.book.handler(({ input, context }) => cash().book.book(signedIn(context), input)),
    bookFile: part.bookFile.handler(({ input, context }) =>
      cash().papers.bookFile(signedIn(context), input, localeOf(context.connection)),
    ),
    lock: part.lock.handler(() => cash().book.lock()),
    setLock: part.setLock.handler(({ input, context }) => cash().book.setLock(signedIn(context), input)),
  });
}

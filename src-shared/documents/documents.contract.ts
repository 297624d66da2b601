import { z } from 'zod';
import { fileOutput, localDate, procedure } from '../contract-base.ts';

/** Printed and saved papers. */
export const documentsContract = {
  /** The day by master, A4 landscape PDF: what reception has on paper when the power fails. */
  daySheet: procedure('print_documents')
    .route({ method: 'GET', path: '/documents/day-sheet/{localDate}' })
    .input(z.object({ localDate }))
    .output(fileOutput),
  /** The day's visits as an Excel table. */
  dayList: procedure('print_documents')
    .route({ method: 'GET', path: '/documents/day-list/{localDate}' })
    .input(z.object({ localDate }))
    .output(fileOutput),
};

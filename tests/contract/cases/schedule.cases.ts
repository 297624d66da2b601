import { expect } from 'vitest';
import type { scheduleContract } from '../../../src-shared/schedule/schedule.contract.ts';
import { FREE_DAY, TODAY, TOMORROW, YESTERDAY } from '../prepared-salon.ts';
import { type CasesOf, NOBODY, nothing } from './case.ts';

const commandId = expect.any(Number) as number;
const id = expect.any(Number) as number;
const work: [number, number][] = [[600, 900]];
const oneDay = [{ work, breaks: [] }];
/** A break that lies outside the work. */
const badBreaks: [number, number][] = [[900, 960]];

export const scheduleCases: CasesOf<typeof scheduleContract> = {
  templates: { ok: { input: nothing, answer: [{ name: '10–20', kind: 'weekly', isArchived: false }] }, refused: {} },
  createTemplate: {
    ok: {
      input: () => ({ name: '2/2', kind: 'cycle', days: oneDay }),
      answer: { commandId, templateId: id },
    },
    refused: {
      ALREADY_EXISTS: () => ({ name: '10–20', kind: 'cycle', days: oneDay }),
      INVALID_INPUT: () => ({ name: '2/2', kind: 'cycle', days: [{ work, breaks: badBreaks }] }),
    },
  },
  updateTemplate: {
    ok: {
      input: ({ template }) => ({
        templateId: template,
        version: 1,
        values: { name: 'Короткий', kind: 'cycle', days: oneDay },
        validFrom: null,
      }),
      answer: { commandId },
    },
    refused: {
      NOT_FOUND: () => ({ templateId: NOBODY, version: 1, values: { name: 'x', kind: 'cycle', days: oneDay } }),
      STALE_VERSION: ({ template }) => ({
        templateId: template,
        version: 2,
        values: { name: 'x', kind: 'cycle', days: oneDay },
      }),
      ALREADY_EXISTS: async ({ client, template }) => {
        await client.schedule.createTemplate({ name: '2/2', kind: 'cycle', days: oneDay });
        return {
          templateId: template,
          version: 1,
          values: { name: '2/2', kind: 'cycle', days: oneDay },
          validFrom: null,
        };
      },
      INVALID_INPUT: ({ template }) => ({
        templateId: template,
        version: 1,
        values: { name: 'x', kind: 'cycle', days: [{ work, breaks: badBreaks }] },
      }),
    },
  },
  removeTemplateVersion: {
    ok: {
      input: async ({ client, template }) => {
        const values = { name: '10–20', kind: 'weekly' as const, days: Array.from({ length: 7 }, () => oneDay[0]!) };
        await client.schedule.updateTemplate({ templateId: template, version: 1, values, validFrom: TOMORROW });
        return { templateId: template, validFrom: TOMORROW };
      },
      answer: { commandId },
    },
    refused: { NOT_FOUND: ({ template }) => ({ templateId: template, validFrom: TOMORROW }) },
  },
  assignments: {
    ok: {
      input: ({ anna }) => ({ staffId: anna }),
      answer: [{ validFrom: '2026-01-01', validTo: null, version: 1 }],
    },
    refused: {},
  },
  assign: {
    ok: {
      input: ({ anna, template }) => ({
        staffId: anna,
        templateId: template,
        validFrom: TOMORROW,
        anchorDate: TOMORROW,
      }),
      answer: { commandId, assignmentId: id },
    },
    refused: {
      NOT_FOUND: ({ anna }) => ({ staffId: anna, templateId: NOBODY, validFrom: TODAY, anchorDate: TODAY }),
      INVALID_INPUT: ({ anna, template }) => ({
        staffId: anna,
        templateId: template,
        validFrom: TODAY,
        validTo: YESTERDAY,
        anchorDate: TODAY,
      }),
    },
  },
  removeAssignment: {
    ok: { input: ({ annaAssignment }) => ({ assignmentId: annaAssignment }), answer: { commandId } },
    refused: { NOT_FOUND: () => ({ assignmentId: NOBODY }) },
  },
  month: {
    ok: {
      input: () => ({ fromDate: TODAY, toDate: TOMORROW }),
      answer: {
        days: [
          { localDate: TODAY, hours: [[600, 1200]] },
          { localDate: TOMORROW, isSpecial: false },
        ],
        staff: [
          { name: 'Анна Соколова', totalMin: 1200, days: [{ visits: 1, source: 'template' }, { visits: 0 }] },
          { name: 'Мария Титова' },
        ],
      },
    },
    refused: { INVALID_INPUT: () => ({ fromDate: TODAY, toDate: YESTERDAY }) },
  },
  setDays: {
    ok: { input: ({ anna }) => ({ days: [{ staffId: anna, localDate: FREE_DAY }], work }), answer: { commandId } },
    refused: {
      NOT_FOUND: () => ({ days: [{ staffId: NOBODY, localDate: FREE_DAY }], work }),
      INVALID_INPUT: ({ anna }) => ({ days: [{ staffId: anna, localDate: FREE_DAY }], work, breaks: badBreaks }),
    },
  },
  paint: {
    ok: {
      input: ({ anna }) => ({
        cells: [
          { staffId: anna, localDate: FREE_DAY, to: { kind: 'shift', work } },
          { staffId: anna, localDate: TOMORROW, to: { kind: 'away', reason: 'truancy' } },
        ],
      }),
      answer: { commandId },
    },
    refused: {
      NOT_FOUND: () => ({ cells: [{ staffId: NOBODY, localDate: FREE_DAY, to: { kind: 'off' } }] }),
      INVALID_INPUT: ({ anna }) => ({
        cells: [{ staffId: anna, localDate: FREE_DAY, to: { kind: 'shift', work, breaks: badBreaks } }],
      }),
    },
  },
  preview: {
    ok: {
      input: ({ anna }) => ({
        change: { kind: 'paint', cells: [{ staffId: anna, localDate: TODAY, to: { kind: 'off' } }] },
      }),
      answer: { changedDays: 1, pastDays: 0, days: [{ localDate: TODAY, after: [] }] },
    },
    refused: {
      NOT_FOUND: () => ({ change: { kind: 'removeAssignment', assignmentId: NOBODY } }),
      STALE_VERSION: ({ template }) => ({
        change: {
          kind: 'updateTemplate',
          templateId: template,
          version: 2,
          values: { name: 'x', kind: 'cycle', days: oneDay },
        },
      }),
      ALREADY_EXISTS: async ({ client, template }) => {
        await client.schedule.createTemplate({ name: '2/2', kind: 'cycle', days: oneDay });
        const values = { name: '2/2', kind: 'cycle' as const, days: oneDay };
        return { change: { kind: 'updateTemplate', templateId: template, version: 1, values, validFrom: null } };
      },
      INVALID_INPUT: ({ anna }) => ({
        change: { kind: 'addAbsence', staffId: anna, fromDate: TODAY, toDate: YESTERDAY, reason: 'sick' },
      }),
    },
  },
  clearDays: {
    ok: {
      input: async ({ client, anna }) => {
        const days = [{ staffId: anna, localDate: FREE_DAY }];
        await client.schedule.setDays({ days, work });
        return { days };
      },
      answer: { commandId },
    },
    refused: {},
  },
  absences: {
    ok: {
      input: async ({ client, anna }) => {
        await client.schedule.addAbsence({
          staffId: anna,
          fromDate: TODAY,
          toDate: TODAY,
          reason: 'sick',
          note: 'тихо',
        });
        return { fromDate: YESTERDAY, toDate: TODAY };
      },
      answer: [{ reason: 'sick', note: 'тихо', startMin: null }],
    },
    refused: {},
  },
  addAbsence: {
    ok: {
      input: ({ anna }) => ({ staffId: anna, fromDate: TODAY, toDate: TOMORROW, reason: 'vacation' }),
      answer: { commandId, absenceId: id, affectedVisits: 1 },
    },
    refused: {
      NOT_FOUND: () => ({ staffId: NOBODY, fromDate: TODAY, toDate: TODAY, reason: 'sick' }),
      INVALID_INPUT: ({ anna }) => ({ staffId: anna, fromDate: TODAY, toDate: YESTERDAY, reason: 'sick' }),
    },
  },
  updateAbsence: {
    ok: {
      input: async ({ client, anna }) => {
        const span = { fromDate: TODAY, toDate: TODAY };
        const { absenceId } = await client.schedule.addAbsence({ staffId: anna, ...span, reason: 'sick' });
        return { absenceId, version: 1, values: { ...span, reason: 'vacation' } };
      },
      answer: { commandId },
    },
    refused: {
      NOT_FOUND: () => ({
        absenceId: NOBODY,
        version: 1,
        values: { fromDate: TODAY, toDate: TODAY, reason: 'sick' },
      }),
      STALE_VERSION: async ({ client, anna }) => {
        const span = { fromDate: TODAY, toDate: TODAY };
        const { absenceId } = await client.schedule.addAbsence({ staffId: anna, ...span, reason: 'sick' });
        return { absenceId, version: 2, values: { ...span, reason: 'vacation' } };
      },
      INVALID_INPUT: async ({ client, anna }) => {
        const span = { fromDate: TODAY, toDate: TODAY };
        const { absenceId } = await client.schedule.addAbsence({ staffId: anna, ...span, reason: 'sick' });
        return { absenceId, version: 1, values: { fromDate: TODAY, toDate: YESTERDAY, reason: 'sick' } };
      },
    },
  },
  removeAbsence: {
    ok: {
      input: ({ client, anna }) =>
        client.schedule.addAbsence({ staffId: anna, fromDate: TODAY, toDate: TODAY, reason: 'sick' }),
      answer: { commandId },
    },
    refused: { NOT_FOUND: () => ({ absenceId: NOBODY }) },
  },
  setSalonDay: {
    ok: { input: () => ({ localDate: FREE_DAY, hours: [], title: 'Санитарный день' }), answer: { commandId } },
    refused: {},
  },
  setSalonDays: {
    ok: { input: () => ({ dates: [FREE_DAY, TOMORROW], hours: [], title: 'Праздник' }), answer: { commandId } },
    refused: {},
  },
  holidays: {
    ok: {
      input: async ({ client }) => {
        await client.schedule.setHoliday({ localDate: TODAY, kind: 'short', title: 'Канун' });
        return { fromDate: TODAY, toDate: TOMORROW };
      },
      answer: [{ localDate: TODAY, kind: 'short', title: 'Канун', version: 1 }],
    },
    refused: { INVALID_INPUT: () => ({ fromDate: TODAY, toDate: YESTERDAY }) },
  },
  loadHolidays: { ok: { input: () => ({ year: 2026 }), answer: { commandId, days: 22 } }, refused: {} },
  setHoliday: { ok: { input: () => ({ localDate: TODAY, kind: 'holiday' }), answer: { commandId } }, refused: {} },
  shiftsFile: {
    ok: {
      input: ({ anna }) => ({ staffId: anna, fromDate: TODAY, toDate: TOMORROW }),
      answer: { mediaType: 'text/calendar;charset=utf-8' },
    },
    refused: {
      NOT_FOUND: () => ({ staffId: NOBODY, fromDate: TODAY, toDate: TODAY }),
      INVALID_INPUT: ({ anna }) => ({ staffId: anna, fromDate: TODAY, toDate: YESTERDAY }),
    },
  },
  clearSalonDay: {
    ok: {
      input: async ({ client }) => {
        await client.schedule.setSalonDay({ localDate: FREE_DAY, hours: [] });
        return { localDate: FREE_DAY };
      },
      answer: { commandId },
    },
    refused: { NOT_FOUND: () => ({ localDate: FREE_DAY }) },
  },
};

import { os, signedIn } from '../access/procedure.ts';
import type { ScheduleService } from './schedule.service.ts';

/** Binds the procedures of who works when. */
export function createScheduleRouter(service: () => ScheduleService) {
  return os.schedule.router({
    templates: os.schedule.templates.handler(() => service().templates()),
    createTemplate: os.schedule.createTemplate.handler(({ input, context }) =>
      service().createTemplate(signedIn(context), input),
    ),
    updateTemplate: os.schedule.updateTemplate.handler(({ input, context }) =>
      service().updateTemplate(signedIn(context), input),
    ),
    removeTemplateVersion: os.schedule.removeTemplateVersion.handler(({ input, context }) =>
      service().removeTemplateVersion(signedIn(context), input),
    ),
    assignments: os.schedule.assignments.handler(({ input }) => service().assignments(input.staffId)),
    assign: os.schedule.assign.handler(({ input, context }) => service().assign(signedIn(context), input)),
    removeAssignment: os.schedule.removeAssignment.handler(({ input, context }) =>
      service().removeAssignment(signedIn(context), input.assignmentId),
    ),
    month: os.schedule.month.handler(({ input }) => service().month(input.fromDate, input.toDate)),
    setDays: os.schedule.setDays.handler(({ input, context }) => service().setDays(signedIn(context), input)),
    paint: os.schedule.paint.handler(({ input, context }) => service().paint(signedIn(context), input)),
    preview: os.schedule.preview.handler(({ input, context }) => service().preview(signedIn(context), input.change)),
    clearDays: os.schedule.clearDays.handler(({ input, context }) =>
      service().clearDays(signedIn(context), input.days),
    ),
    absences: os.schedule.absences.handler(({ input, context }) => service().absences(signedIn(context), input)),
    addAbsence: os.schedule.addAbsence.handler(({ input, context }) => service().addAbsence(signedIn(context), input)),
    updateAbsence: os.schedule.updateAbsence.handler(({ input, context }) =>
      service().updateAbsence(signedIn(context), input),
    ),
    removeAbsence: os.schedule.removeAbsence.handler(({ input, context }) =>
      service().removeAbsence(signedIn(context), input.absenceId),
    ),
    setSalonDay: os.schedule.setSalonDay.handler(({ input, context }) =>
      service().setSalonDay(signedIn(context), input),
    ),
    setSalonDays: os.schedule.setSalonDays.handler(({ input, context }) =>
      service().setSalonDays(signedIn(context), input),
    ),
    holidays: os.schedule.holidays.handler(({ input }) => service().holidays(input.fromDate, input.toDate)),
    loadHolidays: os.schedule.loadHolidays.handler(({ input, context }) =>
      service().loadHolidays(signedIn(context), input),
    ),
    setHoliday: os.schedule.setHoliday.handler(({ input, context }) => service().setHoliday(signedIn(context), input)),
    shiftsFile: os.schedule.shiftsFile.handler(({ input }) => service().shiftsFile(input)),
    clearSalonDay: os.schedule.clearSalonDay.handler(({ input, context }) =>
      service().clearSalonDay(signedIn(context), input.localDate),
    ),
  });
}

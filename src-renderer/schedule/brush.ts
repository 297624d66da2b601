import { formatRange } from '../../src-shared/kernel/wall-time.ts';
import type {
  AbsenceReason,
  CellTarget,
  DayPattern,
  TemplateRecord,
} from '../../src-shared/schedule/schedule.contract.ts';

/** A shift that a brush paints with. */
export interface ShiftPreset {
  readonly label: string;
  readonly pattern: DayPattern;
}

/** What the pointer does in the matrix. */
export type Tool = 'select' | 'shift' | 'off' | 'template' | 'away' | 'room';

/** What each tool paints with; the tool itself is chosen beside it. */
export interface Palette {
  readonly shift: ShiftPreset;
  readonly reason: AbsenceReason;
  readonly roomId: number | null;
}

const USUAL: DayPattern = { work: [[600, 1200]], breaks: [] };

/** The name of a shift: «10:00–20:00», with its breaks «10:00–20:00, перерыв 14:00–15:00». */
export function presetOf(pattern: DayPattern, breakWord: string): ShiftPreset {
  const hours = pattern.work.map(([start, end]) => formatRange(start, end)).join(', ');
  const breaks = pattern.breaks.map(([start, end]) => formatRange(start, end)).join(', ');
  return { label: breaks ? `${hours}, ${breakWord} ${breaks}` : hours, pattern };
}

/** The different shifts of the salon's templates, the most frequent first. */
export function presetsOf(templates: readonly TemplateRecord[], breakWord: string): ShiftPreset[] {
  const counted = new Map<string, { preset: ShiftPreset; count: number }>();
  for (const { days, isArchived } of templates) {
    if (isArchived) continue;
    for (const pattern of days) {
      if (pattern.work.length === 0) continue;
      const preset = presetOf(pattern, breakWord);
      const known = counted.get(preset.label);
      if (known) known.count += 1;
      else counted.set(preset.label, { preset, count: 1 });
    }
  }
  const found = [...counted.values()].toSorted((a, b) => b.count - a.count).map(({ preset }) => preset);
  return found.length > 0 ? found : [presetOf(USUAL, breakWord)];
}

/** What a cell becomes under a tool; null for the tool that only selects. */
export function targetOfTool(tool: Tool, palette: Palette): CellTarget | null {
  switch (tool) {
    case 'select':
      return null;
    case 'shift':
      return { kind: 'shift', ...palette.shift.pattern };
    case 'away':
      return { kind: 'away', reason: palette.reason };
    case 'room':
      return { kind: 'room', roomId: palette.roomId as never };
    case 'off':
    case 'template':
      return { kind: tool };
    default:
      return tool satisfies never;
  }
}

/** Two letters for a room in a narrow cell: «Кабинет 2» К2, «Зал» За, «Парикмахерский зал» Пз. */
export function roomMark(name: string): string {
  const words = name.split(/[\s-]+/u).filter(Boolean);
  const [first = '', second = ''] = words;
  const head = first.charAt(0).toUpperCase();
  if (second === '') return head + first.slice(1, 2).toLowerCase();
  return head + (/^\d+/u.exec(second)?.[0] ?? second.charAt(0).toLowerCase());
}

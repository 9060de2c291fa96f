/** Days and instants as people and programs write them; nothing rolls over into the next month. */

/** Whether a text that looks like YYYY-MM-DD is a day of the calendar: no 30th of February. */
export function isCalendarDay(text: string): boolean {
  const ms = Date.parse(`${text}T00:00Z`);
  return !Number.isNaN(ms) && new Date(ms).toISOString().startsWith(text);
}

const instantForm = /^(\d{4}-\d\d-\d\d)T(?!24)\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)$/;

/** ISO 8601 with a zone, seconds optional: `2026-03-01T14:05Z`. */
export function isInstant(text: string): boolean {
  const day = instantForm.exec(text)?.[1];
  return day !== undefined && isCalendarDay(day) && !Number.isNaN(Date.parse(text));
}

/** The minutes of one day, fetched only when somebody looks into it. */
import type { DayDetail } from '#schema/snapshot.ts';
import { isDayDetail } from '../content/snapshot-guards';

/** The day, or null where it is not kept or cannot be had. */
export async function loadDay(address: string): Promise<DayDetail | null> {
  try {
    const response = await fetch(address);
    const value: unknown = response.ok ? await response.json() : null;
    return isDayDetail(value) ? value : null;
  } catch {
    return null;
  }
}

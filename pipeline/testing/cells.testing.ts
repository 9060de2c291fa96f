/** Cells of events, by way of Parquet parts as a drain writes them. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ComponentConfig } from '#schema/config.ts';
import type { Circumstances, Event } from '../drain/event.ts';
import { EventColumns } from '../lake/event-columns.ts';
import { siteDays } from '../rollup/calendar.ts';
import type { EventFilter } from '../rollup/cells/component-groups.ts';
import { type CellFrames, computeCells } from '../rollup/cells/compute.ts';
import {
  daysTable,
  type ExcludedMinutes,
  maintenanceTable,
  objectiveRows,
  objectivesTable,
  signalsTable,
} from '../rollup/cells/tables.ts';
import { componentOf } from './components.testing.ts';
import { temporaryFolder } from './temporary-folder.testing.ts';

export interface CellOptions {
  /** Which events to look at. */
  readonly filter?: EventFilter;
  readonly components?: readonly ComponentConfig[];
  readonly zone?: string;
  /** Last of the 30 site days that are looked at. */
  readonly lastDay?: string;
  readonly maintenance?: ExcludedMinutes;
  readonly settled?: number;
}

/** An event, and what is known of it beyond itself. */
export interface GivenEvent {
  readonly event: Event;
  readonly circumstances?: Circumstances;
}

function given(event: Event | GivenEvent): GivenEvent {
  return 'event' in event ? event : { event };
}

/** Parts of events that have something in them. */
async function partFiles(parts: readonly (readonly (Event | GivenEvent)[])[]): Promise<string[]> {
  const folder = temporaryFolder();
  const files: string[] = [];
  for (const [number, events] of parts.entries()) {
    if (events.length === 0) continue;
    const columns = new EventColumns();
    events.map(given).forEach(({ event, circumstances }, offset) => {
      columns.add(event, offset, 0, circumstances);
    });
    const file = join(folder, `${number}.parquet`);
    writeFileSync(file, await columns.toParquet());
    files.push(file);
  }
  return files;
}

/** Cells of all events of the given parts. */
export async function cellsOf(
  parts: readonly (readonly (Event | GivenEvent)[])[],
  options: CellOptions = {},
): Promise<CellFrames> {
  const {
    components = [componentOf()],
    zone = 'UTC',
    lastDay = '2026-03-15',
    settled = 2e9,
  } = options;
  const days = siteDays(lastDay, 30, zone);
  const tables = {
    days: daysTable(days),
    objectives: objectivesTable(objectiveRows(components, zone)),
    maintenance: maintenanceTable(options.maintenance ?? new Map()),
    signals: signalsTable(components),
  };
  const range = {
    first: Math.floor((days[0]?.start ?? 0) / 1440),
    last: Math.floor(((days.at(-1)?.end ?? 1) - 1) / 1440),
  };
  const filter = options.filter ?? null;
  return computeCells(await partFiles(parts), range, settled, tables, filter);
}

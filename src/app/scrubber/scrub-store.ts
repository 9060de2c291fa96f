import { computed, inject, Service, signal } from '@angular/core';
import { schemaVersion, type ScrubHistory } from '#schema/snapshot.ts';
import type { OpenDay } from '../day-detail/day-detail';
import { readDay } from './day-reading';
import { hashOf, selectionOf, type DaySelection } from './day-selection';
import { PAGE_SETTINGS } from './page-settings';

const nothingYet: ScrubHistory = { schemaVersion, dates: [], components: [], incidents: {} };

function isSameDay(one: DaySelection | null, other: DaySelection | null): boolean {
  return one?.component === other?.component && one?.day === other?.day;
}

/** The day being looked at, for every graph and control of the page. */
@Service()
export class ScrubStore {
  private readonly time = inject(PAGE_SETTINGS).time;
  private readonly history = signal(nothingYet);
  private readonly chosen = signal<DaySelection>({ component: '', day: 0 });
  // A pointer that moves within a day changes nothing.
  private readonly hovered = signal<DaySelection | null>(null, { equal: isSameDay });

  /** A pinned day stays, with its card, and is named in the address. */
  readonly pinned = signal(false);
  /** Whether the controls have focus, so that the graph they drive shows its line. */
  readonly engaged = signal(false);

  readonly components = computed(() => this.history().components);
  readonly days = computed(() => this.history().dates.length);
  readonly dates = computed(() => this.history().dates);
  readonly current = computed(() => this.hovered() ?? this.chosen());
  readonly reading = computed(() => readDay(this.history(), this.current(), this.time));
  /** Where the card is open: the component's id, or null. */
  readonly open = computed(() =>
    this.hovered() !== null || this.pinned() ? this.current().component : null,
  );
  /** Where the line stands: the component's id, or null. */
  readonly lined = computed(
    () => this.open() ?? (this.engaged() ? this.current().component : null),
  );
  /** The pinned day, which is looked into. */
  readonly openDay = computed((): OpenDay | null => {
    const { component, day } = this.chosen();
    const date = this.dates()[day];
    if (!this.pinned() || date === undefined) return null;
    return { component, date, running: day === this.days() - 1 };
  });
  readonly hash = computed(() => (this.pinned() ? hashOf(this.chosen(), this.history()) : ''));

  /** Takes the history of the components the page shows; today is chosen first. */
  load(history: ScrubHistory, shown: readonly string[]): void {
    const components = history.components.filter(({ id }) => shown.includes(id));
    this.history.set({ ...history, components });
    this.chosen.set({ component: components[0]?.id ?? '', day: history.dates.length - 1 });
  }

  /** Follows a pointer. */
  hover(selection: DaySelection): void {
    this.hovered.set(selection);
  }

  leave(): void {
    this.hovered.set(null);
  }

  choose(change: Partial<DaySelection>): void {
    this.hovered.set(null);
    this.chosen.update((chosen) => ({ ...chosen, ...change }));
  }

  /** Pins a day; the same day again lets it go. */
  togglePin(selection: DaySelection): void {
    const { component, day } = this.chosen();
    const again = this.pinned() && component === selection.component && day === selection.day;
    this.hovered.set(null);
    this.chosen.set(selection);
    this.pinned.set(!again);
  }

  unpin(): void {
    this.hovered.set(null);
    this.pinned.set(false);
  }

  /** Pins the day an address names, if it names one; says whether it did. */
  restore(hash: string): DaySelection | null {
    const selection = selectionOf(hash, this.history());
    if (selection !== null) {
      this.chosen.set(selection);
      this.pinned.set(true);
    }
    return selection;
  }
}

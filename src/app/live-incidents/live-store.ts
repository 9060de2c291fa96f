import { computed, Service, signal } from '@angular/core';
import { readContentAnswer, type WrittenIncident } from '#schema/content-documents.ts';
import { overallOf } from '#schema/overall.ts';
import { reportedState, shownState } from '#schema/reported.ts';
import type { ComponentSummary, SiteStatus } from '#schema/snapshot.ts';
import { type ComponentStatus, worstStatus } from '#schema/status.ts';
import type { News } from './live-link';
import { type LiveAnswer, runningIncidents } from './merge-running';

function answerOf({ answer }: News): LiveAnswer | null {
  const content = answer === null ? null : readContentAnswer(answer.content);
  return answer === null || content === null ? null : { content, at: answer.at };
}

/** Everything live on a page reads this and nothing else. */
@Service()
export class LiveStore {
  private readonly polled = signal<SiteStatus | null>(null);
  private readonly live = signal<LiveAnswer | null>(null);
  /** How the page hears of changes. */
  readonly link = signal<News['state']>('polling');

  readonly status = this.polled.asReadonly();
  readonly running = computed(() =>
    runningIncidents({
      polled: this.polled(),
      live: this.live(),
      connected: this.link() === 'connected',
    }),
  );
  readonly notice = computed(
    () => this.live()?.content.notice ?? this.polled()?.content.notice ?? null,
  );
  /** With the states that people report, as far as they are known now. */
  readonly components = computed(() =>
    (this.polled()?.components ?? []).map((one) => ({ ...one, status: this.stateOf(one) })),
  );
  readonly overall = computed(() => overallOf(this.components()));

  /** Takes what came, from this tab or another. */
  take(news: News): void {
    this.link.set(news.state);
    if (news.polled !== null) this.polled.set(news.polled);
    const answer = answerOf(news);
    if (answer !== null && answer.at !== this.live()?.at) this.live.set(answer);
  }

  /** A component by its id. */
  component(id: string): ComponentSummary | undefined {
    return this.components().find((one) => one.id === id);
  }

  /** The worst of a group's members. */
  groupStatus(name: string): ComponentStatus {
    return worstStatus(
      this.components()
        .filter(({ group }) => group === name)
        .map(({ status }) => status),
    );
  }

  /** The newest version of an incident, running or over; undefined where only the page knows it. */
  incident(slug: string): WrittenIncident | undefined {
    const running = this.running().find((one) => one.slug === slug);
    return running ?? this.live()?.content.incidents.find((one) => one.slug === slug);
  }

  private stateOf({ id, measured, reported }: ComponentSummary): ComponentStatus {
    const byPeople = reportedState({ incidents: this.running(), maintenance: [] }, id);
    // Maintenance is told by the site's own files alone.
    const planned = reported === 'maintenance' ? reported : null;
    return shownState(shownState(measured, planned), byPeople);
  }
}

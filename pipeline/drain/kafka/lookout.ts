/** What the broker holds of the configured topics, asked again and again. */
import type { Admin, Kafka } from 'kafkajs';
import type { Positions } from '../source.ts';
import type { KafkaSettings } from './settings.ts';
import { planTopics, topicNames, type TopicPlan } from './topic-plans.ts';

export class Lookout {
  readonly #kafka: Kafka;
  readonly #settings: KafkaSettings;
  readonly #now: () => number;
  #admin: Admin;
  #topics: readonly string[] = [];

  constructor(kafka: Kafka, settings: KafkaSettings, now: () => number) {
    this.#kafka = kafka;
    this.#settings = settings;
    this.#now = now;
    this.#admin = kafka.admin();
  }

  /** Topics as they were at the opening; sorted. */
  get topics(): readonly string[] {
    return this.#topics;
  }

  async open(): Promise<void> {
    await this.#admin.connect();
    this.#topics = await topicNames(this.#admin, this.#settings);
  }

  /** Whether a pattern matches other topics than at the opening. */
  async topicsChanged(): Promise<boolean> {
    const names = await topicNames(this.#admin, this.#settings);
    return names.join() !== this.#topics.join();
  }

  /** Plans for all partitions as the broker has them now, those added a moment ago included. */
  async plans(positions: Positions, recreated: ReadonlySet<string>): Promise<TopicPlan[]> {
    const ask = () =>
      planTopics(this.#admin, this.#settings, this.#topics, positions, recreated, this.#now());
    const plans = await ask();
    const { topics } = await this.#admin.fetchTopicMetadata({ topics: [...this.#topics] });
    const partitions = topics.reduce((sum, topic) => sum + topic.partitions.length, 0);
    if (partitions === plans.length) return plans;
    // kafkajs asks for offsets of the partitions it knew minutes ago; a new client knows all.
    await this.close();
    this.#admin = this.#kafka.admin();
    await this.#admin.connect();
    return ask();
  }

  async close(): Promise<void> {
    await this.#admin.disconnect();
  }
}

/** A simulation as messages of a topic: its history at once, then in real time. */
import type { Message, Producer } from 'kafkajs';
import kafkajs from 'kafkajs';
import { explainKafka, kafkaClient } from '../drain/kafka/client.ts';
import type { KafkaSettings } from '../drain/kafka/settings.ts';
import { pause } from '../follow/supervise.ts';
import { firstMinute, linesOf, type Simulation } from './generate.ts';

export interface ProduceOptions {
  readonly simulation: Simulation;
  readonly settings: KafkaSettings;
  readonly topic: string;
  /** How long to go on in real time after the history. */
  readonly liveMs: number;
  readonly signal: AbortSignal;
  readonly log: (line: string) => void;
}

const minuteMs = 60_000;
const batchMessages = 5_000;
const tickMs = 1_000;

interface Timed {
  readonly atMs: number;
  readonly message: Message;
}

/**
 * Messages of the minutes [from, until). Each has an id that says its place, so that
 * a simulation that is started again does not count twice; all of a component are in order.
 */
function* messagesOf(simulation: Simulation, from: number, until: number): Generator<Timed> {
  let minute = from;
  for (const lines of linesOf(simulation, from, until)) {
    for (const [index, line] of lines.entries()) {
      const key = /"component":"([^"]+)"/.exec(line)?.[1] ?? '';
      const id = `${simulation.scenario.seed}-${minute}-${index}`;
      const time = /"time":"([^"]+)"/.exec(line)?.[1] ?? '';
      yield {
        atMs: Date.parse(time),
        message: { key, value: `${line.slice(0, -1)},"id":"${id}"}` },
      };
    }
    minute += 1;
  }
}

class TopicProducer {
  readonly #producer: Producer;
  readonly #topic: string;
  #waiting: Message[] = [];
  sent = 0;

  constructor(producer: Producer, topic: string) {
    this.#producer = producer;
    this.#topic = topic;
  }

  async add(message: Message): Promise<void> {
    this.#waiting.push(message);
    if (this.#waiting.length >= batchMessages) await this.flush();
  }

  async flush(): Promise<void> {
    const messages = this.#waiting;
    this.#waiting = [];
    if (messages.length === 0) return;
    const compression = kafkajs.CompressionTypes.LZ4;
    await this.#producer.send({ topic: this.#topic, messages, compression, acks: -1 });
    this.sent += messages.length;
  }
}

/** Sends each message when its time has come. */
async function goOn(
  to: TopicProducer,
  { simulation, liveMs, signal }: ProduceOptions,
): Promise<void> {
  const end = Date.now() + liveMs;
  const isOver = () => Date.now() >= end || signal.aborted;
  const reach = async (timeMs: number) => {
    while (timeMs > Date.now() && !isOver()) {
      await to.flush();
      await pause(Math.min(tickMs, timeMs - Date.now()), signal);
    }
  };
  for (let minute = simulation.anchorMs / minuteMs; !isOver(); minute += 1) {
    const messages = [...messagesOf(simulation, minute, minute + 1)];
    for (const { atMs, message } of messages.sort((a, b) => a.atMs - b.atMs)) {
      await reach(atMs);
      if (atMs <= Date.now()) await to.add(message);
    }
    await reach((minute + 1) * minuteMs);
    await to.flush();
  }
}

/** Produces a simulation; answers how many messages the broker has acknowledged. */
export async function produceSimulation(options: ProduceOptions): Promise<number> {
  const { simulation, settings, topic, liveMs, signal, log } = options;
  const kafka = kafkaClient(settings);
  const admin = kafka.admin();
  const producer = kafka.producer({ idempotent: true, maxInFlightRequests: 1 });
  const to = new TopicProducer(producer, topic);
  try {
    await admin.connect();
    if (!(await admin.listTopics()).includes(topic))
      await admin.createTopics({ topics: [{ topic }] });
    await producer.connect();
    const until = simulation.anchorMs / minuteMs;
    for (const { message } of messagesOf(simulation, firstMinute(simulation), until)) {
      if (signal.aborted) break;
      await to.add(message);
    }
    await to.flush();
    if (liveMs > 0) {
      log(`${to.sent} records of the past -> ${topic}; going on in real time`);
      await goOn(to, options);
    }
    return to.sent;
  } catch (error) {
    throw explainKafka(error, settings);
  } finally {
    await producer.disconnect();
    await admin.disconnect();
  }
}

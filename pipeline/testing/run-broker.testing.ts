/** A broker for programs outside: says where it is, and ends when its standard input does. */
import { startBroker } from './kafka-broker.testing.ts';

const started = await startBroker();
if ('absent' in started) {
  console.error(started.absent);
  process.exitCode = 1;
} else {
  console.log(`brokers: ${started.broker.brokers}`);
  process.stdin.resume().once('end', () => void started.broker.stop());
}

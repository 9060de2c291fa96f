/** Apache Kafka from Maven Central, for machines without a container engine. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const version = '4.1.0';
const cache = fileURLToPath(new URL('../../.cache/', import.meta.url));

const pom = `<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>plumbline</groupId><artifactId>test-broker</artifactId><version>1</version>
  <dependencies>
    <dependency><groupId>org.apache.kafka</groupId><artifactId>kafka_2.13</artifactId><version>${version}</version></dependency>
  </dependencies>
</project>
`;

function works(command: string, args: readonly string[]): boolean {
  return spawnSync(command, args, { stdio: 'ignore' }).status === 0;
}

/** Folder of the jars, or why there is none. Downloaded once into `.cache/`. */
export function kafkaJars(): { readonly folder: string } | { readonly absent: string } {
  const folder = join(cache, `kafka-${version}`);
  if (existsSync(folder)) return { folder };
  if (!works('java', ['-version'])) return { absent: 'no java to run a broker with' };
  if (!works('mvn', ['-version'])) return { absent: 'no mvn to fetch a broker with' };
  const draft = join(cache, `kafka-${version}-${process.pid}`);
  mkdirSync(draft, { recursive: true });
  writeFileSync(join(draft, 'pom.xml'), pom);
  const args = [
    '-q',
    '-f',
    join(draft, 'pom.xml'),
    'dependency:copy-dependencies',
    `-DoutputDirectory=${draft}`,
  ];
  if (!works('mvn', args)) {
    rmSync(draft, { recursive: true, force: true });
    return { absent: 'the broker could not be downloaded from Maven Central' };
  }
  // Another test process may have been faster; either copy will do.
  if (!existsSync(folder)) renameSync(draft, folder);
  return { folder };
}

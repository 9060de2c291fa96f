/** What every part of the service is given. */
import type { LoadedConfig } from '../config/load.ts';
import type { Environment } from '../environment.ts';
import type { LakeStore } from '../lake/store.ts';
import type { Health } from './health.ts';
import type { Log } from './log.ts';
import type { FollowMetrics } from './metrics.ts';
import type { Ownership } from './ownership.ts';
import type { FollowSettings } from './settings.ts';

export interface FollowContext {
  readonly environment: Environment;
  readonly loaded: LoadedConfig;
  readonly settings: FollowSettings;
  readonly store: LakeStore;
  readonly log: Log;
  readonly metrics: FollowMetrics;
  readonly health: Health;
  readonly ownership: Ownership;
}

/** What Studio asks about its project and its user: one project, one user, all allowed. */
import { Refusal } from './refusal.ts';
import type { ApiRequest } from './request.ts';

const role = { name: 'administrator', title: 'Administrator', description: 'May do everything' };

function userOf(identity: string): object {
  return {
    id: identity,
    name: identity,
    email: `${identity}@example.com`,
    role: role.name,
    roles: [role],
    provider: 'local',
  };
}

const grants = [
  { filter: '_id in path("**")', permissions: ['create', 'read', 'update', 'history', 'manage'] },
];

/** Answers by path; null: there is no such thing here. */
const answers: readonly (readonly [RegExp, (identity: string) => unknown])[] = [
  [/^\/projects\/[^/]+\/datasets\/[^/]+\/acl$/, () => grants],
  [/^\/projects\/[^/]+\/acl$/, () => []],
  [/^\/projects\/[^/]+\/grants$/, () => ({})],
  [/^\/projects\/[^/]+\/user-applications$/, () => []],
  [/^\/features$/, () => []],
  [/^\/journey\//, () => []],
  [/^\/ping$/, () => ({})],
  [/^\/help$/, () => ({ documentation: '' })],
  [/^\/users\/me\/keyvalue/, () => []],
  [/^\/projects\/[^/]+\/datasets$/, () => [{ name: 'production', aclMode: 'public' }]],
  [/^\/projects\/[^/]+\/features/, () => []],
  [
    /^\/projects\/[^/]+$/,
    (identity) => ({
      id: 'local',
      displayName: 'Local content server',
      members: [{ id: identity, role: role.name, roles: [role] }],
    }),
  ],
  [/^\/users\/[^/]+$/, userOf],
  [/^\/auth\/logout$/, () => ({})],
  [/^\/auth\/id$/, (identity) => ({ id: identity })],
];

/** `/users/me`, `/projects/…`, `/check/cors`. */
export function answerManagement({ path, identity }: ApiRequest): unknown {
  if (path === '/check/cors') return { result: { allowed: true, withCredentials: true } };
  if (path === '/users/me' && identity === null) return {};
  const found = answers.find(([form]) => form.test(path));
  if (found === undefined) throw new Refusal(404, `The local content server has no ${path}`);
  if (identity === null) throw new Refusal(401, 'Unauthorized - Session not found', 'unauthorized');
  return found[1](identity);
}

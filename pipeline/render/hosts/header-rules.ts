/** What every host is told to send along with the files; one list for the formats of all hosts. */

export interface HeaderRule {
  /** From the site's root; `*` at its end stands for anything, `:id` for one part of a path. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
}

const anyone = { 'Access-Control-Allow-Origin': '*' };

const typed = (path: string, type: string): HeaderRule => ({
  path,
  headers: { ...anyone, 'Content-Type': `${type}; charset=utf-8` },
});

const feeds = (folder: string): HeaderRule[] => [
  typed(`${folder}feed.atom`, 'application/atom+xml'),
  typed(`${folder}feed.rss`, 'application/rss+xml'),
  typed(`${folder}feed.json`, 'application/feed+json'),
];

/**
 * The first rule is for everything, and of the others at most one holds for a path: hosts join
 * values of a header that is given twice.
 */
export function headerRules(policy: string): HeaderRule[] {
  return [
    {
      path: '/*',
      headers: {
        'Content-Security-Policy': `${policy}; frame-ancestors 'none'`,
        'Cross-Origin-Opener-Policy': 'same-origin',
        'Permissions-Policy': 'camera=(), geolocation=(), microphone=()',
        'Referrer-Policy': 'strict-origin-when-cross-origin',
        'Strict-Transport-Security': 'max-age=31536000',
        'X-Content-Type-Options': 'nosniff',
        'X-Frame-Options': 'DENY',
      },
    },
    // Named by their content.
    { path: '/assets/*', headers: { 'Cache-Control': 'public, max-age=31536000, immutable' } },
    { path: '/data/*', headers: anyone },
    // A module that other sites load.
    { path: '/banner.js', headers: { ...anyone, 'Cache-Control': 'public, max-age=300' } },
    typed('/api/*', 'application/json'),
    ...feeds('/'),
    ...feeds('/components/:id/'),
    typed('/maintenance.ics', 'text/calendar'),
    typed('/calendars/*', 'text/calendar'),
    // Proxies of images would keep a badge far longer.
    ...['/badge.svg', '/badge.json', '/badges/*'].map((path) => ({
      path,
      headers: { ...anyone, 'Cache-Control': 'public, max-age=60' },
    })),
  ];
}

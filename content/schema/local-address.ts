/**
 * Feeds, calendars and the API need absolute addresses. Where `site.url` is not configured they
 * carry the one `npm start` serves on.
 */
export const localAddress = 'http://127.0.0.1:4321';

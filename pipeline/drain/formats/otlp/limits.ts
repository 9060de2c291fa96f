/** What a single record may say; beyond, it is malformed. */

/** Nothing that is measured takes longer than a day. */
export const longestMs = 86_400_000;

/** As many results one event may stand for: sums of them stay exact. */
export const mostResults = 1e9;

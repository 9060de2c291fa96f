/** The GROQ that the build and the open page ask the content store. */

const update = '{ status, postedAt, body }';
const incident = `{
  "id": _id, "slug": slug.current, title, impact, startedAt,
  "components": components[]{ "id": component, state },
  "updates": updates[]${update},
  nextUpdateBy, postmortem
}`;
const maintenance = `{
  "id": _id, "slug": slug.current, title, scheduledFor, scheduledUntil, announcedAt,
  components, "updates": updates[]${update}
}`;

const asking = (incidents: string, maintenances: string) => `{
  "incidents": *[_type == "incident" && defined(slug.current)] | order(startedAt desc)${incidents} ${incident},
  "maintenance": *[_type == "maintenance" && defined(slug.current)] | order(scheduledFor desc)${maintenances} ${maintenance},
  "settings": *[_id == "settings"][0]{ notice }
}`;

/** Everything, for the build. */
export const allContentQuery: string = asking('', '');

/** What an open page may have to show: few enough for every visitor to ask. */
export const liveContentQuery: string = asking('[0...30]', '[0...15]');

/** Documents whose changes matter to the page. */
export const listenQuery = '*[_type in ["incident", "maintenance", "settings"]]';

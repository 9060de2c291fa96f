/** A made-up snapshot with what the worst of authors might write into it. */
import type { Incident } from '#schema/incident.ts';
import { toHtml, toText } from '../../incidents/markdown.ts';
import type { SampleSnapshot } from './sample-snapshot.ts';

const script = '<script>globalThis.hacked = 1</script>';
const handler = '<img src="x" onerror="globalThis.hacked = 1">';
const names = [
  'W'.repeat(300),
  `${script} & "quotes"`,
  'واجهة برمجة التطبيقات العامة',
  '\u202Ereversed by a bidi mark',
  '🔥👩‍👩‍👧‍👦 emoji 🇪🇺',
  handler,
];
const body = [
  `${script} ${handler} <a href="javascript:globalThis.hacked=1" onclick="globalThis.hacked=1">a</a>`,
  '[link](javascript:globalThis.hacked=1) [other](data:text/html,x) <https://example.com/>',
  '\u202Eoverridden, and عربي with English, and 🧨',
  `\`\`\`\n${'code '.repeat(80)}\n\`\`\``,
  'x'.repeat(400),
  '<style>body{display:none}</style><svg onload="globalThis.hacked=1">',
].join('\n\n');
const megabyte = 'A sentence that goes on. '.repeat(42_000);

function nameAt(index: number): string {
  return names[index % names.length] ?? '';
}

function spoil(incident: Incident, index: number): Incident {
  const text = index === 1 ? megabyte : body;
  const said = { bodyHtml: toHtml(text), bodyText: toText(text) };
  return {
    ...incident,
    title: nameAt(index),
    postmortemHtml: toHtml(body),
    updates: incident.updates.map((update) => ({ ...update, ...said })),
  };
}

/** The same snapshot with hostile names, titles and texts. */
export function hostile({
  status,
  histories,
  log,
  scrub,
  ...rest
}: SampleSnapshot): SampleSnapshot {
  const rename = <T extends { readonly name: string }>(one: T, index: number) => ({
    ...one,
    name: nameAt(index),
  });
  const incidents = log.incidents.map(spoil);
  const outcomes = incidents.map(({ slug, title }) => [slug, title] as const);
  const titles = new Map(outcomes);
  return {
    ...rest,
    status: {
      ...status,
      site: { ...status.site, name: `${script} Status`, description: handler },
      overall: { ...status.overall, text: `Degraded performance: ${nameAt(0)}` },
      components: status.components.map((one, index) => ({
        ...rename(one, index),
        description: handler,
      })),
      groups: status.groups.map(rename),
    },
    histories: histories.map(rename),
    log: {
      ...log,
      incidents,
      maintenance: log.maintenance.map((one, index) => ({ ...one, title: nameAt(index) })),
    },
    scrub: {
      ...scrub,
      components: scrub.components.map(rename),
      incidents: Object.fromEntries(
        Object.entries(scrub.incidents).map(([slug, one]) => [
          slug,
          { ...one, title: titles.get(slug) ?? '', outcome: body.slice(0, 280) },
        ]),
      ),
    },
  };
}

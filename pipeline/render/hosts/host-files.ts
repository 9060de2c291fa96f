/** The rules in the words of each host; they lie beside the site and change only with its code. */
import type { HeaderRule } from './header-rules.ts';

type Entries = readonly (readonly [name: string, value: string])[];

const entriesOf = ({ headers }: HeaderRule): Entries => Object.entries(headers);

/** `_headers`, of Netlify and Cloudflare Pages. */
function netlify(rules: readonly HeaderRule[], base: string): string {
  const blocks = rules.map((rule) => {
    const lines = entriesOf(rule).map(([name, value]) => `  ${name}: ${value}\n`);
    return `${base}${rule.path}\n${lines.join('')}`;
  });
  return blocks.join('\n');
}

function vercel(rules: readonly HeaderRule[], base: string): string {
  const headers = rules.map((rule) => ({
    source: `${base}${rule.path.replace('*', '(.*)')}`,
    headers: entriesOf(rule).map(([key, value]) => ({ key, value })),
  }));
  return `${JSON.stringify({ trailingSlash: true, headers }, null, 2)}\n`;
}

function nginxPlace(path: string, base: string): string {
  if (path.endsWith('*')) return `${base}${path.slice(0, -1)}`;
  if (!path.includes(':')) return `= ${base}${path}`;
  const pattern = `${base}${path}`.replaceAll('.', '\\.').replace(/:\w+/g, '[^/]+');
  return `~ ^${pattern}$`;
}

/** A block of nginx takes no header from the one around it: each names all of them. */
function nginxBlock(rule: HeaderRule, everywhere: Entries, base: string): string {
  const own = new Map(entriesOf(rule));
  const all = new Map([['Cache-Control', 'no-cache'], ...everywhere, ...own]);
  const type = own.get('Content-Type');
  all.delete('Content-Type');
  const lines = [
    ...(type === undefined ? [] : ['types { }', `default_type "${type}";`]),
    ...Array.from(all, ([name, value]) => `add_header ${name} "${value}" always;`),
    'try_files $uri $uri/index.html =404;',
  ];
  return `location ${nginxPlace(rule.path, base)} {\n  ${lines.join('\n  ')}\n}\n`;
}

function nginx(rules: readonly HeaderRule[], base: string): string {
  const [first] = rules;
  const everywhere = first === undefined ? [] : entriesOf(first);
  return [
    `# For a server { } block whose root holds the site at ${base}/\n`,
    'charset utf-8;\nindex index.html;\n',
    `error_page 404 ${base}/404.html;\n\n`,
    rules.map((rule) => nginxBlock(rule, everywhere, base)).join('\n'),
  ].join('');
}

/** Names and contents of the files for hosts; `base` has a slash at both ends. */
export function hostFiles(rules: readonly HeaderRule[], base: string): Map<string, string> {
  const prefix = base.slice(0, -1);
  return new Map([
    ['_headers', netlify(rules, prefix)],
    ['vercel.json', vercel(rules, prefix)],
    ['nginx.conf', nginx(rules, prefix)],
  ]);
}

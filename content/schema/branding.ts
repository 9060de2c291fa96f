/** How a site looks like its owner's: logo, accent colour, links and a line at the end of each page. */
import * as v from 'valibot';
import { text } from './config-values.ts';
import { channelsOf, contrast, readableContrast } from './contrast.ts';

/** What the accent colour stands on: the page and its panels. */
export const backgrounds = {
  light: ['#f6f6f4', '#ffffff'],
  dark: ['#121416', '#1b1e21'],
} as const;
type Scheme = keyof typeof backgrounds;

/** Links and marks in the site's own colour, on light and on dark pages. */
export interface Accent {
  readonly light: string;
  readonly dark: string;
}

export interface BrandLink {
  readonly label: string;
  readonly url: string;
}

/** A logo as it is published. */
export interface Logo {
  /** Below `/data/`. */
  readonly name: string;
  /** In CSS pixels. */
  readonly width: number;
  readonly height: number;
}

/** As published with the state of the site. */
export interface Branding {
  readonly logo: Logo | null;
  readonly accent: Accent | null;
  readonly links: readonly BrandLink[];
  readonly footer: string | null;
}

function leastContrast(color: string, scheme: Scheme): number {
  return Math.min(...backgrounds[scheme].map((background) => contrast(color, background)));
}

/** Rounded down: a ratio that is printed as 4.5 is at least that. */
const printed = (ratio: number) => (Math.floor(ratio * 100) / 100).toFixed(2);

const colorOf = (scheme: Scheme) =>
  v.pipe(
    v.string('must be a colour like "#3d4fc4", in quotes'),
    v.regex(/^#[0-9a-f]{6}$/i, 'must be a colour like "#3d4fc4", in quotes'),
    v.check(
      (color) => leastContrast(color, scheme) >= readableContrast,
      ({ input }) =>
        `must have a contrast of at least ${readableContrast} to the ${scheme} page (${backgrounds[scheme].join(' and ')}), has ${printed(leastContrast(input, scheme))}`,
    ),
  );

/** The colour mixed with white until it can be read on dark. */
function lightened(color: string): string {
  const channels = channelsOf(color);
  for (let share = 0; share < 16; share += 1) {
    const mixed = channels.map((byte) => Math.round(byte + ((255 - byte) * share) / 16));
    const hex = `#${mixed.map((byte) => byte.toString(16).padStart(2, '0')).join('')}`;
    if (leastContrast(hex, 'dark') >= readableContrast) return hex;
  }
  return '#ffffff';
}

const single = v.pipe(
  colorOf('light'),
  v.transform((light): Accent => ({ light, dark: lightened(light) })),
);
const pair = v.strictObject({ light: colorOf('light'), dark: colorOf('dark') });
const either = v.union([single, pair]);

/** One schema by what is there, so that faults are told of that one alone; editors get both. */
const accent = v.lazy((given) => {
  if (given === undefined) return either;
  return typeof given === 'object' ? pair : single;
});

const link = v.strictObject({
  label: text(40),
  url: v.pipe(
    v.string(),
    v.regex(
      /^(?:https?:\/\/|mailto:)[^\s<>"]+$/,
      'must be an address that begins with https://, http:// or mailto:',
    ),
  ),
});

/** `branding` of `content/status.yaml`. */
export const brandingSchema = v.strictObject({
  /** An SVG or PNG file, relative to the configuration. */
  logo: v.optional(text(1000)),
  accent: v.optional(accent),
  links: v.optional(v.pipe(v.array(link), v.maxLength(12, 'must be at most 12 links')), []),
  footer: v.optional(text(500)),
});

/** The configuration's form: the logo is still a file. */
export interface BrandingConfig extends Omit<Branding, 'logo'> {
  readonly logo: string | null;
}

/** Of a site that has no branding of its own. */
export const plainBranding: BrandingConfig = { logo: null, accent: null, links: [], footer: null };

/** What was parsed, with nothing missing. */
export function normaliseBranding(
  parsed: v.InferOutput<typeof brandingSchema> | undefined,
): BrandingConfig {
  if (parsed === undefined) return plainBranding;
  const { logo = null, accent: colours = null, links, footer = null } = parsed;
  return { logo, accent: colours, links, footer };
}

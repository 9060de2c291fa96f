/** Compiles the site for the browser and for rendering; pages are made by pipeline/render, not here. */
import analog from '@analogjs/platform';
import {
  defaultClientConditions,
  defineConfig,
  type IndexHtmlTransformContext,
  type Plugin,
} from 'vite';

/** Where the two builds go: `client/` and `ssr/`. */
const out = process.env['PLUMBLINE_COMPILE_DIR'] ?? 'dist/compiled';

/**
 * Angular asks `ngServerMode` whether it runs on a server. Analog replaces it in
 * two files only, and Angular's code lies in many: without this, browser-only
 * callbacks would run while pages are rendered.
 */
function serverMode(): Plugin {
  return {
    name: 'plumbline:server-mode',
    configEnvironment: (name) => ({ define: { ngServerMode: String(name === 'ssr') } }),
  };
}

/**
 * Sanity's client gets its own copy of RxJS: what it shared with the first script would become a
 * third script that every visit asks for.
 */
function separateClient(): Plugin {
  const mark = '?client';
  const ofClient = /\/node_modules\/(?:@sanity\/client|get-it|eventsource|rxjs)\//;
  return {
    name: 'plumbline:separate-client',
    apply: 'build',
    applyToEnvironment: ({ name }) => name === 'client',
    enforce: 'pre',
    async resolveId(source, importer) {
      if (importer === undefined || !ofClient.test(importer)) return null;
      if (importer.includes('/rxjs/') && !importer.endsWith(mark)) return null;
      const found = await this.resolve(source, importer.replace(mark, ''), { skipSelf: true });
      if (found?.id.includes('/node_modules/rxjs/') !== true) return found;
      return { ...found, id: found.id.replace(mark, '') + mark };
    },
  };
}

/** Takes the stylesheets out of the bundle: nothing asks for them as files. */
function takeStyles({ bundle = {} }: IndexHtmlTransformContext): string {
  let styles = '';
  for (const file of Object.values(bundle)) {
    if (file.type !== 'asset' || !file.fileName.endsWith('.css')) continue;
    styles += file.source.toString().trim();
    Reflect.deleteProperty(bundle, file.fileName);
  }
  return styles;
}

/**
 * First paint needs one request: styles stand in the page, the script is last
 * and asks for nothing before it runs. `%base%` is filled in when a page is rendered.
 */
function selfSufficientPage(): Plugin {
  return {
    name: 'plumbline:self-sufficient-page',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler(html, context) {
        const entry = context.chunk?.fileName ?? '';
        const script = `<script type="module" async fetchpriority="low" src="%base%${entry}"></script>`;
        return html
          .replace(/\s*<script[\s\S]*?<\/script>/g, '')
          .replace(/\s*<link rel="(?:stylesheet|modulepreload)"[^>]*>/g, '')
          .replace('</head>', () => `<style>${takeStyles(context)}</style></head>`)
          .replace('</body>', `${script}</body>`)
          .replace(/>\s+</g, '><');
      },
    },
  };
}

/**
 * Scripts that come later need nothing but themselves: styles stand in the page and their
 * modules are few. Vite's own way of loading them would look for more, on every visit.
 */
function plainImports(): Plugin {
  return {
    name: 'plumbline:plain-imports',
    enforce: 'pre',
    load: (id) =>
      id.endsWith('vite/preload-helper.js')
        ? 'export const __vitePreload = (load) => load();'
        : undefined,
  };
}

/** Analog would go on to build a Nitro server and let it write pages. */
function withoutServer(plugins: Plugin[]): Plugin[] {
  return plugins.map((plugin) =>
    plugin.name === '@analogjs/vite-plugin-nitro'
      ? { ...plugin, closeBundle: () => undefined }
      : plugin,
  );
}

export default defineConfig({
  base: './',
  publicDir: false,
  build: {
    outDir: `${out}/client`,
    emptyOutDir: true,
    modulePreload: false,
    // Styles of its own would be asked for by every script that is loaded later, and they stand in the page.
    cssCodeSplit: false,
    // A kilobyte smaller than the default, of the one script that every visit asks for.
    minify: 'terser',
    terserOptions: { module: true, ecma: 2020, compress: { passes: 3 } },
  },
  environments: {
    // The newest form of RxJS for browsers is a kilobyte smaller than its default.
    client: { resolve: { conditions: ['es2015', ...defaultClientConditions] } },
    // The compiled renderer runs without node_modules.
    ssr: { resolve: { noExternal: true } },
  },
  plugins: [
    withoutServer(analog({ ssr: true, ssrBuildDir: `${out}/ssr` })),
    serverMode(),
    plainImports(),
    separateClient(),
    selfSufficientPage(),
  ],
});

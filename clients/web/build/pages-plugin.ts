/** Makes two pages of one: visitors get the sign-in's files, members the app's and those of the screen they open. */
import type { Plugin, Rolldown } from 'vite';

const VISITOR = 'src/features/sign-in/SignInScreen.tsx';
const MEMBER = ['src/app/SignedIn.tsx', 'src/app/member-session.ts'];
/** Addresses and the screens behind them, for `early.js`; my work comes with the app. */
const SCREENS: Readonly<Record<string, string>> = {
  '^/projects$': 'src/app/ProjectsScreen.tsx',
  '^/me$': 'src/features/me/MeScreen.tsx',
  '^/calendar$': 'src/features/calendar/CalendarScreen.tsx',
  '^/p/[^/]+/?$': 'src/features/project/ProjectHome.tsx',
  '^/p/[^/]+/(board|t/.+)$': 'src/features/board/BoardScreen.tsx',
  '^/p/[^/]+/list$': 'src/features/list/ListScreen.tsx',
  '^/p/[^/]+/gantt$': 'src/features/gantt/GanttScreen.tsx',
  '^/p/[^/]+/reports$': 'src/features/reports/ReportsScreen.tsx',
  '^/p/[^/]+/members$': 'src/features/members/MembersScreen.tsx',
  '^/p/[^/]+/settings$': 'src/features/settings/SettingsScreen.tsx',
};
const EARLY = '<script src="/early.js"></script>';

type Bundle = Rolldown.OutputBundle;

function chunkOf(bundle: Bundle, module: string): Rolldown.OutputChunk {
  for (const file of Object.values(bundle)) {
    if (file.type === 'chunk' && file.moduleIds.some((id) => id.endsWith(`/web/${module}`))) return file;
  }
  throw new Error(`${module} is in no chunk: the pages name a screen that is not there any more`);
}

/** A chunk with everything it imports at once, scripts and styles. */
function filesOf(bundle: Bundle, name: string, files = new Set<string>()): Set<string> {
  const file = bundle[name];
  if (file?.type !== 'chunk' || files.has(name)) return files;
  files.add(name);
  for (const style of file.viteMetadata?.importedCss ?? []) files.add(style);
  for (const other of file.imports) filesOf(bundle, other, files);
  return files;
}

function missingFiles(bundle: Bundle, modules: readonly string[], known: ReadonlySet<string>): string[] {
  const wanted = modules.flatMap((module) => [...filesOf(bundle, chunkOf(bundle, module).fileName)]);
  return [...new Set(wanted)].filter((name) => !known.has(name)).map((name) => `/${name}`);
}

function toLink(path: string): string {
  const kind = path.endsWith('.css') ? 'rel="preload" as="style"' : 'rel="modulepreload"';
  return `    <link ${kind} crossorigin href="${path}">\n`;
}

function toPage(html: string, visit: string, files: readonly string[], data = ''): string {
  return html.replace('<html ', `<html data-visit="${visit}" `).replace(EARLY, data + EARLY).replace('  </head>', `${files.map(toLink).join('')}  </head>`);
}

export function pages(): Plugin {
  return {
    name: 'quncheng-pages',
    apply: 'build',
    generateBundle: {
      order: 'post',
      handler(_options, bundle) {
        const page = bundle['index.html'];
        if (page?.type !== 'asset') throw new Error('the build made no index.html');
        const html = String(page.source);
        if (!html.includes(EARLY)) throw new Error('index.html does not begin with early.js');
        const shared = filesOf(bundle, chunkOf(bundle, 'src/main.tsx').fileName);
        const app = new Set([...shared, ...MEMBER.flatMap((module) => [...filesOf(bundle, chunkOf(bundle, module).fileName)])]);
        const screens = Object.entries(SCREENS).map(([address, module]) => [address, missingFiles(bundle, [module], app)]);
        const data = `<script type="application/json" id="screens">${JSON.stringify(screens)}</script>\n    `;
        page.source = toPage(html, 'visitor', missingFiles(bundle, [VISITOR], shared));
        this.emitFile({ type: 'asset', fileName: 'member.html', source: toPage(html, 'member', missingFiles(bundle, MEMBER, shared), data) });
      },
    },
  };
}

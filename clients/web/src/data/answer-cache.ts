/** Answers outside the store (activity, calendars, sessions): cached, refreshed after related news, kept for offline. */
import { dehydrate, hydrate, QueryClient } from '@tanstack/react-query';
import type { ChangeType } from '@quncheng/api';
import { answersKey } from './answers-key.ts';
import type { DataLayer } from './data-layer.ts';

/** Which endpoints are out of date after news about a kind of object. */
const STALE_AFTER: Readonly<Record<ChangeType, readonly string[]>> = {
  task: ['/activity', '/me/work', '/plan', '/why'],
  project: ['/activity', 'GET /projects', '/why'],
  column: ['/activity'],
  membership: ['/members', '/activity'],
  member: ['/members'],
  comment: ['/activity'],
  checklist_item: ['/activity'],
  dependency: ['/activity', '/plan', '/why'],
  progress_report: ['/activity'],
  weekly_report: ['/reports', '/activity'],
  change_request: ['/change-requests', '/activity'],
};

function invalidate(queries: QueryClient, types: ReadonlySet<ChangeType>): void {
  const stale = [...types].flatMap((type) => STALE_AFTER[type]);
  void queries.invalidateQueries({
    predicate: ({ queryKey: [endpoint] }) => typeof endpoint === 'string' && stale.some((part) => endpoint.includes(part)),
  });
}

/** Without a server the last answers are better than none. */
function save(queries: QueryClient, key: string): void {
  try {
    localStorage.setItem(key, JSON.stringify(dehydrate(queries)));
  } catch {
    // Full or forbidden storage: offline reading then has fewer screens.
  }
}

function restore(queries: QueryClient, key: string): void {
  try {
    hydrate(queries, JSON.parse(localStorage.getItem(key) ?? '{}'));
  } catch {
    localStorage.removeItem(key);
  }
}

const caches = new WeakMap<DataLayer, QueryClient>();

/** The member's cache, made when the first screen needs it. */
export function answersOf(layer: DataLayer): QueryClient {
  const known = caches.get(layer);
  if (known) return known;
  const queries = new QueryClient({
    defaultOptions: {
      queries: { staleTime: 30_000, gcTime: Infinity, retry: false, networkMode: 'always' },
      // A large answer would push the small ones out of the little room there is.
      dehydrate: { shouldDehydrateQuery: ({ state, meta }) => state.status === 'success' && meta?.['isLarge'] !== true },
    },
  });
  caches.set(layer, queries);
  const key = answersKey(layer.table('me').get('me')?.member.id ?? '');
  restore(queries, key);
  layer.onNews((types) => invalidate(queries, types));
  window.addEventListener('pagehide', () => {
    if (layer.isRunning) save(queries, key);
  });
  return queries;
}

/** Answers outside the store (activity, calendars, sessions): cached, refreshed after related news, kept for offline. */
import { dehydrate, hydrate, type QueryClient } from '@tanstack/react-query';
import type { ChangeType } from '@quncheng/api';

/** Which endpoints are out of date after news about a kind of object. */
const STALE_AFTER: Readonly<Record<ChangeType, readonly string[]>> = {
  task: ['/activity', '/me/work', '/plan'],
  project: ['/activity', 'GET /projects'],
  column: ['/activity'],
  membership: ['/members', '/activity'],
  member: ['/members'],
  comment: ['/activity'],
  checklist_item: ['/activity'],
  dependency: ['/activity', '/plan'],
  progress_report: ['/activity'],
  weekly_report: ['/reports', '/activity'],
  change_request: ['/change-requests', '/activity'],
};

export function invalidateAnswers(queries: QueryClient, types: ReadonlySet<ChangeType>): void {
  const stale = [...types].flatMap((type) => STALE_AFTER[type]);
  void queries.invalidateQueries({
    predicate: ({ queryKey: [endpoint] }) => typeof endpoint === 'string' && stale.some((part) => endpoint.includes(part)),
  });
}

/** Without a server the last answers are better than none. */
export function saveAnswers(queries: QueryClient, key: string): void {
  try {
    localStorage.setItem(key, JSON.stringify(dehydrate(queries)));
  } catch {
    // Full or forbidden storage: offline reading then has fewer screens.
  }
}

export function restoreAnswers(queries: QueryClient, key: string): void {
  try {
    hydrate(queries, JSON.parse(localStorage.getItem(key) ?? '{}'));
  } catch {
    localStorage.removeItem(key);
  }
}

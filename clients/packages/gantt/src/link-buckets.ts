/** Finds the links that cross some rows without looking at all of them: each stands in the buckets of rows it touches. */
import type { ChartLink } from './chart.ts';
import type { Layout } from './layout.ts';

const ROWS_PER_BUCKET = 32;
/** A link over more rows than these buckets hold would fill them all: those are few, and looked at each time. */
const MOST_BUCKETS = 16;

export interface LinkBuckets {
  /** Calls with the index of each link that touches a row from the first to the last, each once. */
  visit(firstRow: number, lastRow: number, call: (link: number) => void): void;
}

export function createLinkBuckets(links: readonly ChartLink[], layout: Layout): LinkBuckets {
  const buckets: number[][] = Array.from({ length: Math.ceil(layout.rows.length / ROWS_PER_BUCKET) }, () => []);
  const long: number[] = [];
  const upper = new Int32Array(links.length);
  const lower = new Int32Array(links.length);
  links.forEach(({ from, to }, link) => {
    const [one, other] = [layout.rowOf[from] ?? -1, layout.rowOf[to] ?? -1];
    if (one < 0 || other < 0) return;
    upper[link] = Math.min(one, other);
    lower[link] = Math.max(one, other);
    const first = Math.floor(Math.min(one, other) / ROWS_PER_BUCKET);
    const last = Math.floor(Math.max(one, other) / ROWS_PER_BUCKET);
    if (last - first >= MOST_BUCKETS) long.push(link);
    else for (let bucket = first; bucket <= last; bucket += 1) buckets[bucket]?.push(link);
  });
  const stamps = new Uint32Array(links.length);
  let stamp = 0;
  return {
    visit(firstRow, lastRow, call) {
      stamp += 1;
      const offer = (link: number): void => {
        if (stamps[link] === stamp || (upper[link] ?? 0) > lastRow || (lower[link] ?? 0) < firstRow) return;
        stamps[link] = stamp;
        call(link);
      };
      const lastBucket = Math.floor(lastRow / ROWS_PER_BUCKET);
      for (let bucket = Math.floor(firstRow / ROWS_PER_BUCKET); bucket <= lastBucket; bucket += 1) buckets[bucket]?.forEach(offer);
      long.forEach(offer);
    },
  };
}

/** How much of something is done, as a small ring. */

const RADIUS = 13;
const LENGTH = 2 * Math.PI * RADIUS;

export function ProgressRing({ done, total }: { readonly done: number; readonly total: number }) {
  const share = total === 0 ? 0 : done / total;
  return (
    <svg width="32" height="32" viewBox="0 0 32 32" aria-hidden="true" fill="none" strokeWidth="4">
      <circle cx="16" cy="16" r={RADIUS} stroke="var(--press)" />
      <circle
        cx="16"
        cy="16"
        r={RADIUS}
        stroke={share === 1 ? 'var(--ok)' : 'var(--accent-fill)'}
        strokeDasharray={`${share * LENGTH} ${LENGTH}`}
        strokeLinecap={share > 0 ? 'round' : 'butt'}
        transform="rotate(-90 16 16)"
      />
    </svg>
  );
}

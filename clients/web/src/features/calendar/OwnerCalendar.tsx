/** What one owner says for itself: hours, and the days that differ. */

import { useAnswer } from '../../data/use-answer.ts';
import { ErrorState, Skeleton } from '../../ui/index.ts';
import { HoursSection } from './HoursSection.tsx';
import type { Owner } from './OwnerSelect.tsx';
import { SpanSection } from './SpanSection.tsx';
import type { CalendarChanging } from './use-calendar-change.ts';

interface OwnerCalendarProps {
  readonly owner: Owner;
  readonly changing: CalendarChanging;
}

export function OwnerCalendar({ owner, changing }: OwnerCalendarProps) {
  const answer = useAnswer('GET /calendars', { query: owner });
  if (answer.data === undefined) {
    return answer.isError ? <ErrorState error={answer.error} onRetry={() => void answer.refetch()} /> : <Skeleton lines={4} />;
  }
  return (
    <>
      {owner.owner !== 'organization' && <SpanSection calendar={answer.data} changing={changing} />}
      <HoursSection calendar={answer.data} changing={changing} />
    </>
  );
}

/** A change of a calendar in two steps: what it would move in every project, then doing it. */

import type { CalendarChange, CalendarImpact } from '@quncheng/api';
import { useCallback, useState } from 'react';

import { useWords } from '../../app/words.ts';
import { useServerCall } from '../../data/server-call.ts';
import { useForgetAnswer } from '../../data/use-answer.ts';
import { showToast } from '../../ui/index.ts';

export interface AskedChange {
  readonly change: CalendarChange;
  readonly impact: CalendarImpact;
}

export interface CalendarChanging {
  readonly isBusy: boolean;
  /** What waits for a yes. */
  readonly asked: AskedChange | null;
  /** False when it was refused; the person has been told. */
  readonly ask: (change: CalendarChange) => Promise<boolean>;
  readonly confirm: () => Promise<void>;
  readonly cancel: () => void;
}

export function useCalendarChange(onDone: () => void): CalendarChanging {
  const t = useWords();
  const { isBusy, perform } = useServerCall();
  const forget = useForgetAnswer();
  const [asked, setAsked] = useState<AskedChange | null>(null);
  const ask = useCallback(
    async (change: CalendarChange): Promise<boolean> => {
      const impact = await perform('POST /calendars/preview', { body: change });
      if (impact !== null) setAsked({ change, impact });
      return impact !== null;
    },
    [perform],
  );
  const confirm = useCallback(async (): Promise<void> => {
    if (asked === null) return;
    const done = await perform('POST /calendars/changes', { body: asked.change });
    if (done === null) return;
    showToast(t('calendar.saved'));
    for (const endpoint of ['GET /calendars', 'GET /calendars/shared', 'GET /organization/calendar'] as const) forget(endpoint);
    setAsked(null);
    onDone();
  }, [asked, perform, forget, onDone, t]);
  const cancel = useCallback(() => setAsked(null), []);
  return { isBusy, asked, ask, confirm, cancel };
}

/** Leave of a person, stops of a project: what there is, and a form for one more. */

import type { CalendarSpan, WorkCalendar } from '@quncheng/api';
import { Trash2 } from 'lucide-react';
import { useState, type FormEvent } from 'react';

import { useWords } from '../../app/words.ts';
import { Button, DateField, IconButton, TextField } from '../../ui/index.ts';
import { useDays } from '../task/use-days.ts';
import { CalendarSection } from './CalendarSection.tsx';
import styles from './calendar.module.css';
import { formatHours, parseHours } from './hours.ts';
import type { CalendarChanging } from './use-calendar-change.ts';

interface SpanSectionProps {
  readonly calendar: WorkCalendar;
  readonly changing: CalendarChanging;
}

export function SpanSection({ calendar, changing }: SpanSectionProps) {
  const t = useWords();
  const { owner, owner_id, spans } = calendar;
  const isLeave = owner === 'member';
  return (
    <CalendarSection
      title={t(isLeave ? 'calendar.leave' : 'calendar.stops')}
      note={t(isLeave ? 'calendar.leave_note' : 'calendar.stops_note')}
    >
      {spans.length === 0 && <p className={styles.note}>{t('calendar.no_spans')}</p>}
      <ul className={styles.spans}>
        {spans.map((span) => (
          <SpanLine
            key={span.id}
            span={span}
            onRemove={calendar.may_edit ? () => void changing.ask({ owner, owner_id, removed: [span.id] }) : null}
          />
        ))}
      </ul>
      {calendar.may_edit && <SpanForm key={spans.length} calendar={calendar} changing={changing} />}
    </CalendarSection>
  );
}

function SpanLine({ span, onRemove }: { readonly span: CalendarSpan; readonly onRemove: (() => void) | null }) {
  const t = useWords();
  const days = useDays();
  const range =
    span.first_on === span.last_on
      ? days.formatDate(span.first_on)
      : t('value.range', { start: days.formatDate(span.first_on), finish: days.formatDate(span.last_on) });
  return (
    <li>
      <span className={styles.spanDays}>{range}</span>
      <span className={styles.spanName}>{[span.name, formatHours(span.shifts)].filter((text) => text !== '').join(' · ')}</span>
      {onRemove !== null && (
        <IconButton label={t('calendar.span_remove', { name: span.name === '' ? range : span.name })} onClick={onRemove}>
          <Trash2 aria-hidden="true" />
        </IconButton>
      )}
    </li>
  );
}

function SpanForm({ calendar, changing }: SpanSectionProps) {
  const t = useWords();
  const [first, setFirst] = useState<string | null>(null);
  const [last, setLast] = useState<string | null>(null);
  const [hours, setHours] = useState('');
  const [name, setName] = useState('');
  const shifts = parseHours(hours);
  const isBackward = first !== null && last !== null && last < first;
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (first === null || shifts === null || isBackward) return;
    const span = { first_on: first, last_on: last ?? first, shifts, name: name.trim() };
    void changing.ask({ owner: calendar.owner, owner_id: calendar.owner_id, added: [span] });
  };
  return (
    <form className={styles.spanForm} onSubmit={submit}>
      <DateField label={t('calendar.span_first')} value={first} onChange={setFirst} />
      <DateField
        label={t('calendar.span_last')}
        value={last}
        {...(first !== null && { min: first })}
        error={isBackward ? t('calendar.span_order') : null}
        onChange={setLast}
      />
      <TextField label={t('calendar.span_name')} maxLength={40} placeholder={t('calendar.span_placeholder')} value={name} onChange={setName} />
      <TextField
        label={t('calendar.span_hours')}
        hint={t('calendar.span_hours_note')}
        error={shifts === null ? t('calendar.hours_invalid') : null}
        value={hours}
        onChange={setHours}
      />
      <Button type="submit" disabled={first === null} isBusy={changing.isBusy}>
        {t('calendar.span_add')}
      </Button>
    </form>
  );
}

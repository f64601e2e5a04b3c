/** Loading the notice about the days off of a year: read first, then what it would move, then done. */

import type { Notice } from '@quncheng/api';
import { useState, type ChangeEvent } from 'react';

import { useWords } from '../../app/words.ts';
import { useServerCall } from '../../data/server-call.ts';
import { Button, Dialog, TextArea } from '../../ui/index.ts';
import { useDays } from '../task/use-days.ts';
import styles from './calendar.module.css';
import { runsOf } from './notice-runs.ts';
import type { CalendarChanging } from './use-calendar-change.ts';

interface NoticeFormProps {
  readonly changing: CalendarChanging;
  readonly onClose: () => void;
}

export function NoticeForm({ changing, onClose }: NoticeFormProps) {
  const t = useWords();
  const { isBusy, perform } = useServerCall();
  const [text, setText] = useState('');
  const [notice, setNotice] = useState<Notice | null>(null);
  const write = (words: string): void => {
    setText(words);
    setNotice(null);
  };
  const handleFile = (event: ChangeEvent<HTMLInputElement>): void => {
    const file = event.target.files?.[0];
    if (file !== undefined) void file.arrayBuffer().then((bytes) => write(decode(bytes)));
  };
  const read = async (): Promise<void> => setNotice(await perform('POST /organization/calendar/notice', { body: { text } }));
  const ask = async (): Promise<void> => {
    if (notice !== null && (await changing.ask({ owner: 'organization', days: notice.days }))) onClose();
  };
  const isRead = notice !== null && notice.days.length > 0;
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={t('calendar.notice')}
      description={t('calendar.notice_note')}
      footer={
        <Button
          tone="primary"
          isBusy={isBusy || changing.isBusy}
          disabled={text.trim() === ''}
          onClick={() => void (isRead ? ask() : read())}
        >
          {t(isRead ? 'calendar.see_consequences' : 'calendar.notice_read')}
        </Button>
      }
    >
      <div className={styles.form}>
        <TextArea label={t('calendar.notice_text')} rows={6} value={text} onChange={write} />
        <label className={styles.file}>
          {t('calendar.notice_file')}
          <input type="file" accept=".txt,.csv,.json,.tsv,text/*,application/json" onChange={handleFile} />
        </label>
        {notice !== null && <NoticeRead notice={notice} />}
      </div>
    </Dialog>
  );
}

function NoticeRead({ notice }: { readonly notice: Notice }) {
  const t = useWords();
  const days = useDays();
  const off = notice.days.filter((day) => day.is_workday === false).length;
  return (
    <div role="status">
      <p>{off + notice.days.length === 0 ? t('calendar.notice_nothing') : t('calendar.notice_found', { off, work: notice.days.length - off })}</p>
      <ul className={styles.notice}>
        {runsOf(notice.days).map((run) => (
          <li key={run.first} data-kind={run.isWorkday ? 'makeup_workday' : 'day_off'}>
            {run.first === run.last
              ? days.formatDate(run.first)
              : t('value.range', { start: days.formatDate(run.first), finish: days.formatDate(run.last) })}{' '}
            {run.name} {t(run.isWorkday ? 'calendar.work_mark' : 'calendar.off_mark')}
          </li>
        ))}
      </ul>
      {notice.unread.length > 0 && (
        <>
          <p>{t('calendar.notice_unread')}</p>
          <ul className={styles.unread}>
            {notice.unread.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
        </>
      )}
    </div>
  );
}

/** Files of old Windows programs are in GB18030. */
function decode(bytes: ArrayBuffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('gb18030').decode(bytes);
  }
}

/** Working calendars: the organization's year and hours, a project's stops, somebody's leave; each change shown first. */

import { useNavigate, useSearch } from '@tanstack/react-router';
import { FileUp } from 'lucide-react';
import { useCallback, useState } from 'react';

import { useWords } from '../../app/words.ts';
import { useMe } from '../../data/hooks.ts';
import { Button, Page } from '../../ui/index.ts';
import styles from './calendar.module.css';
import { Consequences } from './Consequences.tsx';
import { NewSharedForm } from './NewSharedForm.tsx';
import { NoticeForm } from './NoticeForm.tsx';
import { OwnerCalendar } from './OwnerCalendar.tsx';
import { OwnerSelect, type Owner } from './OwnerSelect.tsx';
import { useCalendarChange } from './use-calendar-change.ts';
import { YearCalendar } from './YearCalendar.tsx';

export default function CalendarScreen() {
  const t = useWords();
  const { member } = useMe();
  const [owner, setOwner] = useOwner();
  const [isLoading, setIsLoading] = useState(false);
  const [isNaming, setIsNaming] = useState(false);
  const changing = useCalendarChange(useCallback(() => undefined, []));
  const isOrganization = owner.owner === 'organization';
  return (
    <Page
      title={t('calendar.title')}
      tools={
        member.role === 'admin' &&
        isOrganization && (
          <Button icon={<FileUp aria-hidden="true" />} onClick={() => setIsLoading(true)}>
            {t('calendar.notice')}
          </Button>
        )
      }
    >
      <div className={styles.owner}>
        <OwnerSelect owner={owner} onChange={setOwner} onNewShared={() => setIsNaming(true)} />
      </div>
      {isOrganization && <YearCalendar changing={changing} onLoadNotice={() => setIsLoading(true)} />}
      <OwnerCalendar key={`${owner.owner} ${owner.owner_id}`} owner={owner} changing={changing} />
      {isLoading && <NoticeForm changing={changing} onClose={() => setIsLoading(false)} />}
      {isNaming && <NewSharedForm changing={changing} onClose={() => setIsNaming(false)} />}
      <Consequences changing={changing} />
    </Page>
  );
}

/** In the address, so that a project's settings and a member's name can lead here. */
function useOwner(): readonly [Owner, (owner: Owner) => void] {
  const { owner, owner_id } = useSearch({ from: '/calendar' });
  const navigate = useNavigate({ from: '/calendar' });
  const setOwner = (chosen: Owner): void => void navigate({ search: { owner: chosen.owner, owner_id: chosen.owner_id }, replace: true });
  return [{ owner: owner ?? 'organization', owner_id: owner_id ?? '' }, setOwner];
}

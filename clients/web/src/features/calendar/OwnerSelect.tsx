/** Whose calendar is shown: the organization's, a project's, somebody's, a shared one. */

import type { CalendarOwner } from '@quncheng/api';

import { useWords } from '../../app/words.ts';
import { useMe, useProjects } from '../../data/hooks.ts';
import { useAnswer } from '../../data/use-answer.ts';
import { Select, type Choice } from '../../ui/index.ts';

export interface Owner {
  readonly owner: CalendarOwner;
  readonly owner_id: string;
}

export const ORGANIZATION: Owner = { owner: 'organization', owner_id: '' };
const NEW_SHARED = 'new';

interface OwnerSelectProps {
  readonly owner: Owner;
  readonly onChange: (owner: Owner) => void;
  readonly onNewShared: () => void;
}

export function OwnerSelect({ owner, onChange, onNewShared }: OwnerSelectProps) {
  const t = useWords();
  const choices = useChoices();
  const handleChange = (value: string): void => {
    const [kind = '', id = ''] = value.split(' ');
    if (kind === NEW_SHARED) onNewShared();
    else if (isOwner(kind)) onChange({ owner: kind, owner_id: id });
  };
  return (
    <Select label={t('calendar.whose')} value={`${owner.owner} ${owner.owner_id}`} choices={choices} onChange={handleChange} />
  );
}

/** Who may not read a calendar is told so by the server; managers see the people of all projects here. */
function useChoices(): readonly Choice<string>[] {
  const t = useWords();
  const { member } = useMe();
  const projects = useProjects().filter(({ status }) => status === 'active');
  const isAdmin = member.role === 'admin';
  const shared = useAnswer('GET /calendars/shared', {});
  const people = useAnswer('GET /members', {}).data?.items ?? [];
  const isPlanner = isAdmin || projects.some((project) => project.my_role === 'manager');
  const members = isPlanner ? people.filter(({ is_active }) => is_active) : [member];
  return [
    { value: 'organization ', label: t('calendar.owner_organization') },
    ...projects.map(({ id, name }) => ({ value: `project ${id}`, label: t('calendar.owner_project', { name }) })),
    ...members.map(({ id, name }) => ({ value: `member ${id}`, label: t('calendar.owner_member', { name }) })),
    ...(shared.data?.items ?? []).map(({ owner_id, name }) => ({
      value: `shared ${owner_id}`,
      label: t('calendar.owner_shared', { name }),
    })),
    ...(isAdmin ? [{ value: NEW_SHARED, label: t('calendar.new_shared') }] : []),
  ];
}

function isOwner(kind: string): kind is CalendarOwner {
  return kind === 'organization' || kind === 'project' || kind === 'member' || kind === 'shared';
}

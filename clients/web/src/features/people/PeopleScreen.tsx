/** Everybody in the organization, for administrators: add, role, end and restore access. */
import type { Member, OrganizationRole } from '@quncheng/api';
import { UserPlus } from 'lucide-react';
import { useState } from 'react';
import { useWords } from '../../app/words.ts';
import { useMe } from '../../data/hooks.ts';
import { useServerCall } from '../../data/server-call.ts';
import { useAnswer, useForgetAnswer } from '../../data/use-answer.ts';
import { Button, EmptyState, ErrorState, Page, showToast, Skeleton } from '../../ui/index.ts';
import { AddPerson } from './AddPerson.tsx';
import { HandOver } from './HandOver.tsx';
import { sortPeople } from './people-order.ts';
import styles from './people.module.css';
import { PersonRow } from './PersonRow.tsx';
import { RenamePerson } from './RenamePerson.tsx';

export default function PeopleScreen() {
  const t = useWords();
  const mayAdminister = useMe().abilities['administer'] === true;
  const answer = useAnswer('GET /members', {}, { isEnabled: mayAdminister });
  const forgetAnswer = useForgetAnswer();
  const { perform } = useServerCall();
  const [isAdding, setIsAdding] = useState(false);
  const [leaving, setLeaving] = useState<Member | null>(null);
  const [renaming, setRenaming] = useState<Member | null>(null);

  async function handleChange(member: Member, body: { role?: OrganizationRole; is_active?: boolean }, said?: string): Promise<void> {
    const changed = await perform('PATCH /members/{id}', { path: { id: member.id }, body });
    if (changed && said !== undefined) showToast(said);
    forgetAnswer('GET /members');
  }

  if (!mayAdminister) {
    return (
      <Page title={t('people.title')}>
        <EmptyState title={t('people.only_admins')} />
      </Page>
    );
  }
  return (
    <Page
      title={t('people.title')}
      tools={
        <Button tone="primary" size="small" icon={<UserPlus />} onClick={() => setIsAdding(true)}>
          {t('people.add')}
        </Button>
      }
    >
      {answer.isPending && <Skeleton lines={5} />}
      {answer.isError && <ErrorState error={answer.error} onRetry={() => void answer.refetch()} />}
      {answer.isSuccess && (
        <ul className={styles['list']} aria-label={t('members.count', { count: answer.data.items.length })}>
          {sortPeople(answer.data.items).map((member) => (
            <PersonRow
              key={member.id}
              member={member}
              onRename={() => setRenaming(member)}
              onRole={(role) => void handleChange(member, { role })}
              onLeave={() => setLeaving(member)}
              onReturn={() => void handleChange(member, { is_active: true }, t('people.reactivated', { name: member.name }))}
            />
          ))}
        </ul>
      )}
      {isAdding && <AddPerson onClose={() => setIsAdding(false)} />}
      {renaming !== null && <RenamePerson member={renaming} onClose={() => setRenaming(null)} />}
      {leaving !== null && (
        <HandOver
          member={leaving}
          onClose={() => setLeaving(null)}
          onConfirm={() => {
            void handleChange(leaving, { is_active: false }, t('people.deactivated', { name: leaving.name }));
            setLeaving(null);
          }}
        />
      )}
    </Page>
  );
}

/** Who is in the project and what each may do. */

import type { Member, ProjectRole } from '@quncheng/api';
import { UserMinus, UserPlus } from 'lucide-react';
import { useMemo, useState } from 'react';

import { useWords } from '../../app/words.ts';
import { useCommands } from '../../data/commands/index.ts';
import { useMe, useProject, useProjectMembers, useTasks, type ProjectMember } from '../../data/hooks.ts';
import { Avatar, Badge, Button, Dialog, EmptyState, IconButton, Select } from '../../ui/index.ts';
import { ProjectPage } from '../project/ProjectPage.tsx';
import { AddMember } from './AddMember.tsx';
import { countOpenTasks, sortMembers } from './member-list.ts';
import styles from './members.module.css';
import { RightsTable } from './RightsTable.tsx';

export const PROJECT_ROLES: readonly ProjectRole[] = ['manager', 'member', 'viewer'];

export default function MembersScreen({ projectId }: { readonly projectId: string }) {
  const t = useWords();
  const commands = useCommands();
  const project = useProject(projectId);
  const memberships = useProjectMembers(projectId);
  const tasks = useTasks(projectId);
  const sorted = useMemo(() => sortMembers(memberships), [memberships]);
  const openCounts = useMemo(() => countOpenTasks(tasks), [tasks]);
  const [isAdding, setIsAdding] = useState(false);
  const [leaving, setLeaving] = useState<Member | null>(null);
  const mayManage = project?.abilities['manage_members'] === true;

  return (
    <ProjectPage
      title={t('members.title')}
      tools={
        mayManage && (
          <Button tone="primary" size="small" icon={<UserPlus />} onClick={() => setIsAdding(true)}>
            {t('members.add')}
          </Button>
        )
      }
    >
      {sorted.length === 0 ? (
        <EmptyState title={t('members.empty')} />
      ) : (
        <ul className={styles.list} aria-label={t('members.count', { count: sorted.length })}>
          {sorted.map((membership) => (
            <MemberRow
              key={membership.member.id}
              membership={membership}
              openCount={openCounts.get(membership.member.id) ?? 0}
              mayManage={mayManage}
              onRole={(role) => commands.setProjectRole(projectId, membership.member.id, role)}
              onRemove={() => setLeaving(membership.member)}
            />
          ))}
        </ul>
      )}
      <RightsTable />
      {isAdding && <AddMember projectId={projectId} present={memberships} onClose={() => setIsAdding(false)} />}
      {leaving !== null && (
        <Dialog
          isOpen
          onClose={() => setLeaving(null)}
          title={t('members.remove_title', { name: leaving.name })}
          description={t('members.remove_text')}
          footer={
            <>
              <Button onClick={() => setLeaving(null)}>{t('common.cancel')}</Button>
              <Button
                tone="danger"
                onClick={() => {
                  commands.removeProjectMember(projectId, leaving.id);
                  setLeaving(null);
                }}
              >
                {t('members.remove')}
              </Button>
            </>
          }
        />
      )}
    </ProjectPage>
  );
}

interface MemberRowProps {
  readonly membership: ProjectMember;
  readonly openCount: number;
  readonly mayManage: boolean;
  readonly onRole: (role: ProjectRole) => void;
  readonly onRemove: () => void;
}

function MemberRow({ membership, openCount, mayManage, onRole, onRemove }: MemberRowProps) {
  const t = useWords();
  const myId = useMe().member.id;
  const { member, role } = membership;
  return (
    <li className={styles.member}>
      <Avatar member={member} size={40} isDecorative />
      <span className={styles.name}>
        {member.name} {member.id === myId && <Badge>{t('members.you')}</Badge>}
        <span className={styles.note}>{t('members.tasks', { open: openCount })}</span>
      </span>
      {mayManage ? (
        <>
          <span className={styles.rolePicker}>
            <Select
              label={t('members.role', { name: member.name })}
              isLabelHidden
              value={role}
              choices={PROJECT_ROLES.map((value) => ({ value, label: t(`role.${value}`) }))}
              onChange={onRole}
            />
          </span>
          <IconButton label={`${t('members.remove')}:${member.name}`} onClick={onRemove}>
            <UserMinus aria-hidden="true" />
          </IconButton>
        </>
      ) : (
        <span className={styles.role}>{t(`role.${role}`)}</span>
      )}
    </li>
  );
}

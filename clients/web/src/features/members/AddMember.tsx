/** Adds somebody of the organization to the project. */

import type { Member } from '@quncheng/api';
import { useState } from 'react';

import { useWords } from '../../app/words.ts';
import { useCommands } from '../../data/commands/index.ts';
import type { ProjectMember } from '../../data/hooks.ts';
import { useAnswer } from '../../data/use-answer.ts';
import { Avatar, Dialog, ErrorState, Skeleton, TextField } from '../../ui/index.ts';
import styles from './members.module.css';

interface AddMemberProps {
  readonly projectId: string;
  readonly present: readonly ProjectMember[];
  readonly onClose: () => void;
}

export function AddMember({ projectId, present, onClose }: AddMemberProps) {
  const t = useWords();
  const commands = useCommands();
  const [text, setText] = useState('');
  const answer = useAnswer('GET /members', {});
  const presentIds = new Set(present.map(({ member }) => member.id));
  const others = (answer.data?.items ?? []).filter((member) => member.is_active && !presentIds.has(member.id));
  const found = others.filter((member) => member.name.toLowerCase().includes(text.trim().toLowerCase()));
  const add = (member: Member): void => {
    commands.setProjectRole(projectId, member.id, 'member');
    onClose();
  };
  return (
    <Dialog isOpen onClose={onClose} title={t('members.add')}>
      <TextField
        type="search"
        label={t('members.search')}
        isLabelHidden
        placeholder={t('members.search')}
        value={text}
        onChange={setText}
      />
      {answer.isPending && <Skeleton lines={4} />}
      {answer.isError && <ErrorState error={answer.error} onRetry={() => void answer.refetch()} />}
      {answer.isSuccess && found.length === 0 && (
        <p className={styles.nobody}>{others.length === 0 ? t('members.nobody_left') : t('members.no_match')}</p>
      )}
      <ul className={styles.pickList}>
        {found.map((member) => (
          <li key={member.id}>
            <button type="button" className={styles.pick} onClick={() => add(member)}>
              <Avatar member={member} size={32} isDecorative />
              {member.name}
            </button>
          </li>
        ))}
      </ul>
    </Dialog>
  );
}

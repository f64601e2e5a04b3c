/** One person of the organization with what an administrator may change. */
import type { Member, OrganizationRole } from '@quncheng/api';
import { Pencil } from 'lucide-react';
import { useWords } from '../../app/words.ts';
import { Avatar, Badge, Button, IconButton, Select } from '../../ui/index.ts';
import { ORGANIZATION_ROLES } from './people-order.ts';
import styles from './people.module.css';

interface PersonRowProps {
  readonly member: Member;
  readonly onRename: () => void;
  readonly onRole: (role: OrganizationRole) => void;
  readonly onLeave: () => void;
  readonly onReturn: () => void;
}

export function PersonRow({ member, onRename, onRole, onLeave, onReturn }: PersonRowProps) {
  const t = useWords();
  return (
    <li className={styles['person']} data-active={member.is_active}>
      <Avatar member={member} size={40} isDecorative />
      <span className={styles['name']}>
        {member.name} {member.is_me && <Badge>{t('members.you')}</Badge>}
        {!member.is_active && <Badge>{t('people.inactive')}</Badge>}
      </span>
      <span className={styles['tools']}>
        <IconButton label={`${t('people.rename')}:${member.name}`} onClick={onRename}>
          <Pencil aria-hidden="true" />
        </IconButton>
        {member.is_active && (
          <span className={styles['role']}>
            <Select
              label={t('people.role', { name: member.name })}
              isLabelHidden
              value={member.role}
              choices={ORGANIZATION_ROLES.map((value) => ({ value, label: t(`role.${value}`) }))}
              onChange={onRole}
            />
          </span>
        )}
        {member.is_active ? (
          <Button size="small" tone="danger" aria-label={`${t('people.deactivate')}:${member.name}`} onClick={onLeave}>
            {t('people.deactivate')}
          </Button>
        ) : (
          <>
            <Button size="small" aria-label={`${t('people.show_work')}:${member.name}`} onClick={onLeave}>
              {t('people.show_work')}
            </Button>
            <Button size="small" aria-label={`${t('people.reactivate')}:${member.name}`} onClick={onReturn}>
              {t('people.reactivate')}
            </Button>
          </>
        )}
      </span>
    </li>
  );
}

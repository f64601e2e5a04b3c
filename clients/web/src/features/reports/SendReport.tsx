/** Who gets the weekly report; the usual readers are chosen already, so that one more tap sends it. */

import type { WeeklyReport } from '@quncheng/api';
import { useState } from 'react';

import { useWords } from '../../app/words.ts';
import { useProjectMembers, type ProjectMember } from '../../data/hooks.ts';
import { useServerCall } from '../../data/server-call.ts';
import { Avatar, Button, Dialog, showToast, Switch } from '../../ui/index.ts';
import styles from './reports.module.css';

interface SendReportProps {
  readonly report: WeeklyReport;
  readonly hasChat: boolean;
  readonly onClose: () => void;
}

export function SendReport({ report, hasChat, onClose }: SendReportProps) {
  const t = useWords();
  const readers = useProjectMembers(report.project_id).filter(({ member }) => member.is_active);
  const { isBusy, perform } = useServerCall();
  const [chosen, setChosen] = useState<readonly string[]>(() => usualReaders(readers));
  const [isToGroup, setIsToGroup] = useState(false);

  const send = async (): Promise<void> => {
    const sent = await perform('POST /reports/{id}/send', {
      path: { id: report.id },
      body: { member_ids: chosen, to_group: isToGroup },
    });
    if (sent === null) return;
    showToast(t('reports.sent_toast'));
    onClose();
  };
  const toggle = (id: string): void =>
    setChosen(chosen.includes(id) ? chosen.filter((other) => other !== id) : [...chosen, id]);

  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={t('reports.send_title')}
      description={report.title}
      footer={
        <>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button
            tone="primary"
            isBusy={isBusy}
            disabled={chosen.length === 0 && !isToGroup}
            onClick={() => void send()}
          >
            {chosen.length === 0 ? t('reports.send_group_only') : t('reports.send_now', { count: chosen.length })}
          </Button>
        </>
      }
    >
      <div role="group" aria-label={t('reports.send_to')} className={styles.people}>
        {readers.map(({ member, role }) => (
          <label key={member.id} className={styles.pick}>
            <input type="checkbox" checked={chosen.includes(member.id)} onChange={() => toggle(member.id)} />
            <Avatar member={member} size={32} isDecorative />
            <span className={styles.pickName}>{member.name}</span>
            <span className={styles.pickRole}>{t(`role.${role}`)}</span>
          </label>
        ))}
      </div>
      {hasChat && <Switch label={t('reports.to_group')} isOn={isToGroup} onChange={setIsToGroup} />}
    </Dialog>
  );
}

/** Whoever only reads is who the report is for; without readers it goes to the team. */
function usualReaders(readers: readonly ProjectMember[]): readonly string[] {
  const viewers = readers.filter(({ role }) => role === 'viewer');
  return (viewers.length > 0 ? viewers : readers).map(({ member }) => member.id);
}

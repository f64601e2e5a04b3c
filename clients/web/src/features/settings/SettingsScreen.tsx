/** The settings of a project: its name, its columns, when it asks for reports. */

import { useCallback } from 'react';
import { Link } from '@tanstack/react-router';

import { useWords } from '../../app/words.ts';
import { useCommands, type ProjectChanges } from '../../data/commands/index.ts';
import { useColumns, useProject } from '../../data/hooks.ts';
import { showToast, Skeleton } from '../../ui/index.ts';
import { ExchangeSection } from '../exchange/ExchangeSection.tsx';
import { ProjectPage } from '../project/ProjectPage.tsx';
import { BasicsForm } from './BasicsForm.tsx';
import { ColumnList } from './ColumnList.tsx';
import { PlanDaysForm } from './PlanDaysForm.tsx';
import { ReportTimes } from './ReportTimes.tsx';
import { RobotForm } from './RobotForm.tsx';
import { SettingsSection } from './SettingsSection.tsx';
import styles from './settings.module.css';

export default function SettingsScreen({ projectId }: { readonly projectId: string }) {
  const t = useWords();
  const commands = useCommands();
  const project = useProject(projectId);
  const columns = useColumns(projectId);
  const change = useCallback(
    (changes: ProjectChanges) => {
      commands.updateProject(projectId, changes);
      showToast(t('settings.saved'));
    },
    [commands, projectId, t],
  );
  if (project === undefined) return <Skeleton lines={8} />;
  const mayEdit = project.abilities['edit_settings'] === true;
  return (
    <ProjectPage title={t('settings.title')}>
      {!mayEdit && <p className={styles.locked}>{t('settings.locked')}</p>}
      <SettingsSection title={t('settings.basics')}>
        <BasicsForm project={project} mayEdit={mayEdit} onChange={change} />
      </SettingsSection>
      <SettingsSection title={t('days.title')} note={t('days.note')}>
        <PlanDaysForm project={project} mayEdit={mayEdit && project.abilities['edit_plan'] === true} onChange={change} />
      </SettingsSection>
      <SettingsSection title={t('settings.columns')} note={t('settings.columns_note')}>
        <ColumnList projectId={projectId} columns={columns} mayEdit={mayEdit} />
      </SettingsSection>
      <SettingsSection title={t('settings.times')} note={t('settings.times_note')}>
        <ReportTimes project={project} mayEdit={mayEdit} onChange={change} />
      </SettingsSection>
      <SettingsSection
        title={t('settings.chat')}
        note={project.chat_bound ? t('settings.chat_bound') : t('settings.chat_unbound')}
      />
      {mayEdit && (
        <SettingsSection title={t('settings.robot')} note={t('settings.robot_note')}>
          <RobotForm project={project} />
        </SettingsSection>
      )}
      <SettingsSection title={t('exchange.title')} note={t('exchange.note')}>
        <ExchangeSection projectId={projectId} mayImport={project.abilities['edit_plan'] === true} />
      </SettingsSection>
      <SettingsSection title={t('settings.calendar')} note={t('settings.calendar_note')}>
        <p className={styles.more}>
          <Link to="/calendar" search={{ owner: 'project', owner_id: projectId }}>{t('settings.open_calendar')}</Link>
        </p>
      </SettingsSection>
    </ProjectPage>
  );
}

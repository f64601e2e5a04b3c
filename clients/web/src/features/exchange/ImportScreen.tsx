/** A plan comes in from a file: choose it, see what was understood, decide, confirm. */
import { useNavigate } from '@tanstack/react-router';

import { useUndo } from '../../app/global-actions.ts';
import { useWords } from '../../app/words.ts';
import { useProject } from '../../data/hooks.ts';
import { Button, EmptyState, showToast, Skeleton } from '../../ui/index.ts';
import { ProjectPage } from '../project/ProjectPage.tsx';
import { DecidePart } from './DecidePart.tsx';
import { DropZone } from './DropZone.tsx';
import { SendProgress } from './SendProgress.tsx';
import { useImport } from './use-import.ts';
import styles from './exchange.module.css';

export default function ImportScreen({ projectId }: { readonly projectId: string }) {
  const t = useWords();
  const navigate = useNavigate();
  const undo = useUndo();
  const project = useProject(projectId);
  const { state, send, decide, confirm, restart } = useImport(projectId);
  if (project === undefined) return <Skeleton lines={6} />;
  if (project.abilities['edit_plan'] !== true) {
    return (
      <ProjectPage title={t('import.title')}>
        <EmptyState title={t('import.locked')} />
      </ProjectPage>
    );
  }
  const handleConfirm = async (): Promise<void> => {
    const done = await confirm();
    if (done === null) return;
    showToast(t('import.done', { count: done.tasks }), { action: { label: t('import.undo'), perform: undo } });
    await navigate({ to: '/p/$projectId/gantt', params: { projectId } });
  };
  const count = state.step === 'decide' ? (state.shown.understood?.tasks ?? 0) : 0;
  return (
    <ProjectPage title={t('import.title')}>
      <div className={styles.screen}>
        {state.step === 'choose' && <DropZone problem={state.problem} onFile={send} />}
        {state.step === 'send' && <SendProgress name={state.name} share={state.share} onCancel={restart} />}
        {state.step === 'decide' && (
          <>
            <DecidePart shown={state.shown} choices={state.choices} isBusy={state.isBusy} onDecide={decide} />
            <footer className={styles.footer}>
              {state.problem !== null && (
                <p role="alert" className={styles.problem}>
                  {state.problem}
                </p>
              )}
              <Button onClick={restart}>{t('import.other_file')}</Button>
              <Button tone="primary" isBusy={state.isBusy} disabled={state.shown.plan === null} onClick={() => void handleConfirm()}>
                {t('import.confirm', { count })}
              </Button>
            </footer>
          </>
        )}
      </div>
    </ProjectPage>
  );
}

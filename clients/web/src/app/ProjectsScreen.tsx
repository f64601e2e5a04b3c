/** All projects I may see, with how far they are; and a new one. */
import { useNavigate, useSearch } from '@tanstack/react-router';
import { Plus } from 'lucide-react';
import { useState, type FormEvent } from 'react';
import { formatDate } from '@quncheng/domain';
import { useLink, useMe, useProjects, useToday } from '../data/hooks.ts';
import { useServerCall } from '../data/server-call.ts';
import { Badge } from '../ui/Badge.tsx';
import { Button } from '../ui/Button.tsx';
import { Cell, CellGroup } from '../ui/Cell.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { TextField } from '../ui/Field.tsx';
import { Page } from '../ui/Page.tsx';
import { EmptyState } from '../ui/States.tsx';
import { ProgressRing } from './ProgressRing.tsx';
import { useLocale, useWords } from './words.ts';

export default function ProjectsScreen() {
  const t = useWords();
  const locale = useLocale();
  const today = useToday();
  const navigate = useNavigate();
  const mayCreate = useMe().abilities['create_project'] !== false;
  const projects = useProjects().filter((project) => project.status === 'active');
  const { new: isNew }: { readonly new?: boolean } = useSearch({ strict: false });
  const showNew = (isShown: boolean) => void navigate({ to: '/projects', search: isShown ? { new: true } : {} });
  const newButton = mayCreate && (
    <Button size="small" icon={<Plus aria-hidden="true" />} onClick={() => showNew(true)}>
      {t('nav.new_project')}
    </Button>
  );
  return (
    <Page title={t('nav.projects')} tools={newButton}>
      {projects.length === 0 && <EmptyState title={t('nav.no_projects')} hint={t('nav.no_projects_hint')} />}
      {projects.length > 0 && (
        <CellGroup>
          {projects.map((project) => (
            <Cell
              key={project.id}
              before={<ProgressRing done={project.done_count} total={project.task_count} />}
              title={project.name}
              note={
                <>
                  <span className="numbers">
                    {t('project_cell.count', { done: project.done_count, total: project.task_count })}
                  </span>
                  {project.planned_finish !== null && (
                    <span>{t('project_cell.finish', { date: formatDate(project.planned_finish, today, locale) })}</span>
                  )}
                  {project.overdue_count > 0 && <Badge tone="danger">{t('project_cell.overdue', { count: project.overdue_count })}</Badge>}
                </>
              }
              onClick={() => void navigate({ to: '/p/$projectId/board', params: { projectId: project.id } })}
            />
          ))}
        </CellGroup>
      )}
      {isNew === true && <NewProject onClose={() => showNew(false)} />}
    </Page>
  );
}

function NewProject({ onClose }: { readonly onClose: () => void }) {
  const t = useWords();
  const navigate = useNavigate();
  const { link } = useLink();
  const { isBusy, perform } = useServerCall();
  const [name, setName] = useState('');

  async function handleSubmit(event: FormEvent): Promise<void> {
    event.preventDefault();
    if (name.trim() === '') return;
    const project = await perform('POST /projects', { body: { name: name.trim() } });
    if (project) void navigate({ to: '/p/$projectId/board', params: { projectId: project.id }, replace: true });
  }

  return (
    <Dialog isOpen onClose={onClose} title={t('nav.new_project')}>
      <form onSubmit={(event) => void handleSubmit(event)}>
        <TextField label={t('nav.project_name')} value={name} onChange={setName} maxLength={120} required autoFocus />
        <p style={{ marginTop: 16 }}>
          <Button type="submit" tone="primary" isWide isBusy={isBusy} disabled={name.trim() === '' || link === 'offline'}>
            {t('nav.create')}
          </Button>
        </p>
      </form>
    </Dialog>
  );
}

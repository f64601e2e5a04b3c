/** The form for a new task, fetched when somebody asks for it. */
import { lazy, Suspense } from 'react';
import type { NewTaskFormProps } from './NewTaskForm.tsx';

const NewTaskForm = lazy(() => import('./NewTaskForm.tsx'));

export function NewTask(props: NewTaskFormProps) {
  return (
    <Suspense>
      <NewTaskForm {...props} />
    </Suspense>
  );
}

/** English of `zh/work.ts`. */
import type { work as source } from '../zh/work.ts';
import type { Translation } from '../translation.ts';

export const work: Translation<typeof source> = {
  'work.title': 'My work',
  'work.overdue': 'Overdue',
  'work.today': 'Today',
  'work.this_week': 'This week',
  'work.later': 'Later',
  'work.no_date': 'No date',
  'work.empty_title': 'Nothing on your desk',
  'work.empty_hint': 'Tasks assigned to you appear here.',
  'work.waiting_title': 'Waiting for you',
  'work.change_request': 'Change request #{number}: {title}',
  'work.project_change_request': 'Change request #{number}',
  'work.report': 'To be sent: {title}',
  'work.report_done': 'Mark as done',
  'work.done_toast': 'Done: {title}',
  'work.blocked': 'Blocked: {reason}',
  'work.percent': '{percent}% complete',
  'work.forecast': 'Forecast {date}',
};

/** Hands the address's parameters to the screen of one weekly report. */
import { useParams } from '@tanstack/react-router';
import ReportScreen from '../features/reports/ReportScreen.tsx';

export default function ReportRoute() {
  const { projectId, reportId } = useParams({ from: '/p/$projectId/reports/$reportId' });
  return <ReportScreen key={reportId} projectId={projectId} reportId={reportId} />;
}

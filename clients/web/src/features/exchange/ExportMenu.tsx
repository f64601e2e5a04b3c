/** The plan as a file: a menu on a button, for the settings and for the toolbars of the plan. */
import { EXPORT_FORMATS, type ExportFormat } from '@quncheng/api';
import { Download } from 'lucide-react';
import type { ComponentProps } from 'react';

import { useWords } from '../../app/words.ts';
import { exportAddress } from '../../data/plan-files.ts';
import { Button, Menu, type MenuEntry } from '../../ui/index.ts';

interface ExportMenuProps {
  readonly projectId: string;
  /** Another button than the usual one. */
  readonly trigger?: ComponentProps<typeof Menu>['trigger'];
}

export function ExportMenu({ projectId, trigger }: ExportMenuProps) {
  const t = useWords();
  return (
    <Menu
      trigger={
        trigger ?? (
          <Button size="small" icon={<Download aria-hidden="true" />}>
            {t('export.title')}
          </Button>
        )
      }
      entries={useExportEntries(projectId)}
    />
  );
}

/** The same as entries, for a menu that has others too. */
export function useExportEntries(projectId: string): readonly MenuEntry[] {
  const t = useWords();
  return EXPORT_FORMATS.map((format) => ({ id: format, label: t(`export.${format}`), onSelect: () => save(projectId, format) }));
}

/** The server names the file; a link works where a page may not write files itself, as in WeCom. */
function save(projectId: string, format: ExportFormat): void {
  const link = document.createElement('a');
  link.href = exportAddress(projectId, format);
  link.download = '';
  link.click();
}

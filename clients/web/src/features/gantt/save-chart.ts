/** The chart as a picture and on paper: all rows of the view, titles over their bars. */
import { createScale, paint, PRINT_METRICS, widthOf, type Scene } from '@quncheng/gantt';
import { light } from '@quncheng/tokens';

import type { BaseScene } from './chart-controller.ts';
import styles from './gantt.module.css';
import { toColors } from './use-colors.ts';

const PAGE = { width: 1_400, height: 920 };
/** Canvases have limits, and so has patience. */
const MOST_PICTURE_HEIGHT = 12_000;
const MOST_PAGES = 60;
const PIXEL_RATIO = 2;
const SPAN_MARGIN_DAYS = 35;

/** The whole time in the width of a page; paper is white, whatever the screen is. */
function onPaper(base: BaseScene): Scene {
  const days = base.chart.lastDay - base.chart.firstDay + SPAN_MARGIN_DAYS;
  const scale = createScale(base.chart, PAGE.width / days, 0);
  const colors = toColors((name) => light[name]);
  return { ...base, scale, colors, metrics: PRINT_METRICS, hovered: null, target: null, ghosts: [], looseLink: null, selected: new Set(), isEditable: false };
}

function draw(scene: Scene, top: number, height: number): HTMLCanvasElement | null {
  const canvas = document.createElement('canvas');
  const width = Math.ceil(widthOf(scene.scale));
  canvas.width = width * PIXEL_RATIO;
  canvas.height = height * PIXEL_RATIO;
  const context = canvas.getContext('2d', { alpha: false });
  if (!context) return null;
  paint(context, scene, { left: 0, top, width, height }, PIXEL_RATIO);
  return canvas;
}

/** Downloads the rows of the view as one PNG. */
export function saveChart(base: BaseScene, name: string): void {
  const scene = onPaper(base);
  const height = Math.min(MOST_PICTURE_HEIGHT, PRINT_METRICS.headerHeight + base.layout.rows.length * PRINT_METRICS.rowHeight);
  draw(scene, 0, height)?.toBlob((blob) => {
    if (!blob) return;
    const link = document.createElement('a');
    link.href = URL.createObjectURL(blob);
    link.download = `${name}.png`;
    link.click();
    URL.revokeObjectURL(link.href);
  });
}

/** One image per page, shown to the printer alone. */
export function printChart(base: BaseScene): void {
  const scene = onPaper(base);
  const rowsPerPage = Math.floor((PAGE.height - PRINT_METRICS.headerHeight) / PRINT_METRICS.rowHeight);
  const pageCount = Math.min(MOST_PAGES, Math.max(1, Math.ceil(base.layout.rows.length / rowsPerPage)));
  const pages = document.createElement('div');
  pages.className = styles.printPages ?? '';
  for (let page = 0; page < pageCount; page += 1) {
    const rows = Math.min(rowsPerPage, base.layout.rows.length - page * rowsPerPage);
    const height = PRINT_METRICS.headerHeight + rows * PRINT_METRICS.rowHeight;
    const canvas = draw(scene, page * rowsPerPage * PRINT_METRICS.rowHeight, height);
    if (canvas) pages.append(canvas);
  }
  document.body.append(pages);
  window.addEventListener('afterprint', () => pages.remove(), { once: true });
  window.print();
}

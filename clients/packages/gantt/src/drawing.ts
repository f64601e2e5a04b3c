/** The part of a 2D canvas we draw with: browsers and mini programs both have it. */

export interface DrawingContext {
  fillStyle: string | object;
  strokeStyle: string | object;
  lineWidth: number;
  globalAlpha: number;
  font: string;
  textBaseline: string;
  textAlign: string;
  setTransform(a: number, b: number, c: number, d: number, e: number, f: number): void;
  save(): void;
  restore(): void;
  beginPath(): void;
  closePath(): void;
  moveTo(x: number, y: number): void;
  lineTo(x: number, y: number): void;
  arcTo(x1: number, y1: number, x2: number, y2: number, radius: number): void;
  arc(x: number, y: number, radius: number, startAngle: number, endAngle: number): void;
  rect(x: number, y: number, width: number, height: number): void;
  clip(): void;
  fill(): void;
  stroke(): void;
  fillRect(x: number, y: number, width: number, height: number): void;
  fillText(text: string, x: number, y: number): void;
  measureText(text: string): { readonly width: number };
  setLineDash(segments: number[]): void;
}

/** From the design tokens, as the host's colour words. */
export interface Colors {
  readonly surface: string;
  readonly panel: string;
  readonly fg: string;
  readonly fg2: string;
  readonly fg3: string;
  readonly line: string;
  readonly hover: string;
  readonly accent: string;
  readonly accentFill: string;
  readonly accentSoft: string;
  readonly ok: string;
  readonly okSoft: string;
  readonly warn: string;
  readonly warnSoft: string;
  readonly danger: string;
  readonly dangerSoft: string;
}

export function roundedRect(context: DrawingContext, x: number, y: number, width: number, height: number, radius: number): void {
  const corner = Math.min(radius, width / 2, height / 2);
  context.beginPath();
  if (corner < 1) {
    context.rect(x, y, width, height);
    return;
  }
  context.moveTo(x + corner, y);
  context.arcTo(x + width, y, x + width, y + height, corner);
  context.arcTo(x + width, y + height, x, y + height, corner);
  context.arcTo(x, y + height, x, y, corner);
  context.arcTo(x, y, x + width, y, corner);
  context.closePath();
}

/** A square on its corner. */
export function diamond(context: DrawingContext, x: number, y: number, size: number): void {
  const half = size / 2;
  context.beginPath();
  context.moveTo(x + half, y);
  context.lineTo(x + size, y + half);
  context.lineTo(x + half, y + size);
  context.lineTo(x, y + half);
  context.closePath();
}

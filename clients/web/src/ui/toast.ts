/** Short messages at the foot of the screen, from anywhere in the code. */

export interface ToastMessage {
  readonly id: number;
  readonly text: string;
  readonly tone: 'plain' | 'danger';
  readonly action: { readonly label: string; readonly perform: () => void } | null;
}

const SHOWN_MS = 5_000;
const MOST = 3;

let messages: readonly ToastMessage[] = [];
let nextId = 1;
const listeners = new Set<() => void>();

function change(next: readonly ToastMessage[]): void {
  messages = next;
  for (const listener of listeners) listener();
}

export function dismissToast(id: number): void {
  change(messages.filter((message) => message.id !== id));
}

export function showToast(text: string, options: Partial<Pick<ToastMessage, 'tone' | 'action'>> = {}): void {
  const message: ToastMessage = { id: nextId, text, tone: options.tone ?? 'plain', action: options.action ?? null };
  nextId += 1;
  change([...messages, message].slice(-MOST));
  setTimeout(() => {
    dismissToast(message.id);
  }, SHOWN_MS);
}

export function getToasts(): readonly ToastMessage[] {
  return messages;
}

export function subscribeToToasts(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

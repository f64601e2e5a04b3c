/** How the tabs of one browser reach each other, and which of them leads: a lock for the lead, a channel for the words. */
import type { TabMessage } from '@quncheng/sync';

export interface TabLink {
  post(message: TabMessage): void;
  /** Waits for the lead, for as long as it takes. */
  seekLead(): void;
  /** Takes it from a tab that does not answer. */
  takeLead(): void;
  close(): void;
}

export interface TabEvents {
  readonly onMessage: (message: TabMessage) => void;
  readonly onLead: () => void;
  /** Another tab has taken the lead. */
  readonly onLeadLost: () => void;
}

/** Null where a browser has no locks (a page without https): there every tab sends for itself. */
export function openTabLink(name: string, events: TabEvents): TabLink | null {
  if (!('locks' in navigator) || !('BroadcastChannel' in globalThis)) return null;
  const channel = new BroadcastChannel(name);
  const closing = new AbortController();
  let release: (() => void) | null = null;
  channel.onmessage = ({ data }: MessageEvent<TabMessage>) => {
    if (!closing.signal.aborted) events.onMessage(data);
  };

  /** Held until the page is closed or another tab steals it. */
  function hold(): Promise<void> {
    if (closing.signal.aborted) return Promise.resolve();
    events.onLead();
    return new Promise((resolve) => {
      release = resolve;
    });
  }

  function handleLoss(): void {
    release = null;
    if (closing.signal.aborted) return;
    events.onLeadLost();
    seekLead();
  }

  // The browser refuses a signal together with `steal`; a promise that fails is a lead that was stolen.
  function seekLead(): void {
    navigator.locks.request(name, { signal: closing.signal }, hold).catch(handleLoss);
  }

  return {
    post: (message) => {
      if (!closing.signal.aborted) channel.postMessage(message);
    },
    seekLead,
    takeLead: () => {
      navigator.locks.request(name, { steal: true }, hold).catch(handleLoss);
    },
    close: () => {
      closing.abort();
      release?.();
      channel.close();
    },
  };
}

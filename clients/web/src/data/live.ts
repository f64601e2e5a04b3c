/** The server's whisper that something changed (SSE). */
import { API_ROOT } from '@quncheng/api';

export interface LiveLink {
  close(): void;
}

const FIRST_RETRY_MS = 1_000;
const LONGEST_RETRY_MS = 30_000;

export interface LiveEvents {
  /** The server is there. It tells its newest number at once, so news is no business of this. */
  readonly onOpen: () => void;
  readonly onNews: () => void;
  /** Nothing comes any more: the server may be away. */
  readonly onLost: () => void;
}

/** `EventSource` gives up after an HTTP error, so the link reopens it itself. */
export function openLiveLink({ onOpen, onNews, onLost }: LiveEvents): LiveLink {
  let source: EventSource | null = null;
  let timer: ReturnType<typeof setTimeout> | null = null;
  let failures = 0;
  let isClosed = false;

  function connect(): void {
    source = new EventSource(`${API_ROOT}/stream`);
    source.addEventListener('open', () => {
      failures = 0;
      onOpen();
    });
    source.addEventListener('seq', onNews);
    source.addEventListener('error', () => {
      if (isClosed) return;
      onLost();
      if (source?.readyState !== EventSource.CLOSED) return;
      const wait = Math.min(LONGEST_RETRY_MS, FIRST_RETRY_MS * 2 ** failures) * (0.5 + Math.random() / 2);
      failures += 1;
      timer = setTimeout(connect, wait);
    });
  }

  connect();
  return {
    close() {
      isClosed = true;
      if (timer !== null) clearTimeout(timer);
      source?.close();
    },
  };
}

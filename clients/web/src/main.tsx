/** Starts the web client. */
import 'virtual:tokens.css';
import './styles/base.css';
import './styles/start.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App, preloadScreen } from './app/App.tsx';
import { ErrorBoundary } from './app/ErrorBoundary.tsx';
import { getPreferences } from './app/preferences.ts';
import { registerServiceWorker } from './app/register-service-worker.ts';
import { openSession } from './app/session.ts';
import { loadLocale } from './app/words.ts';

const LONGEST_FRAME_MS = 100;

/** Lets the page show its own frame before the app takes the main thread; a hidden page paints nothing and waits for nothing. */
function framePainted(): Promise<void> {
  return new Promise((resolve) => {
    requestAnimationFrame(() => setTimeout(resolve));
    setTimeout(resolve, LONGEST_FRAME_MS);
  });
}

async function start(): Promise<void> {
  const element = document.getElementById('root');
  if (!element) throw new Error('the page has no #root');
  void openSession();
  preloadScreen();
  await Promise.all([loadLocale(getPreferences().locale), framePainted()]);
  createRoot(element).render(
    <StrictMode>
      <ErrorBoundary>
        <App />
      </ErrorBoundary>
    </StrictMode>,
  );
  registerServiceWorker();
}

void start();

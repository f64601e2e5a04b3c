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

async function start(): Promise<void> {
  const element = document.getElementById('root');
  if (!element) throw new Error('the page has no #root');
  void openSession();
  preloadScreen();
  await loadLocale(getPreferences().locale);
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

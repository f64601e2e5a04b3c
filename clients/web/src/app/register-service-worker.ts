/** Keeps the shell available offline; needs https or localhost, and is only there in a build. */

export function registerServiceWorker(): void {
  if (!import.meta.env.PROD || !('serviceWorker' in navigator)) return;
  navigator.serviceWorker.register('/service-worker.js').catch(() => {
    // Without it the app works, only not from a cold start without a network.
  });
}

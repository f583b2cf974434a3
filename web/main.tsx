import './design/styles.css';
import { createRoot } from 'react-dom/client';
import { App, loadFirstPage } from './app/app.tsx';
import { startPhrases } from './app/phrases.ts';

// A page's file is gone when a newer version was installed meanwhile: load that version, once.
window.addEventListener('vite:preloadError', () => {
  const key = 'midline.reloaded';
  const last = Number(sessionStorage.getItem(key));
  if (Date.now() - last < 10_000) return;
  sessionStorage.setItem(key, String(Date.now()));
  window.location.reload();
});

const root = document.getElementById('root');
if (root) {
  await Promise.all([startPhrases(), loadFirstPage()]);
  createRoot(root).render(<App />);
}

import './design/styles.css';
import { createRoot } from 'react-dom/client';
import { App } from './app/app.tsx';
import { startPhrases } from './app/phrases.ts';

const root = document.getElementById('root');
if (root) {
  await startPhrases();
  createRoot(root).render(<App />);
}

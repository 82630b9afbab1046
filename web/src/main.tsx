import './app/styles/index.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app/App';
import { startWords } from './app/i18n/start';

const root = document.getElementById('root');
if (root === null) throw new Error('The page has no #root.');

await startWords();
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);

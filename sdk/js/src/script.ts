import { start, type Throughline } from './client.ts';

// A script tag with data-key starts the SDK without a line of code in the page:
// <script async src="https://cx.example.com/sdk/throughline.js" data-key="tlw_…"></script>
type Waiting = [string, ...unknown[]][];
const page = window as unknown as { throughline?: Waiting | Throughline | { start: typeof start } };
const tag = document.currentScript as HTMLScriptElement | null;
const early = page.throughline;

if (tag?.dataset['key']) {
  const { key, url = new URL(tag.src).origin, purpose, needsConsent, page: seen } = tag.dataset;
  const throughline = start({ key, url, ...(purpose ? { purpose } : {}), needsConsent: needsConsent !== undefined });
  page.throughline = throughline;
  if (Array.isArray(early)) throughline.push(...early);
  if (seen !== 'off') throughline.page();
} else {
  page.throughline = { start };
}

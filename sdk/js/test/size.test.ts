import { existsSync, readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { expect, it } from 'vitest';

const script = 'dist/throughline.js';
const most = 6 * 1024; // bytes, gzip

it('the built script is at most 6 KB gzip', () => {
  expect(existsSync(script), 'npm run build comes first').toBe(true);
  expect(gzipSync(readFileSync(script), { level: 9 }).length).toBeLessThanOrEqual(most);
});

it('the built files use nothing that a strict policy forbids', () => {
  for (const file of [script, 'dist/throughline.mjs']) {
    expect(readFileSync(file, 'utf8')).not.toMatch(/\beval\b|new Function|innerHTML|document\.write|\.cookie|createElement/);
  }
});

it('the package has no dependency at run time', () => {
  expect(JSON.parse(readFileSync('package.json', 'utf8'))).not.toHaveProperty('dependencies');
});

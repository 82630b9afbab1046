import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const { version } = JSON.parse(readFileSync(new URL('package.json', import.meta.url), 'utf8')) as { version: string };
const at = (file: string) => fileURLToPath(new URL(file, import.meta.url));

// Two files of one source: a module for bundlers, and a script that a tag with data-key starts.
export default defineConfig(({ mode }) => ({
  define: { VERSION: JSON.stringify(version) },
  build: {
    target: 'es2022',
    emptyOutDir: mode === 'module',
    lib: mode === 'script'
      ? { entry: at('src/script.ts'), formats: ['iife'], name: 'throughline_script', fileName: () => 'throughline.js' }
      : { entry: at('src/index.ts'), formats: ['es'], fileName: () => 'throughline.mjs' },
  },
  test: { environment: 'jsdom', environmentOptions: { jsdom: { url: 'https://shop.example/basket?step=2' } }, setupFiles: ['test/setup.ts'], include: ['test/**/*.test.ts'] },
}));

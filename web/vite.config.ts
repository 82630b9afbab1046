import react from '@vitejs/plugin-react';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const api = process.env['THROUGHLINE_API'] ?? 'http://127.0.0.1:8080';
const toServer = { '/api': api, '/health': api };

export default defineConfig({
  plugins: [react()],
  resolve: { alias: { '@': fileURLToPath(new URL('./src', import.meta.url)) } },
  server: { proxy: toServer },
  preview: { proxy: toServer },
  build: {
    target: 'es2023',
    // The largest chunk is ECharts; it is fetched only by a page that draws a chart.
    chunkSizeWarningLimit: 700,
  },
  test: {
    environment: 'jsdom',
    setupFiles: ['src/test/setup.ts'],
    testTimeout: 30_000,
    css: { modules: { classNameStrategy: 'non-scoped' } },
  },
});

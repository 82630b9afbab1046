import { DirectionProvider, MantineProvider } from '@mantine/core';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { render } from '@testing-library/react';
import { type ReactNode, Suspense } from 'react';
import { getI18n } from 'react-i18next';
import type { Language } from '@/app/i18n/languages';
import { languages } from '@/app/i18n/languages';
import { markPage, startWords } from '@/app/i18n/start';
import { Keyboard } from '@/app/keyboard/Keyboard';
import { theme } from '@/app/theme';

let started: Promise<void> | undefined;

/** Draws something as a page would, with its words in one language. */
export async function show(what: ReactNode, language: Language = 'en') {
  started ??= startWords(language);
  await started;
  const words = getI18n();
  await words.loadNamespaces(['app', 'ui', 'settings', 'design', 'listening', 'view', 'pulse', 'priorities', 'register', 'voices', 'customers', 'identity', 'problems', 'collect', 'webhooks', 'quality', 'detectors', 'labels', 'models', 'themes', 'topics']);
  await words.changeLanguage(language);
  markPage(language);
  const queries = new QueryClient({ defaultOptions: { queries: { retry: false, staleTime: 30_000 } } });
  return render(
    <DirectionProvider initialDirection={languages[language].dir} detectDirection={false}>
      <MantineProvider theme={theme} env="test" withCssVariables={false} withGlobalClasses={false}>
        <QueryClientProvider client={queries}>
          <Keyboard>
            <Suspense>{what}</Suspense>
          </Keyboard>
        </QueryClientProvider>
      </MantineProvider>
    </DirectionProvider>,
  );
}

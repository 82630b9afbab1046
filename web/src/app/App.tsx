import { DirectionProvider, MantineProvider } from '@mantine/core';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { createQueries } from '@/api/queries';
import { languages } from './i18n/languages';
import { useLanguage } from './i18n/useFormat';
import { Keyboard } from './keyboard/Keyboard';
import { createAppRouter } from './router';
import { sessionQuery } from './session/session';
import { keepTheme, theme, tokensIntoMantine } from './theme';

const queries = createQueries(() => {
  queries.setQueryData(sessionQuery.queryKey, null);
  void router.navigate({ to: '/sign-in', search: { next: router.state.location.href } as never });
});
const router = createAppRouter(queries);

export function App() {
  const language = useLanguage();
  return (
    <DirectionProvider initialDirection={languages[language].dir} detectDirection={false}>
      <MantineProvider theme={theme} cssVariablesResolver={tokensIntoMantine} colorSchemeManager={keepTheme} defaultColorScheme="auto">
        <QueryClientProvider client={queries}>
          <Keyboard>
            <RouterProvider router={router} />
          </Keyboard>
        </QueryClientProvider>
      </MantineProvider>
    </DirectionProvider>
  );
}

import type app from '@/messages/en/app.json';
import type ui from '@/messages/en/ui.json';
import type design from '@/messages/en/design.json';
import type listening from '@/messages/en/listening.json';
import type settings from '@/messages/en/settings.json';

/** One area of words: a file in every language's folder. An area is fetched when the first page that speaks it opens. */
export type Messages = { app: typeof app; ui: typeof ui; design: typeof design; listening: typeof listening; settings: typeof settings };
export type Area = keyof Messages;

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'app';
    resources: Messages;
  }
}

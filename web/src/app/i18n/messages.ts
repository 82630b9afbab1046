import type app from '@/messages/en/app.json';
import type ui from '@/messages/en/ui.json';
import type design from '@/messages/en/design.json';
import type listening from '@/messages/en/listening.json';
import type settings from '@/messages/en/settings.json';
import type view from '@/messages/en/view.json';
import type pulse from '@/messages/en/pulse.json';
import type priorities from '@/messages/en/priorities.json';
import type voices from '@/messages/en/voices.json';
import type customers from '@/messages/en/customers.json';
import type identity from '@/messages/en/identity.json';
import type collect from '@/messages/en/collect.json';
import type webhooks from '@/messages/en/webhooks.json';
import type problems from '@/messages/en/problems.json';
import type quality from '@/messages/en/quality.json';
import type detectors from '@/messages/en/detectors.json';
import type plugIn from '@/messages/en/plugIn.json';
import type labels from '@/messages/en/labels.json';
import type models from '@/messages/en/models.json';
import type themes from '@/messages/en/themes.json';
import type topics from '@/messages/en/topics.json';
import type register from '@/messages/en/register.json';

/** One area of words: a file in every language's folder. An area is fetched when the first page that speaks it opens. */
export type Messages = { app: typeof app; ui: typeof ui; design: typeof design; listening: typeof listening; settings: typeof settings; view: typeof view; pulse: typeof pulse; priorities: typeof priorities; voices: typeof voices; customers: typeof customers; identity: typeof identity; problems: typeof problems; collect: typeof collect; webhooks: typeof webhooks; register: typeof register; quality: typeof quality; detectors: typeof detectors; plugIn: typeof plugIn; labels: typeof labels; models: typeof models; themes: typeof themes; topics: typeof topics };
export type Area = keyof Messages;

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'app';
    resources: Messages;
  }
}

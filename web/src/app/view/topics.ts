import { useQuery } from '@tanstack/react-query';
import { read, type Served } from '@/api/read';
import type { Language } from '@/app/i18n/languages';

export type TopicList = Served['TopicList'];
export type TopicLine = TopicList['topics'][number];

/** The company's topics with how many texts each has; while texts are read by them the figures move. Unasked it gives what another part of the page asked for. */
export const useTopics = (wanted = true) =>
  useQuery({
    queryKey: ['topics'],
    queryFn: ({ signal }) => read('/api/v1/topics', { signal }),
    enabled: wanted,
    refetchInterval: ({ state }) => (wanted && state.data?.reading.state === 'reading' ? 2000 : false),
  });

/** A topic in the reader's language, where somebody gave it a name there. */
export const topicName = (topic: Pick<TopicLine, 'name' | 'names'> | undefined, language: Language): string | undefined => (topic === undefined ? undefined : (topic.names[language] ?? topic.name));

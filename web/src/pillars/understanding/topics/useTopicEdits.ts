import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { answer, client } from '@/api/client';
import { read, type Served } from '@/api/read';

export type Starter = Served['StarterTopic'];
export type Suggestion = Served['TopicSuggestion'];
export type Suggestions = Served['TopicSuggestions'];
export type TopicEdit = Served['TopicEdit'];
/** What a person writes of a topic. */
export type TopicWords = { name: string; parent: number | null; names: Record<string, string>; seeds: Record<string, string[]>; examples: string[] };

/** The topics that are offered as a beginning. */
export const useStarter = (wanted: boolean) => useQuery({ queryKey: ['topics', 'starter'], queryFn: ({ signal }) => read('/api/v1/topics/starter', { signal }), enabled: wanted });
/** The edits so far, the newest first. */
export const useTopicHistory = () => useQuery({ queryKey: ['topics', 'history'], queryFn: ({ signal }) => read('/api/v1/topics/history', { signal }) });
/** What is proposed in texts without a topic; reading them takes a while. */
export const useSuggestions = (wanted: boolean) => useQuery({ queryKey: ['topics', 'suggestions'], queryFn: ({ signal }) => read('/api/v1/topics/suggestions', { signal }), enabled: wanted });

export type TopicDeed =
  | { do: 'add'; words: TopicWords }
  | { do: 'change'; id: number; words: TopicWords }
  | { do: 'delete'; id: number }
  | { do: 'starter'; ids: string[] }
  | { do: 'adopt'; key: string; name: string; parent: number | null }
  | { do: 'retag' };

function send(deed: TopicDeed): Promise<unknown> {
  switch (deed.do) {
    case 'add':
      return answer(client.POST('/api/v1/topics', { body: deed.words }));
    case 'change':
      return answer(client.PUT('/api/v1/topics/{id}', { params: { path: { id: deed.id } }, body: deed.words }));
    case 'delete':
      return answer(client.DELETE('/api/v1/topics/{id}', { params: { path: { id: deed.id } } }));
    case 'starter':
      return answer(client.POST('/api/v1/topics/starter', { body: { ids: deed.ids } }));
    case 'adopt':
      return answer(client.POST('/api/v1/topics/suggestions/{key}/adopt', { params: { path: { key: deed.key } }, body: { name: deed.name, parent: deed.parent } }));
    default:
      return answer(client.POST('/api/v1/topics/retag'));
  }
}

/** Does one thing to the topics. What is counted by them changes everywhere, so everything is asked again. */
export function useTopicDeed() {
  const queries = useQueryClient();
  return useMutation({ mutationFn: send, onSuccess: () => queries.invalidateQueries() });
}

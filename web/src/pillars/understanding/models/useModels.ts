import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { answer, client } from '@/api/client';
import { read, type Served } from '@/api/read';

export type ModelList = Served['ModelList'];
export type LearntModel = Served['LearntModel'];
export type TrainingJob = Served['TrainingJob'];

export const isBusy = (job: TrainingJob | undefined): boolean => job?.state === 'waiting' || job?.state === 'learning';

/** The models that were learnt from scores, and what goes on; while one is learnt it is looked at again and again. */
export const useModels = () =>
  useQuery({ queryKey: ['models'], queryFn: ({ signal }) => read('/api/v1/models', { signal }), refetchInterval: ({ state }) => (isBusy(state.data?.job) ? 1500 : 15_000) });

/** Asks for a new model. */
export function useTrain() {
  const queries = useQueryClient();
  return useMutation({ mutationFn: () => answer(client.POST('/api/v1/models/train')), onSuccess: () => queries.invalidateQueries({ queryKey: ['models'] }) });
}
